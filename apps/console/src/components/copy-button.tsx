import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface CopyProps {
  readonly value: string;
  /** Where it is more than what stands beside the button. */
  readonly label?: string;
  readonly size?: 'xs' | 'compact-xs';
}

/** A button that copies a text, and says that it has. */
export function Copy({ value, label, size = 'xs' }: CopyProps) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size={size} variant="default" onClick={copy}>
          {copied ? t('setUp.copied') : (label ?? t('common.copy'))}
        </Button>
      )}
    </CopyButton>
  );
}

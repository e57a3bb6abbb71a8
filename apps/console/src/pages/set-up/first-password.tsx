import { Alert, Code, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Copy } from '../../components/copy-button.tsx';

interface FirstPasswordProps {
  readonly library: string;
  readonly username: string;
  readonly password: string;
}

/** A password that is shown this once, to be handed over. */
export function FirstPassword({ library, username, password }: FirstPasswordProps) {
  const { t } = useTranslation();
  const words = t('setUp.handOver', { address: window.location.origin, library, username, password });
  return (
    <Alert role="note" aria-live="polite" variant="light" color="leaf" title={t('setUp.firstPassword')}>
      <Text size="sm">{t('setUp.firstPasswordAbout')}</Text>
      <Group mt="xs">
        <Code fz="md" data-testid="first-password">
          {password}
        </Code>
        <Copy value={words} label={t('setUp.copy')} />
      </Group>
    </Alert>
  );
}

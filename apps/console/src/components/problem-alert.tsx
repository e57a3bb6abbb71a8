import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemText } from './problem-text.tsx';

interface ProblemAlertProps {
  readonly error: unknown;
  readonly title?: string;
  /** Asks again, where that may help. */
  readonly onRetry?: () => void;
}

/** Says beside the rest of the page what could not be had or done. */
export function ProblemAlert({ error, title, onRetry }: ProblemAlertProps) {
  const { t } = useTranslation();
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={title ?? t('error.title')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex={1}>
          <ProblemText error={error} />
        </Text>
        {onRetry ? (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('error.again')}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}

import { Button, Center, EmptyState, Title } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemText } from './problem-text.tsx';

/** When a page cannot be shown: what happened, and a way on. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Center mih="50vh" p="md" role="alert">
      <EmptyState
        icon={<IconPlugConnectedX size={40} aria-hidden />}
        title={
          <Title order={1} size="h3">
            {t('error.title')}
          </Title>
        }
        description={<ProblemText error={error} />}
      >
        <EmptyState.Actions>
          <Button onClick={again}>{t('error.again')}</Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}

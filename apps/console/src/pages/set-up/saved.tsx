import { Alert, Button, Group } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert.tsx';

interface SaveProps {
  readonly saving: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: unknown };
  readonly label?: string;
}

/** The button that saves a step, and what came of it. */
export function Save({ saving, label }: SaveProps) {
  const { t } = useTranslation();
  return (
    <>
      {saving.error ? <ProblemAlert error={saving.error} title={t('setUp.notSaved')} /> : null}
      <Group>
        <Button type="submit" loading={saving.isPending}>
          {label ?? t('setUp.save')}
        </Button>
        {saving.isSuccess ? (
          <Alert role="note" aria-live="polite" variant="light" color="leaf" p="xs" icon={<IconCheck size={16} aria-hidden />}>
            {t('setUp.saved')}
          </Alert>
        ) : null}
      </Group>
    </>
  );
}

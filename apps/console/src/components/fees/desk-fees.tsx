import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deskFeesQuery } from '../../api/fees.ts';
import { useMay } from '../../shell/session-context.ts';
import { feeStanding } from '../../words/fees.ts';
import { useWords } from '../../words/words.ts';
import { TaskActions } from '../actions/task-actions.tsx';

/** For the desk: what the patron pays for a request, and the steps with it. Nothing where they pay nothing. */
export function DeskFees({ requestId }: { readonly requestId: string }) {
  const { t } = useTranslation();
  const { money } = useWords();
  const may = useMay();
  const { data } = useQuery({ ...deskFeesQuery(requestId), enabled: may('fees.take') });
  if (!data?.fees.length) return null;
  return (
    <Stack gap="xs">
      {data.fees.map((fee) => (
        <Group key={fee.id} justify="space-between" gap="xs">
          <Text size="sm" fw={600}>
            {t('fees.ofPatron')} {feeStanding(t, fee, money)}
          </Text>
          <TaskActions actions={fee.actions} about={t('fees.title')} size="xs" />
        </Group>
      ))}
    </Stack>
  );
}

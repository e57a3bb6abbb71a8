import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTasks } from '../../api/tasks.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { useWords } from '../../words/words.ts';
import { Section } from '../../components/section.tsx';

/** What of this request waits for staff, with the same buttons as in the queue. */
export function WaitingTasks({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { word } = useWords();
  const tasks = useTasks().tasks.filter(({ requestId }) => requestId === id);
  if (!tasks.length) return null;
  return (
    <Section title={t('request.waitsForYou')}>
      <Stack gap="md">
        {tasks.map(({ id: key, kind, reason, actions }) => (
          <Group key={key} justify="space-between" align="flex-start" gap="md">
            <Stack gap={2} flex="1 1 260px">
              <Text fw={600}>{word('task', kind)}</Text>
              <Text size="sm">{reason}</Text>
            </Stack>
            <TaskActions actions={actions} about={reason} />
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

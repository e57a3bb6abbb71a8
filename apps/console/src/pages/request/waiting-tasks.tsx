import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../api/shapes.ts';
import { useTasksOf } from '../../api/tasks.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { ProposedStep } from '../../components/proposed-step.tsx';
import { useWords } from '../../words/words.ts';
import { Section } from '../../components/section.tsx';

/** What of this request waits for staff, with the same buttons as in the queue; apart from it what waits for a supervisor's release. */
export function WaitingTasks({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const tasks = useTasksOf(id);
  const forOthers = tasks.filter(({ kind }) => kind === 'proposed');
  return (
    <>
      <Waiting title={t('request.waitsForYou')} tasks={tasks.filter((task) => !forOthers.includes(task))} />
      <Waiting title={t('request.waitsForSupervisor')} tasks={forOthers} />
    </>
  );
}

function Waiting({ title, tasks }: { readonly title: string; readonly tasks: readonly Task[] }) {
  const { word } = useWords();
  if (!tasks.length) return null;
  return (
    <Section title={title}>
      <Stack gap="md">
        {tasks.map(({ id: key, kind, reason, proposed, actions }) => (
          <Group key={key} justify="space-between" align="flex-start" gap="md">
            <Stack gap={2} flex="1 1 260px">
              {kind === 'proposed' ? null : <Text fw={600}>{word('task', kind)}</Text>}
              {proposed ? <ProposedStep proposed={proposed} /> : <Text size="sm">{reason}</Text>}
            </Stack>
            <TaskActions actions={actions} about={reason} />
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

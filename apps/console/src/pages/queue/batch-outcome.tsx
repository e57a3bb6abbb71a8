import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconArrowBackUp, IconChecks } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BatchStepResult } from '#lib/contracts';
import type { Task } from '../../api/shapes.ts';
import { carryOutMany } from '../../api/tasks.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { attemptOf } from './selection.ts';

/** What was done with many, and what came of it. */
export interface Outcome {
  readonly step: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly result: BatchStepResult;
}
export const outcomeOf = (step: string, tasks: readonly Task[], result: BatchStepResult): Outcome => ({
  step,
  result,
  titles: Object.fromEntries(tasks.map((task) => [attemptOf(task) ?? '', task.title])),
});

interface BatchOutcomeProps {
  readonly outcome: Outcome;
  readonly onDone: (outcome: Outcome) => void;
  readonly onClose: () => void;
}

/** Says of a step with many how many were done and, one by one, what was refused and why; and takes back what can be taken back. */
export function BatchOutcome({ outcome: { step, titles, result }, onDone, onClose }: BatchOutcomeProps) {
  const { t } = useTranslation();
  const { word } = useWords();
  const queries = useQueryClient();
  const back = result.results.flatMap(({ attempt }) => attempt?.actions.find(({ name }) => name === 'undo')?.batch ?? []);
  const undo = useMutation({
    mutationFn: () => carryOutMany(back, {}),
    onSuccess: (undone) => onDone({ step: 'undo', titles, result: undone }),
    onSettled: () => queries.invalidateQueries(),
  });
  const refused = result.results.filter(({ problem }) => problem);
  return (
    <Alert
      variant="light"
      color={refused.length ? 'amber' : 'leaf'}
      icon={<IconChecks aria-hidden />}
      withCloseButton
      closeButtonLabel={t('common.close')}
      onClose={onClose}
      title={[
        result.done || !result.proposed ? t('queue.done', { action: word('action', step), count: result.done }) : '',
        result.proposed ? t('queue.proposed', { count: result.proposed }) : '',
        refused.length ? t('queue.refused', { count: refused.length }) : '',
      ]
        .filter(Boolean)
        .join(' ')}
    >
      {refused.length ? (
        <List size="sm" spacing={4}>
          {refused.map(({ id, problem }) => (
            <List.Item key={id}>
              <Text span inherit fw={600}>
                {titles[id]}
              </Text>
              : {problem?.detail} {problem?.remedy}
            </List.Item>
          ))}
        </List>
      ) : null}
      {undo.error ? <ProblemAlert error={undo.error} /> : null}
      {back.length && step !== 'undo' ? (
        <Group mt="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            loading={undo.isPending}
            onClick={() => undo.mutate()}
          >
            {t('queue.undo', { count: back.length })}
          </Button>
        </Group>
      ) : null}
    </Alert>
  );
}

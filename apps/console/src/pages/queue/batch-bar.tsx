import { Button, Group, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchStepResult } from '#lib/contracts';
import type { Task } from '../../api/shapes.ts';
import { carryOutMany, MOST_AT_ONCE, takeTasks } from '../../api/tasks.ts';
import { ActionDialog } from '../../components/actions/action-dialog.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { PrintMenu } from './print-menu.tsx';
import { attemptOf, commonActions, type Common } from './selection.ts';

interface BatchBarProps {
  readonly tasks: readonly Task[];
  readonly onClear: () => void;
  /** What came of a step; the tasks it was taken with. */
  readonly onDone: (step: string, tasks: readonly Task[], result: BatchStepResult) => void;
}

/** What can be done with all that is ticked; it stays in sight below the list. */
export function BatchBar({ tasks, onClear, onDone }: BatchBarProps) {
  const { t } = useTranslation();
  const { word } = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Common>();
  const common = commonActions(tasks);
  const attempts = tasks.flatMap((task) => attemptOf(task) ?? []);
  const carry = useMutation({
    mutationFn: ({ step, body }: { step: Common; body: Record<string, unknown> }) => carryOutMany(step.batch, body),
    onSuccess: (result, { step }) => {
      setAsking(undefined);
      onDone(step.action.name, tasks, result);
    },
    onSettled: () => queries.invalidateQueries(),
  });
  const take = useMutation({
    mutationFn: (taken: boolean) => takeTasks(attempts, taken),
    onSuccess: onClear,
    onSettled: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  });
  const named = ({ action }: Common): string =>
    action.proposes ? t('actions.propose', { action: word('action', action.name) }) : word('action', action.name);
  // many at once are asked back, but for the step that usually comes next
  const start = (step: Common): void => {
    carry.reset();
    if (step.action.fields.length || step !== common[0]) setAsking(step);
    else carry.mutate({ step, body: {} });
  };
  const [first, ...others] = common;
  const count = tasks.length;
  return (
    <Group component="section" className="batch-bar surface" p="sm" gap="sm" aria-label={t('queue.selection')}>
      <Text fw={600} aria-live="polite">
        {t('queue.selected', { count })}
      </Text>
      {first ? (
        <Button size="sm" loading={carry.isPending && !asking} onClick={() => start(first)}>
          {named(first)}
        </Button>
      ) : (
        <Text size="sm" className="quiet">
          {t(count > MOST_AT_ONCE ? 'queue.tooMany' : 'queue.nothingInCommon', { count: MOST_AT_ONCE })}
        </Text>
      )}
      {others.length ? (
        <Menu position="top-start">
          <Menu.Target>
            <Button size="sm" variant="default" leftSection={<IconDots size={16} aria-hidden />}>
              {t('queue.moreSteps')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((step) => (
              <Menu.Item key={step.action.name} onClick={() => start(step)}>
                {named(step)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {attempts.length ? <PrintMenu attempts={attempts} position="top-start" /> : null}
      {may('attempts.take') && attempts.length ? (
        <Button
          size="sm"
          variant="default"
          loading={take.isPending}
          onClick={() => take.mutate(!tasks.every(({ taken }) => taken === 'you'))}
        >
          {t(tasks.every(({ taken }) => taken === 'you') ? 'queue.putBack' : 'queue.take')}
        </Button>
      ) : null}
      <Button size="sm" variant="subtle" color="gray" c="var(--mantine-color-text)" onClick={onClear}>
        {t('queue.clear')}
      </Button>
      {carry.error && !asking ? <ProblemAlert error={carry.error} /> : null}
      {asking ? (
        <ActionDialog
          title={t('queue.many', { action: named(asking), count })}
          about={t('queue.manyText', { count })}
          fields={asking.action.fields}
          submit={named(asking)}
          pending={carry.isPending}
          error={carry.error}
          onSubmit={(body) => carry.mutate({ step: asking, body })}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </Group>
  );
}

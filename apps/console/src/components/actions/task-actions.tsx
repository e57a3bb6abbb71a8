import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskAction } from '../../api/shapes.ts';
import { carryOut, isProposal } from '../../api/tasks.ts';
import { useWords } from '../../words/words.ts';
import { ActionDialog } from './action-dialog.tsx';

interface TaskActionsProps {
  readonly actions: readonly TaskAction[];
  /** What they are about, for those who hear the buttons without seeing where they stand. */
  readonly about: string;
  readonly size?: 'xs' | 'sm';
}

/** The buttons of a task: what usually comes next first, the rest in a menu. */
export function TaskActions({ actions, about, size = 'sm' }: TaskActionsProps) {
  const { t } = useTranslation();
  const { word } = useWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<TaskAction>();
  const carry = useMutation({
    mutationFn: ({ action, body }: { action: TaskAction; body: Record<string, unknown> }) => carryOut(action, body),
    onSuccess: (answer, { action }) => {
      setAsking(undefined);
      const title = t(isProposal(answer) ? 'actions.proposed' : 'actions.done', { action: word('action', action.name) });
      notifications.show({ color: 'leaf', title, message: about });
    },
    // whether it went well or not, things may stand otherwise than shown
    onSettled: () => queries.invalidateQueries(),
  });
  const nameOf = (action: TaskAction): string =>
    action.proposes ? t('actions.propose', { action: word('action', action.name) }) : word('action', action.name);
  const first = actions.find(({ primary }) => primary) ?? actions[0];
  const others = actions.filter((action) => action !== first);
  // an action without fields beside the first one is asked back: it may be hard to undo
  const start = (action: TaskAction): void => {
    carry.reset();
    if (action.fields.length || action !== first) setAsking(action);
    else carry.mutate({ action, body: {} }, { onError: () => setAsking(action) });
  };
  if (!first) return null;
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size={size}
        variant={first.primary ? 'filled' : 'light'}
        loading={carry.isPending && !asking}
        aria-label={t('actions.label', { action: nameOf(first), about })}
        onClick={() => start(first)}
      >
        {nameOf(first)}
      </Button>
      {others.length ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={size === 'xs' ? 30 : 36} aria-label={t('actions.more', { about })}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((action) => (
              <Menu.Item key={action.name + action.path} onClick={() => start(action)}>
                {nameOf(action)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {asking ? (
        <ActionDialog
          title={nameOf(asking)}
          about={about}
          fields={asking.fields}
          submit={nameOf(asking)}
          pending={carry.isPending}
          error={carry.error}
          onSubmit={(body) => carry.mutate({ action: asking, body })}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </Group>
  );
}

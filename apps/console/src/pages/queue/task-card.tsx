import { Badge, Box, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconBuilding, IconClock, IconHourglass, IconTruckDelivery, IconUserCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../api/shapes.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { ProposedStep } from '../../components/proposed-step.tsx';
import { useWords } from '../../words/words.ts';
import { PasteInto } from './paste-into.tsx';
import { ToItsMoney } from './to-its-money.tsx';

interface TaskCardProps {
  readonly task: Task;
  /** Says on which list it stands. */
  readonly kind: boolean;
  readonly ticked: boolean;
  /** Left out where nothing is done with many of it. */
  readonly onTick?: ((on: boolean) => void) | undefined;
}

/** One thing that waits: what, why, since when, and what may be done. */
export function TaskCard({ task, kind, ticked, onTick }: TaskCardProps) {
  const { t } = useTranslation();
  const { dateTime, supplier: named, word } = useWords();
  const { title, reason, since, deadline, supplier, requestId, proposed, branch, taken, actions } = task;
  return (
    <Box component="li" className="surface" p="md">
      <Group justify="space-between" align="flex-start" gap="md">
        {onTick ? (
          <Checkbox
            mt={3}
            checked={ticked}
            onChange={(event) => onTick(event.currentTarget.checked)}
            aria-label={t('queue.tick', { title })}
          />
        ) : null}
        <Stack gap={4} flex="1 1 300px" miw={0}>
          {task.of ? (
            <ToItsMoney of={task.of}>{title}</ToItsMoney>
          ) : requestId ? (
            <Link to="/requests/$id" params={{ id: requestId }} className="row-link break-words">
              {title}
            </Link>
          ) : (
            <Text fw={600} className="break-words">
              {title}
            </Text>
          )}
          {kind ? (
            <Badge size="sm" radius="sm" variant="light" color="gray" c="var(--mantine-color-text)" tt="none">
              {word('task', task.kind)}
            </Badge>
          ) : null}
          {proposed ? (
            <ProposedStep proposed={proposed} />
          ) : (
            <Text size="sm" className="break-words">
              {reason}
            </Text>
          )}
          {task.paste ? <PasteInto paste={task.paste} /> : null}
          <Group gap="md" className="quiet">
            <Small icon={<IconClock size={14} aria-hidden />}>{t('queue.since', { when: dateTime(since) })}</Small>
            {deadline ? (
              <Small icon={<IconHourglass size={14} aria-hidden />}>{t('queue.until', { when: dateTime(deadline) })}</Small>
            ) : null}
            {supplier ? <Small icon={<IconTruckDelivery size={14} aria-hidden />}>{named(supplier)}</Small> : null}
            {branch ? <Small icon={<IconBuilding size={14} aria-hidden />}>{branch}</Small> : null}
            {taken ? <Small icon={<IconUserCheck size={14} aria-hidden />}>{t(`queue.taken.${taken}`)}</Small> : null}
          </Group>
        </Stack>
        <TaskActions actions={actions} about={title} />
      </Group>
    </Box>
  );
}

function Small({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <Group gap={4} wrap="nowrap">
      {icon}
      <Text size="xs">{children}</Text>
    </Group>
  );
}

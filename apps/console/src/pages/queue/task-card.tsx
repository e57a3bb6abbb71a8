import { Box, Group, Stack, Text } from '@mantine/core';
import { IconClock, IconHourglass, IconTruckDelivery } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../api/shapes.ts';
import { TaskActions } from '../../components/actions/task-actions.tsx';
import { ProposedStep } from '../../components/proposed-step.tsx';
import { useWords } from '../../words/words.ts';
import { PasteInto } from './paste-into.tsx';

/** One thing that waits: what, why, since when, and what may be done. */
export function TaskCard({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const { dateTime, supplier: named } = useWords();
  const { title, reason, since, deadline, supplier, requestId, proposed, actions } = task;
  return (
    <Box component="li" className="surface" p="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} flex="1 1 320px" miw={0}>
          <Link to="/requests/$id" params={{ id: requestId }} className="row-link break-words">
            {title}
          </Link>
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

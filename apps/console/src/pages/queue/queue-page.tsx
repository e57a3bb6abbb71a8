import { Badge, Center, EmptyState, Group, Stack, Tabs, Title } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../api/shapes.ts';
import { useTasks } from '../../api/tasks.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../words/words.ts';
import { TaskCard } from './task-card.tsx';

const route = getRouteApi('/signed-in/queue');
const EVERYTHING = 'all';

const byKind = (tasks: readonly Task[]): [string, Task[]][] =>
  Object.entries(Object.groupBy(tasks, ({ kind }) => kind) as Record<string, Task[]>);

/** What waits for staff, from every service, by worklist. */
export function QueuePage() {
  const { t } = useTranslation();
  const { word } = useWords();
  const navigate = useNavigate();
  const { kind = EVERYTHING } = route.useSearch();
  const { tasks, pending, failed, more, refetch } = useTasks();
  const groups = byKind(tasks);
  const shown = groups.filter(([name]) => kind === EVERYTHING || name === kind);

  return (
    <Page title={t('queue.title')} about={more ? t('queue.aboutMore') : t('queue.about', { count: tasks.length })}>
      {failed.map(({ service, error }) => (
        <ProblemAlert
          key={service}
          error={error}
          title={t('queue.failed', { service: word('service', service) })}
          onRetry={refetch}
        />
      ))}
      {pending && !tasks.length ? <Rows /> : null}
      {!pending && !tasks.length && !failed.length ? (
        <Center className="surface" p="xl">
          <EmptyState
            icon={<IconMoodSmile size={40} aria-hidden />}
            title={t('queue.empty')}
            description={t('queue.emptyText')}
          />
        </Center>
      ) : null}
      {groups.length > 1 ? (
        <Tabs
          variant="pills"
          value={kind}
          onChange={(chosen) =>
            void navigate({ to: '/queue', search: chosen && chosen !== EVERYTHING ? { kind: chosen } : {}, replace: true })
          }
        >
          <Tabs.List aria-label={t('queue.worklists')}>
            <Tabs.Tab value={EVERYTHING}>{t('queue.all')}</Tabs.Tab>
            {groups.map(([name, list]) => (
              <Tabs.Tab key={name} value={name}>
                {word('task', name)} ({list.length})
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={kind} pt="lg">
            <Worklists groups={shown} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Worklists groups={shown} />
      )}
    </Page>
  );
}

function Worklists({ groups }: { readonly groups: readonly [string, Task[]][] }) {
  const { word } = useWords();
  return (
    <Stack gap="xl">
      {groups.map(([kind, tasks]) => (
        <Stack key={kind} gap="sm" component="section" aria-labelledby={`worklist-${kind}`}>
          <Group gap="xs">
            <Title order={2} size="h4" id={`worklist-${kind}`}>
              {word('task', kind)}
            </Title>
            <Badge variant="light" color="gray" c="var(--mantine-color-text)" aria-hidden>
              {tasks.length}
            </Badge>
          </Group>
          <Stack gap="sm" component="ul" className="plain-list">
            {tasks.map((task) => (
              <TaskCard key={`${task.service}-${task.id}`} task={task} />
            ))}
          </Stack>
        </Stack>
      ))}
    </Stack>
  );
}

import { Button, Center, EmptyState, Grid, Group, Stack } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pagedTasksQuery, useDeskTasks, worklistsQuery } from '../../api/tasks.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useRowKeys } from '../../components/row-keys.ts';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { BatchBar } from './batch-bar.tsx';
import { BatchOutcome, outcomeOf, type Outcome } from './batch-outcome.tsx';
import { Filters } from './filters.tsx';
import { ListMenu } from './list-menu.tsx';
import { listsOf, merged } from './lists.ts';
import { keyOf, selectable } from './selection.ts';
import { TaskCard } from './task-card.tsx';

const route = getRouteApi('/signed-in/queue');

/** What waits for staff, from every service, list by list, to be worked through one by one or many at once. */
export function QueuePage() {
  const { t } = useTranslation();
  const { word } = useWords();
  const may = useMay();
  const { kind, ...narrowed } = route.useSearch();
  const desk = useDeskTasks();
  const own = may('attempts.tasks');
  const counted = useQuery({ ...worklistsQuery(narrowed), enabled: own });
  const paged = useInfiniteQuery({ ...pagedTasksQuery(narrowed, kind), enabled: own, placeholderData: keepPreviousData });
  const isNarrowed = Object.keys(narrowed).length > 0;

  // branch, partner and the like are fulfillment's to know
  const others = isNarrowed ? [] : desk.tasks.filter((task) => !kind || task.kind === kind);
  const lists = listsOf(counted.data, isNarrowed ? [] : desk.tasks, desk.more);
  const tasks = merged(paged.data?.pages.flatMap((page) => page.tasks) ?? [], others, paged.hasNextPage);
  const total = lists.reduce((sum, { count }) => sum + count, 0);
  const shown = kind ? (lists.find((list) => list.kind === kind)?.count ?? tasks.length) : total;

  // what is ticked is so on this list only
  const where = JSON.stringify([kind, narrowed]);
  const [{ on, keys }, setKeys] = useState<{ on: string; keys: readonly string[] }>({ on: where, keys: [] });
  const ticked = new Set(on === where ? keys : []);
  const setTicked = (next: Iterable<string>): void => setKeys({ on: where, keys: [...next] });
  const [outcome, setOutcome] = useState<Outcome>();
  const selected = tasks.filter((task) => ticked.has(keyOf(task)) && selectable(task));
  const tick = (which: readonly string[], tickOn: boolean): void =>
    setTicked(tickOn ? [...ticked, ...which] : [...ticked].filter((key) => !which.includes(key)));
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLSelectElement>(null);
  useRowKeys(list, search);

  // a page on which somebody may do nothing is empty: the next one may not be
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = paged;
  const empty = !paged.isPending && !tasks.length;
  useEffect(() => {
    if (empty && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [empty, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const problems = [
    ...desk.failed,
    ...[counted.error ?? paged.error].flatMap((error) => (error ? [{ service: 'fulfillment', error }] : [])),
  ];
  const pending = desk.pending || (own && paged.isPending);
  const box = tasks.filter(selectable).map(keyOf);
  return (
    <Page
      title={kind ? word('task', kind) : t('queue.title')}
      about={t(desk.more ? 'queue.aboutMore' : 'queue.about', { count: shown })}
    >
      {problems.map(({ service, error }) => (
        <ProblemAlert
          key={service}
          error={error}
          title={t('queue.failed', { service: word('service', service) })}
          onRetry={() => {
            desk.refetch();
            void paged.refetch();
          }}
        />
      ))}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 3 }}>
          <ListMenu lists={lists} kind={kind} total={total} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9 }}>
          <Stack gap="sm">
            {own ? <Filters counted={counted.data} first={search} /> : null}
            {outcome ? <BatchOutcome outcome={outcome} onDone={setOutcome} onClose={() => setOutcome(undefined)} /> : null}
            {box.length > 1 ? (
              <Group gap="xs">
                <Button size="compact-sm" variant="default" onClick={() => tick(box, selected.length < box.length)}>
                  {t(selected.length < box.length ? 'queue.tickAll' : 'queue.clear')}
                </Button>
              </Group>
            ) : null}
            {pending && !tasks.length ? <Rows /> : null}
            {!pending && empty && !problems.length && !hasNextPage ? (
              <Center className="surface" p="xl">
                <EmptyState
                  icon={<IconMoodSmile size={40} aria-hidden />}
                  title={t(isNarrowed ? 'queue.noneSuch' : 'queue.empty')}
                  description={t(isNarrowed ? 'queue.noneSuchText' : 'queue.emptyText')}
                />
              </Center>
            ) : null}
            <ul className="plain-list task-list" ref={list} aria-label={kind ? word('task', kind) : t('queue.title')}>
              {tasks.map((task) => (
                <TaskCard
                  key={keyOf(task)}
                  task={task}
                  kind={kind === undefined}
                  ticked={ticked.has(keyOf(task))}
                  onTick={selectable(task) ? (now) => tick([keyOf(task)], now) : undefined}
                />
              ))}
            </ul>
            {hasNextPage ? (
              <Group justify="center">
                <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  {t('queue.showMore', { shown: tasks.length, count: shown })}
                </Button>
              </Group>
            ) : null}
            {selected.length ? (
              <BatchBar
                tasks={selected}
                onClear={() => setTicked([])}
                onDone={(step, of, result) => {
                  setOutcome(outcomeOf(step, of, result));
                  setTicked([]);
                }}
              />
            ) : null}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

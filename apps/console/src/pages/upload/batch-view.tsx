import { Alert, Group, List, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { batchQuery } from '../../api/batches.ts';
import { requestsQuery } from '../../api/requests.ts';
import type { Batch } from '../../api/shapes.ts';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Outcomes } from './outcomes.tsx';

/** A file being taken in: how far it is, the lines refused, and what became of the others. */
export function BatchView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const batch = useQuery(batchQuery(id));
  if (batch.isPending) return <Rows count={3} />;
  if (!batch.data) return <ProblemAlert error={batch.error} onRetry={() => void batch.refetch()} />;
  const { fileName, lines, waiting, taken, refused, warnings } = batch.data;
  const done = lines - waiting;
  return (
    <Stack gap="lg">
      <Stack gap="xs" className="surface" p="lg">
        <Title order={2} size="h4">
          {fileName || t('upload.noLongerKept')}
        </Title>
        <Progress.Root size="lg" aria-hidden>
          <Progress.Section value={lines ? (taken / lines) * 100 : 0} color="leaf" />
          <Progress.Section value={lines ? (refused / lines) * 100 : 0} color="red" />
        </Progress.Root>
        <Text component="output">{waiting ? t('upload.progress', { done, lines }) : t('upload.done', { taken, refused })}</Text>
        {warnings.length ? (
          <Alert color="amber" variant="light" icon={<IconInfoCircle aria-hidden />} title={t('upload.warnings')}>
            <List size="sm">
              {warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Alert>
        ) : null}
      </Stack>
      {refused ? <Refused batch={batch.data} /> : null}
      {taken ? <Taken id={id} taken={taken} /> : null}
    </Stack>
  );
}

/** The lines that could not be taken: what is wrong and what to do. */
function Refused({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" className="surface" p="lg">
      <Title order={3} size="h5">
        {t('upload.refusedLines')}
      </Title>
      <Table.ScrollContainer minWidth={300}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={70}>{t('upload.line')}</Table.Th>
              <Table.Th>{t('upload.wrong')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {batch.results
              .filter(({ error }) => error)
              .map(({ line, error }) => (
                <Table.Tr key={line}>
                  <Table.Td>{line}</Table.Td>
                  <Table.Td>
                    {error?.field ? <b>{error.field}: </b> : null}
                    {error?.message} <span className="quiet">{error?.remedy}</span>
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

/** The requests that came of it, grouped by what is done about them. */
function Taken({ id, taken }: { readonly id: string; readonly taken: number }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(requestsQuery({ batch: id }, 100));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const requests = list.data?.pages.flatMap((page) => page.requests) ?? [];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('upload.outcomes')}
        </Title>
        {requests.length < taken ? (
          <Text size="sm" className="quiet">
            {t('upload.shown', { shown: requests.length, taken })}
          </Text>
        ) : null}
      </Group>
      {list.error ? <ProblemAlert error={list.error} onRetry={() => void list.refetch()} /> : null}
      <Outcomes requests={requests} />
    </Stack>
  );
}

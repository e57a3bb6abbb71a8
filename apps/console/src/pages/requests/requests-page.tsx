import { Button, Center, EmptyState, Group, NativeSelect, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconBooks, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { requestsQuery } from '../../api/requests.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useMay } from '../../shell/session-context.ts';
import { STATUSES } from '../../words/statuses.ts';
import { RequestRow } from './request-row.tsx';
import { useRowKeys } from '../../components/row-keys.ts';

const route = getRouteApi('/signed-in/requests');

/** The requests, newest first, as they move. */
export function RequestsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const desk = may('requests.read');
  const filter = route.useSearch();
  const list = useInfiniteQuery(requestsQuery(filter));
  const requests = list.data?.pages.flatMap((page) => page.requests) ?? [];
  const table = useRef<HTMLTableElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useRowKeys(table, search);
  const filtered = Boolean(filter.q ?? filter.status);

  return (
    <Page
      title={t(desk ? 'requests.title' : 'requests.mine')}
      about={
        <Text span inherit visibleFrom="sm">
          {t(desk ? 'requests.about' : 'requests.aboutMine')}
        </Text>
      }
      actions={
        may('requests.ask', 'requests.ask-own') ? (
          <Button component={Link} to="/ask">
            {t('requests.new')}
          </Button>
        ) : null
      }
    >
      <Filters searchField={search} />
      {list.error ? <ProblemAlert error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Rows /> : null}
      {list.data && !requests.length ? (
        <Center className="surface" p="xl">
          <EmptyState
            icon={<IconBooks size={40} aria-hidden />}
            title={t(filtered ? 'requests.noMatch' : 'requests.none')}
            description={t(filtered ? 'requests.noMatchText' : 'requests.noneText')}
          />
        </Center>
      ) : null}
      {requests.length ? (
        <Table.ScrollContainer minWidth={0} className="surface">
          <Table ref={table} verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="36%">{t('requests.what')}</Table.Th>
                <Table.Th visibleFrom="sm">{t('requests.status')}</Table.Th>
                <Table.Th visibleFrom="md" w="30%">
                  {t('requests.decided')}
                </Table.Th>
                <Table.Th visibleFrom="lg">{t('requests.supplier')}</Table.Th>
                <Table.Th visibleFrom="sm">{t('requests.updated')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {requests.map((request) => (
                <RequestRow key={request.id} request={request} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
      {list.hasNextPage ? (
        <Group justify="center">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('requests.more')}
          </Button>
        </Group>
      ) : null}
    </Page>
  );
}

function Filters({ searchField }: { readonly searchField: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const filter = route.useSearch();
  const change = (part: { q?: string | undefined; status?: string | undefined }): void => {
    const { q, status } = { ...filter, ...part };
    void navigate({ to: '/requests', search: { ...(q && { q }), ...(status && { status }) }, replace: true });
  };
  // what was typed comes back by the address; any other change of it (back, a link) fills the field anew
  const [typed, setTyped] = useState<string>();
  const search = useDebouncedCallback((q: string) => {
    setTyped(q || undefined);
    change({ q });
  }, 300);
  return (
    <Group gap="sm" component="search" wrap="wrap">
      <TextInput
        ref={searchField}
        flex="1 1 260px"
        maw={460}
        type="search"
        aria-label={t('requests.search')}
        placeholder={t('requests.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        key={filter.q === typed ? 'typed' : filter.q}
        defaultValue={filter.q ?? ''}
        onChange={(event) => search(event.currentTarget.value.trim())}
      />
      <NativeSelect
        aria-label={t('requests.filterStatus')}
        value={filter.status ?? ''}
        onChange={(event) => change({ status: event.currentTarget.value })}
        data={[
          { value: '', label: t('requests.everyStatus') },
          ...Object.keys(STATUSES).map((status) => ({ value: status, label: t(`status.${status}`) })),
        ]}
      />
    </Group>
  );
}

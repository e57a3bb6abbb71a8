import { Button, Group, NativeSelect, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { awaitedQuery, incomingListQuery, type IncomingSummary } from '../../api/incoming.ts';
import { trialBalanceQuery } from '../../api/money.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { IncomingBadge } from './incoming-badge.tsx';
import { IncomingForm } from './incoming-form.tsx';
import { IncomingView } from './incoming-view.tsx';
import { Amount, OfRequest } from './statement-view.tsx';

const route = getRouteApi('/signed-in/money/incoming');
const USUAL_CURRENCY = 'USD';
const EXPECTED_IN = 'payable:invoices';

/** Invoices that come to the library, held against what was expected. */
export function IncomingPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { invoice, edit } = route.useSearch();
  const manages = may('incoming.manage');
  const isList = !invoice && !edit;
  return (
    <Page
      title={t('books.page.incoming')}
      about={t('incoming.about')}
      actions={
        manages && isList ? (
          <Button onClick={() => void navigate({ to: '/money/incoming', search: { edit: 'new' } })}>{t('incoming.enter')}</Button>
        ) : null
      }
    >
      {edit && manages ? <IncomingForm /> : null}
      {invoice && !edit ? <IncomingView key={invoice} id={invoice} /> : null}
      {isList ? (
        <>
          <Came />
          <Expected />
        </>
      ) : null}
    </Page>
  );
}

function Came() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { after } = route.useSearch();
  const { data, error, isPending, refetch } = useQuery(incomingListQuery({ after }));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Rows count={4} />;
  const columns = [
    t('incoming.number'),
    t('incoming.payee'),
    t('incoming.date'),
    t('invoice.status'),
    t('ifm.waiting'),
    t('invoice.total'),
    t('incoming.toPay'),
  ];
  return (
    <Section title={t('incoming.list')}>
      {data.invoices.length ? (
        <WideTable label={t('incoming.list')} minWidth={760} fz="sm" columns={columns} amounts={columns.slice(4)}>
          {data.invoices.map((one) => (
            <Row key={one.id} invoice={one} />
          ))}
        </WideTable>
      ) : (
        <Text className="quiet">{t('incoming.none')}</Text>
      )}
      <Group gap="xs">
        {after ? (
          <Button variant="default" onClick={() => void navigate({ to: '/money/incoming', search: {} })}>
            {t('ledger.latest')}
          </Button>
        ) : null}
        {data.more ? (
          <Button
            variant="default"
            onClick={() => void navigate({ to: '/money/incoming', search: { after: data.invoices.at(-1)!.id } })}
          >
            {t('invoice.earlier')}
          </Button>
        ) : null}
      </Group>
    </Section>
  );
}

function Row({ invoice: { id, number, payee, date, status, waiting, total, open } }: { readonly invoice: IncomingSummary }) {
  const { day } = useWords();
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className="break-words">
        <Link to="/money/incoming" search={{ invoice: id }} className="text-link">
          {number}
        </Link>
      </Table.Th>
      <Table.Td className="break-words">{payee}</Table.Td>
      <Table.Td className="one-line">{day(date)}</Table.Td>
      <Table.Td>
        <IncomingBadge status={status} />
      </Table.Td>
      <Table.Td className="amount" fw={waiting ? 700 : 400}>
        {waiting || ''}
      </Table.Td>
      <Amount amount={total} />
      {status === 'withdrawn' ? <Table.Td /> : <Amount amount={open} strong={open.minor !== 0} />}
    </Table.Tr>
  );
}

/** What is owed by invoice, and no invoice has asked for. */
function Expected() {
  const { t } = useTranslation();
  const { day } = useWords();
  const navigate = useNavigate();
  const { currency = USUAL_CURRENCY } = route.useSearch();
  const balances = useQuery(trialBalanceQuery);
  const { data, error, isPending, refetch } = useQuery(awaitedQuery(currency));
  const owed = (balances.data?.accounts ?? []).filter(({ account }) => account === EXPECTED_IN);
  const currencies = [...new Set([USUAL_CURRENCY, currency, ...owed.map(({ balance }) => balance.currency)])];
  const columns = [t('ifm.since'), t('books.with'), t('books.what'), t('books.amount')];
  return (
    <Section title={t('incoming.expected')}>
      <Text size="sm">{t('incoming.expectedAbout')}</Text>
      {currencies.length > 1 ? (
        <NativeSelect
          label={t('books.currency')}
          w={140}
          value={currency}
          data={currencies}
          onChange={(event) =>
            void navigate({
              to: '/money/incoming',
              search: { currency: event.currentTarget.value },
              replace: true,
              resetScroll: false,
            })
          }
        />
      ) : null}
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={3} /> : null}
      {data && !data.expected.length ? <Text className="quiet">{t('incoming.nothingExpected')}</Text> : null}
      {data?.expected.length ? (
        <WideTable label={t('incoming.expected')} minWidth={480} fz="sm" columns={columns} amounts={columns.slice(3)}>
          {data.expected.map(({ charge, payee, requestId, reference, since, open }) => (
            <Table.Tr key={`${charge} ${payee}`}>
              <Table.Td className="one-line">{day(since)}</Table.Td>
              <Table.Td className="break-words">{payee}</Table.Td>
              <Table.Td className="break-words">
                <OfRequest id={requestId} words={reference ? t('ifm.number', { number: reference }) : t('ifm.request')} />
              </Table.Td>
              <Amount amount={open} />
            </Table.Tr>
          ))}
        </WideTable>
      ) : null}
      {data?.more ? <Text className="quiet">{t('ifm.more')}</Text> : null}
    </Section>
  );
}

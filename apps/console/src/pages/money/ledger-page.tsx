import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { entriesQuery, fundsQuery, trialBalanceQuery, type EntryOfBooks } from '../../api/money.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { EntryLines } from './entry-lines.tsx';
import { Amount, OfRequest } from './statement-view.tsx';

const route = getRouteApi('/signed-in/money/ledger');

/** The library's books: what stands on each account, and every entry with why it is there. */
export function LedgerPage() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Page title={t('books.page.ledger')} about={t('ledger.about')}>
      {may('funds.read') ? <Funds /> : null}
      <Balances />
      <Entries />
    </Page>
  );
}

function Funds() {
  const { t } = useTranslation();
  const { day } = useWords();
  const { data, error, refetch } = useQuery(fundsQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data?.funds.length) return null;
  const columns = [t('ledger.fund'), t('ledger.allocated'), t('ledger.spent'), t('ledger.reserved'), t('ledger.available')];
  return (
    <Section title={t('ledger.funds')}>
      <WideTable label={t('ledger.funds')} minWidth={620} fz="sm" columns={columns} amounts={columns.slice(1)}>
        {data.funds.map((fund) => (
          <Table.Tr key={fund.code}>
            <Table.Th scope="row" fw={400} className="break-words">
              {fund.code} · {fund.name}
              <Text size="xs" className="quiet">
                {t('ledger.until', { day: day(fund.endsOn) })}
              </Text>
            </Table.Th>
            <Amount amount={fund.allocated} />
            <Amount amount={fund.spent} />
            <Amount amount={fund.reserved} />
            <Amount amount={fund.available} strong />
          </Table.Tr>
        ))}
      </WideTable>
    </Section>
  );
}

function Balances() {
  const { t } = useTranslation();
  const { money } = useWords();
  const { data, error, isPending, refetch } = useQuery(trialBalanceQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Rows count={4} />;
  const columns = [t('ledger.account'), t('ledger.debit'), t('ledger.credit'), t('ledger.balance')];
  return (
    <Section title={t('ledger.balances')}>
      {data.accounts.length ? (
        <WideTable label={t('ledger.balances')} minWidth={560} fz="sm" columns={columns} amounts={columns.slice(1)}>
          {data.accounts.map(({ account, debit, credit, balance }) => (
            <Table.Tr key={`${account} ${balance.currency}`}>
              <Table.Th scope="row" fw={400} className="break-words">
                {account}
              </Table.Th>
              <Amount amount={debit} />
              <Amount amount={credit} />
              <Amount amount={balance} strong />
            </Table.Tr>
          ))}
        </WideTable>
      ) : (
        <Text className="quiet">{t('ledger.nothing')}</Text>
      )}
      {data.totals.length ? (
        <Text size="sm" className="quiet">
          {t('ledger.totals', { sums: data.totals.map(money).join(', ') })}
        </Text>
      ) : null}
    </Section>
  );
}

function Entries() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { cursor } = route.useSearch();
  const { data, error, isPending, refetch } = useQuery(entriesQuery(cursor));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Rows count={6} />;
  return (
    <Section title={t('ledger.entries')}>
      {data.entries.length ? null : <Text className="quiet">{t('ledger.nothing')}</Text>}
      <Stack gap="lg">
        {data.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Stack>
      <Group gap="xs">
        {cursor ? (
          <Button variant="default" onClick={() => void navigate({ to: '/money/ledger', search: {} })}>
            {t('ledger.latest')}
          </Button>
        ) : null}
        {data.next ? (
          <Button variant="default" onClick={() => void navigate({ to: '/money/ledger', search: { cursor: data.next! } })}>
            {t('ledger.earlier')}
          </Button>
        ) : null}
      </Group>
    </Section>
  );
}

function Entry({ entry }: { readonly entry: EntryOfBooks }) {
  const { t } = useTranslation();
  const { dateTime, word } = useWords();
  const { description, requestId, at, kind, settledBy, because, lines, reversedBy } = entry;
  return (
    <Stack gap={2} component="article" className="break-words">
      <Text size="sm" fw={600}>
        <OfRequest id={requestId} words={description} />
      </Text>
      <Text size="xs" className="quiet">
        {[word('entry', kind), word('settledBy', settledBy), dateTime(at), reversedBy ? t('ledger.reversed') : '']
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {because?.rules.map(({ id, reason }) => (
        <Text key={id} size="sm">
          {reason}
        </Text>
      ))}
      {because?.person ? <Text size="sm">{t('money.person', { reason: because.person })}</Text> : null}
      <EntryLines lines={lines} />
    </Stack>
  );
}

import { Badge, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  BOOKS,
  closeMonth,
  monthsQuery,
  pagesOf,
  statementFile,
  statementQuery,
  trialBalanceQuery,
  type MonthOfBooks,
} from '../../api/money.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DownloadButton } from '../../components/download-button.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { StatementView } from './statement-view.tsx';

const route = getRouteApi('/signed-in/money/statements');
/** Where nothing was settled yet there is no other to choose. */
const USUAL_CURRENCY = 'USD';
const SETTLED_IN = 'settlement:consortium';

/** What the consortium settles for the library, month by month, each currency by itself. */
export function StatementsPage() {
  const { t } = useTranslation();
  const asked = route.useSearch();
  const { data, error, isPending, refetch } = useQuery(monthsQuery);
  const balances = useQuery(trialBalanceQuery);
  const months = data?.months ?? [];
  const settled = balances.data?.accounts.filter(({ account }) => account === SETTLED_IN).map(({ balance }) => balance.currency);
  const currencies = [...new Set([...(settled ?? []), ...(asked.currency ? [asked.currency] : [])])];
  const currency = asked.currency ?? (currencies.includes(USUAL_CURRENCY) ? USUAL_CURRENCY : (currencies[0] ?? USUAL_CURRENCY));
  const month = asked.month ?? months[0]?.month;
  return (
    <Page title={t('books.page.statements')} about={t('statement.about')}>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={4} /> : null}
      {data && !months.length ? <Text className="quiet">{t('statement.noMonths')}</Text> : null}
      {month && months.length ? (
        <>
          <Choice months={months} month={month} currencies={currencies} currency={currency} />
          {balances.isPending ? null : <OneMonth key={`${month} ${currency}`} month={month} currency={currency} />}
        </>
      ) : null}
    </Page>
  );
}

interface ChoiceProps {
  readonly months: readonly MonthOfBooks[];
  readonly month: string;
  readonly currencies: readonly string[];
  readonly currency: string;
}

function Choice({ months, month, currencies, currency }: ChoiceProps) {
  const { t } = useTranslation();
  const { monthName } = useWords();
  const navigate = useNavigate();
  const go = (search: { month: string; currency: string }): void =>
    void navigate({ to: '/money/statements', search, replace: true });
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label={t('books.month')}
        value={month}
        onChange={(event) => go({ month: event.currentTarget.value, currency })}
        data={months.map((one) => ({
          value: one.month,
          label: one.closedAt ? monthName(one.month) : t('statement.openMonth', { month: monthName(one.month) }),
        }))}
      />
      {currencies.length > 1 ? (
        <NativeSelect
          label={t('books.currency')}
          value={currency}
          onChange={(event) => go({ month, currency: event.currentTarget.value })}
          data={[...currencies]}
        />
      ) : null}
    </Group>
  );
}

function OneMonth({ month, currency }: { readonly month: string; readonly currency: string }) {
  const { t } = useTranslation();
  const { dateTime } = useWords();
  const may = useMay();
  const { data: read, error, isPending, refetch, ...paging } = useInfiniteQuery(statementQuery(month, currency));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Rows count={5} />;
  const data = pagesOf(read);
  return (
    <Stack gap="lg">
      <Group gap="sm">
        {data.closedAt ? (
          <Badge variant="light" className="status-badge" data-tone="leaf">
            {t('statement.closedSince', { when: dateTime(data.closedAt) })}
          </Badge>
        ) : (
          <Badge variant="light" className="status-badge" data-tone="blue">
            {t('statement.open')}
          </Badge>
        )}
        {!data.closedAt && may('months.close') ? <Close month={month} /> : null}
        {(['pdf', 'xlsx'] as const).map((format) => (
          <DownloadButton
            key={format}
            path={statementFile(month, currency, format)}
            name={`${month}.${format}`}
            label={t(FILES[format])}
          />
        ))}
      </Group>
      <StatementView statement={data} paging={paging} />
    </Stack>
  );
}

const FILES = { pdf: 'statement.pdf', xlsx: 'statement.excel' } as const;

/** Closing cannot be taken back, so it is asked for twice. */
function Close({ month }: { readonly month: string }) {
  const { t } = useTranslation();
  const { monthName } = useWords();
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: () => closeMonth(month),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: BOOKS });
      setAsking(false);
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('statement.close')}
      </Button>
      {asking ? (
        <Dialog title={t('statement.closeTitle', { month: monthName(month) })} onClose={() => setAsking(false)}>
          <Stack>
            <Text size="sm">{t('statement.closeAbout')}</Text>
            {close.error ? <ProblemAlert error={close.error} /> : null}
            <Group justify="flex-end">
              <Button loading={close.isPending} onClick={() => close.mutate()}>
                {t('statement.close')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      ) : null}
    </>
  );
}

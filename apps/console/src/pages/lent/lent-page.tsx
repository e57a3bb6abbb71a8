import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LentAdvice } from '#lib/contracts';
import { lentQuery } from '../../api/audit.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-pending.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useWords } from '../../words/words.ts';

/** What the library was asked for by other members and lent them; to be read only. */
export function LentPage() {
  const { t } = useTranslation();
  const { day, dateTime } = useWords();
  const { data, error, isPending, refetch } = useQuery(lentQuery);
  return (
    <Page title={t('lent.title')} about={t('lent.about')}>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Rows count={4} /> : null}
      {data && !data.lent.length ? <Text className="quiet">{t('lent.nothing')}</Text> : null}
      {data?.lent.length ? (
        <WideTable
          label={t('lent.title')}
          minWidth={820}
          columns={(['asked', 'borrower', 'item', 'status', 'due', 'advice'] as const).map((name) => t(`lentField.${name}`))}
        >
          {data.lent.map(({ id, askedAt, borrower, title, status, dueDate, advice }) => (
            <Table.Tr key={id}>
              <Table.Td>{dateTime(askedAt)}</Table.Td>
              <Table.Td>{borrower}</Table.Td>
              <Table.Td className="break-words">{title}</Table.Td>
              <Table.Td>{t(`lentStatus.${status}`)}</Table.Td>
              <Table.Td>{dueDate ? day(dueDate) : ''}</Table.Td>
              <Table.Td className="break-words">{advice ? <Advice advice={advice} /> : null}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      ) : null}
    </Page>
  );
}

/** The answer in a word, and why: the lender's own staff alone see it. */
function Advice({ advice: { answer, params, reason } }: { readonly advice: LentAdvice }) {
  const { t } = useTranslation();
  const days = params['loanDays'];
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {t(`lentAdvice.${answer}`)}
        {typeof days === 'number' ? ` ${t('lentAdvice.days', { count: days })}` : ''}
      </Text>
      <Text size="xs" className="quiet">
        {reason}
      </Text>
    </Stack>
  );
}

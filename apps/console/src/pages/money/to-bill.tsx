import { Button, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { billLent, toBillQuery, type ToBillSum } from '../../api/to-bill.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useMay } from '../../shell/session-context.ts';
import { useWords } from '../../words/words.ts';
import { Amount } from './statement-view.tsx';

/** What one draft takes: all of a borrower's in a currency. */
const draftOf = ({ borrower, amount: { currency } }: ToBillSum): string => `${borrower} ${currency}`;

/** What was lent by invoice and stands on none yet, by borrower and month; one step drafts all of a borrower's. */
export function ToBill() {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(toBillQuery);
  const bill = useMutation({
    mutationFn: billLent,
    onSuccess: async ({ id }) => {
      await navigate({ to: '/money/invoices', search: { invoice: id } });
      await queries.invalidateQueries();
    },
    // what somebody else has drafted meanwhile is gone from the list
    onError: () => queries.invalidateQueries({ queryKey: toBillQuery.queryKey }),
  });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  if (!data.sums.length)
    return (
      <Section title={t('invoice.toBill')}>
        <Text className="quiet">{t('invoice.nothingToBill')}</Text>
        {bill.error ? <ProblemAlert error={bill.error} /> : null}
      </Section>
    );
  const drafts = [...Map.groupBy(data.sums, draftOf).values()];
  const manages = may('invoices.manage');
  const columns = [t('invoice.borrower'), t('books.month'), t('invoice.toBillCount'), t('invoice.toBillAmount')];
  return (
    <Section title={t('invoice.toBill')}>
      <Text size="sm">{t('invoice.toBillAbout')}</Text>
      {bill.error ? <ProblemAlert error={bill.error} /> : null}
      <WideTable
        label={t('invoice.toBill')}
        minWidth={480}
        fz="sm"
        columns={manages ? [...columns, t('invoice.toBillDraft')] : columns}
        amounts={columns.slice(2)}
      >
        {drafts.map((sums) => (
          <DraftRows key={draftOf(sums[0]!)} sums={sums} busy={bill.isPending} onBill={manages ? bill.mutate : undefined} />
        ))}
      </WideTable>
      {data.more ? <Text className="quiet">{t('invoice.toBillMore')}</Text> : null}
    </Section>
  );
}

interface DraftRowsProps {
  /** A borrower's in one currency, a month each. */
  readonly sums: readonly ToBillSum[];
  readonly busy: boolean;
  /** For whoever may write invoices. */
  readonly onBill: ((of: { borrower: string; currency: string }) => void) | undefined;
}

function DraftRows({ sums, busy, onBill }: DraftRowsProps) {
  const { t } = useTranslation();
  const { monthName, number } = useWords();
  return sums.map(({ borrower, month, count, amount }, nth) => (
    <Table.Tr key={month}>
      {nth ? null : (
        <Table.Th scope="rowgroup" rowSpan={sums.length} fw={400} className="break-words">
          {borrower}
        </Table.Th>
      )}
      <Table.Td className="one-line">{monthName(month)}</Table.Td>
      <Table.Td className="amount">{number(count)}</Table.Td>
      <Amount amount={amount} strong />
      {onBill && !nth ? (
        <Table.Td rowSpan={sums.length}>
          <Button
            variant="default"
            size="compact-sm"
            disabled={busy}
            aria-label={t('invoice.billOf', { debtor: borrower, currency: amount.currency })}
            onClick={() => onBill({ borrower, currency: amount.currency })}
          >
            {t('invoice.bill')}
          </Button>
        </Table.Td>
      ) : null}
    </Table.Tr>
  ));
}

import { Badge, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvoiceSummary } from '../../api/invoices.ts';
import { useToday } from '../../words/today.ts';

const TONES = {
  draft: 'gray',
  issued: 'blue',
  overdue: 'red',
  'to-refund': 'petal',
  settled: 'leaf',
  discarded: 'gray',
} as const;

/** Whether something of an invoice is open and was due before today, reminded of or not. */
export function useIsLate(): (invoice: Pick<InvoiceSummary, 'dueOn' | 'open'>) => boolean {
  const today = useToday();
  return ({ dueOn, open }) => open.minor > 0 && dueOn !== undefined && dueOn < today;
}

/** How an invoice stands, in a word, with how often it was reminded of. */
export function InvoiceBadge({ invoice }: { readonly invoice: InvoiceSummary }) {
  const { t } = useTranslation();
  const late = useIsLate()(invoice);
  const status = late ? 'overdue' : invoice.status;
  return (
    <Stack gap={2} align="flex-start">
      <Badge variant="light" className="status-badge" data-tone={TONES[status]}>
        {t(`invoiceStatus.${status}`)}
      </Badge>
      {invoice.number && invoice.reminders ? (
        <Text size="xs" className="quiet">
          {t('invoice.reminders', { count: invoice.reminders })}
        </Text>
      ) : null}
    </Stack>
  );
}

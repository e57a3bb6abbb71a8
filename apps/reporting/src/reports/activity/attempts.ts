import type { Sheet } from '#lib/workbook';
import { amount, days, local, wallClock, within } from '../sql.ts';
import { supplierName } from '../words.ts';

const MOMENTS = ['opened_at', 'asked_at', 'answered_at', 'shipped_at', 'received_at', 'ended_at'] as const;

type Row = Record<(typeof MOMENTS)[number], number | null> &
  Record<
    | 'title'
    | 'service'
    | 'supplier'
    | 'kind'
    | 'answer'
    | 'status'
    | 'reason'
    | 'offered_minor'
    | 'offered_currency'
    | 'due_date'
    | 'request_id',
    string | null
  > & { position: number | null; of_positions: number | null };

/** The sheet Lenders & providers: whom we asked in the period, what they said and how long they took. */
export const attempts: Sheet<Row> = {
  name: 'Lenders & providers',
  oneRowFor: 'supply attempt: a lender asked, an order placed, a copy delivered',
  countsBy: 'event date',
  count: `select count(*)::int as rows from attempt_row where ${within('opened_at')}`,
  rows: `select ${MOMENTS.map((moment) => local(`a.${moment}`)).join(', ')}, r.title, r.service, a.supplier, a.kind, a.position, a.of_positions,
      a.answer, a.status, a.reason, a.offered_minor, a.offered_currency, a.due_date::text as due_date, a.request_id
    from attempt_row a left join request_row r on r.id = a.request_id
    where ${within('a.opened_at')} order by a.opened_at, a.id`,
  columns: [
    { header: 'Lender or provider', kind: 'text', width: 24, value: (row) => supplierName(row.supplier) },
    { header: 'By way of', kind: 'text', width: 10, value: (row) => row.kind },
    { header: 'Answer', kind: 'text', width: 12, value: (row) => row.answer },
    { header: 'Reason for no', kind: 'text', width: 34, value: (row) => row.reason },
    { header: 'Position', kind: 'integer', width: 9, value: (row) => row.position },
    { header: 'of', kind: 'integer', width: 6, value: (row) => row.of_positions },
    { header: 'Title', kind: 'text', width: 46, value: (row) => row.title },
    { header: 'Service', kind: 'text', width: 9, value: (row) => row.service },
    { header: 'Asked', kind: 'moment', width: 17, value: (row) => wallClock(row.asked_at ?? row.opened_at) },
    { header: 'Answered', kind: 'moment', width: 17, value: (row) => wallClock(row.answered_at) },
    { header: 'Days to answer', kind: 'number', width: 10, value: (row) => days(row.asked_at ?? row.opened_at, row.answered_at) },
    { header: 'Shipped', kind: 'moment', width: 17, value: (row) => wallClock(row.shipped_at) },
    { header: 'Received or delivered', kind: 'moment', width: 17, value: (row) => wallClock(row.received_at) },
    {
      header: 'Days until here',
      kind: 'number',
      width: 10,
      value: (row) => days(row.asked_at ?? row.opened_at, row.received_at),
    },
    {
      header: 'Due back',
      kind: 'day',
      width: 12,
      value: (row) => (row.due_date === null ? null : new Date(`${row.due_date}T00:00:00Z`)),
    },
    {
      header: 'Cost offered',
      kind: 'money',
      width: 11,
      value: (row) => amount(row.offered_minor, row.offered_currency),
    },
    { header: 'Currency', kind: 'text', width: 9, value: (row) => row.offered_currency, currency: true },
    { header: 'Stands at', kind: 'text', width: 18, value: (row) => row.status },
    { header: 'Ended', kind: 'moment', width: 17, value: (row) => wallClock(row.ended_at) },
    { header: 'Request number', kind: 'text', width: 38, value: (row) => row.request_id, counted: true },
  ],
};

import type { Sheet } from '#lib/workbook';
import { amount, local, wallClock, within } from '../sql.ts';
import { supplierName } from '../words.ts';

type Row = Record<
  | 'title'
  | 'kind'
  | 'description'
  | 'payee'
  | 'settled_by'
  | 'account'
  | 'amount_minor'
  | 'currency'
  | 'entry_id'
  | 'request_id'
  | 'reverses',
  string | null
> & { posted_at: number };

/** The sheet Money: the ledger's lines of the period; in each currency they add up to zero. */
export const money: Sheet<Row> = {
  name: 'Money',
  oneRowFor: 'line of a ledger entry (debit positive, credit negative)',
  countsBy: 'posting date',
  balances: `select currency, sum(amount_minor)::text as minor from money_row where ${within('posted_at')} group by currency order by currency`,
  count: `select count(*)::int as rows from money_row where ${within('posted_at')}`,
  rows: `select ${local('m.posted_at')}, r.title, m.kind, m.description, m.payee, m.settled_by, m.account, m.amount_minor, m.currency, m.entry_id,
      m.request_id, m.reverses
    from money_row m left join request_row r on r.id = m.request_id
    where ${within('m.posted_at')} order by m.posted_at, m.entry_id, m.line`,
  columns: [
    { header: 'Description', kind: 'text', width: 46, value: (row) => row.description },
    { header: 'Posted', kind: 'moment', width: 17, value: (row) => wallClock(row.posted_at) },
    { header: 'Kind', kind: 'text', width: 18, value: (row) => row.kind },
    { header: 'Account', kind: 'text', width: 28, value: (row) => row.account },
    { header: 'Amount', kind: 'money', width: 13, value: (row) => amount(row.amount_minor, row.currency), total: true },
    { header: 'Currency', kind: 'text', width: 9, value: (row) => row.currency, currency: true },
    { header: 'Payee', kind: 'text', width: 22, value: (row) => supplierName(row.payee) },
    { header: 'Settled by', kind: 'text', width: 12, value: (row) => row.settled_by },
    { header: 'Title', kind: 'text', width: 46, value: (row) => row.title },
    { header: 'Request number', kind: 'text', width: 38, value: (row) => row.request_id },
    { header: 'Entry', kind: 'text', width: 38, value: (row) => row.entry_id, counted: true },
    { header: 'Reverses entry', kind: 'text', width: 38, value: (row) => row.reverses },
  ],
};

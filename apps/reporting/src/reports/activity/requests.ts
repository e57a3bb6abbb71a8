import type { Sheet } from '#lib/workbook';
import { amount, days, local, wallClock, within } from '../sql.ts';
import { routeName, supplierName } from '../words.ts';

const MOMENTS = [
  'submitted_at',
  'verified_at',
  'decided_at',
  'sent_at',
  'shipped_at',
  'received_at',
  'notified_at',
  'finished_at',
  'closed_at',
] as const;

type Row = Record<(typeof MOMENTS)[number], number | null> &
  Record<
    | 'service'
    | 'kind'
    | 'title'
    | 'container'
    | 'outcome'
    | 'route'
    | 'rule_number'
    | 'rule_id'
    | 'policy_hash'
    | 'reason'
    | 'also'
    | 'override_reason'
    | 'supplier'
    | 'cost_minor'
    | 'cost_currency'
    | 'other_costs'
    | 'channel'
    | 'patron_group'
    | 'requesting_branch'
    | 'tenant'
    | 'id',
    string | null
  > & { year: number | null; attempts: number; decisions: number };

/** The sheet Activity: requests made in the period, wherever they stand today. */
export const requests: Sheet<Row> = {
  name: 'Activity',
  oneRowFor: 'request',
  countsBy: 'request date',
  count: `select count(*)::int as rows from request_row where ${within('submitted_at')}`,
  rows: `select tenant, id, ${MOMENTS.map(local).join(', ')}, service, kind, title, container, year, outcome, route, rule_number, rule_id,
      policy_hash, reason, also, override_reason, decisions, attempts, supplier, cost_minor, cost_currency, other_costs, channel, patron_group, requesting_branch
    from request_row where ${within('submitted_at')} order by request_row.submitted_at, id`,
  columns: [
    { header: 'Title', kind: 'text', width: 46, value: (row) => row.title },
    { header: 'In', kind: 'text', width: 26, value: (row) => row.container },
    { header: 'Year', kind: 'text', width: 7, value: (row) => (row.year === null ? null : String(row.year)) },
    { header: 'Service', kind: 'text', width: 9, value: (row) => row.service },
    { header: 'Kind', kind: 'text', width: 12, value: (row) => row.kind },
    { header: 'Outcome', kind: 'text', width: 11, value: (row) => row.outcome },
    { header: 'Route', kind: 'text', width: 18, value: (row) => routeName(row.route) },
    { header: 'Rule', kind: 'text', width: 7, value: (row) => row.rule_number },
    { header: 'Reason', kind: 'text', width: 60, value: (row) => row.reason },
    { header: 'Also', kind: 'text', width: 30, value: (row) => row.also },
    { header: 'Decided by hand because', kind: 'text', width: 26, value: (row) => row.override_reason },
    { header: 'Supplier', kind: 'text', width: 18, value: (row) => supplierName(row.supplier) },
    { header: 'Suppliers tried', kind: 'integer', width: 10, value: (row) => row.attempts, total: true },
    { header: 'Cost', kind: 'money', width: 11, value: (row) => amount(row.cost_minor, row.cost_currency), total: true },
    { header: 'Currency', kind: 'text', width: 9, value: (row) => row.cost_currency, currency: true },
    { header: 'Other costs', kind: 'text', width: 12, value: (row) => row.other_costs },
    { header: 'Submitted', kind: 'moment', width: 17, value: (row) => wallClock(row.submitted_at) },
    { header: 'Verified', kind: 'moment', width: 17, value: (row) => wallClock(row.verified_at) },
    { header: 'Decided', kind: 'moment', width: 17, value: (row) => wallClock(row.decided_at) },
    { header: 'Sent', kind: 'moment', width: 17, value: (row) => wallClock(row.sent_at) },
    { header: 'Shipped', kind: 'moment', width: 17, value: (row) => wallClock(row.shipped_at) },
    { header: 'Received', kind: 'moment', width: 17, value: (row) => wallClock(row.received_at) },
    { header: 'Notified or delivered', kind: 'moment', width: 17, value: (row) => wallClock(row.notified_at) },
    { header: 'Finished', kind: 'moment', width: 17, value: (row) => wallClock(row.finished_at) },
    { header: 'Closed', kind: 'moment', width: 17, value: (row) => wallClock(row.closed_at) },
    {
      header: 'Days until the patron had it',
      kind: 'number',
      width: 12,
      value: (row) => days(row.submitted_at, row.finished_at),
    },
    { header: 'Decisions', kind: 'integer', width: 10, value: (row) => row.decisions, total: true },
    { header: 'Came by', kind: 'text', width: 9, value: (row) => row.channel },
    { header: 'Patron group', kind: 'text', width: 13, value: (row) => row.patron_group },
    { header: 'Asked for branch', kind: 'text', width: 13, value: (row) => row.requesting_branch },
    { header: 'Library', kind: 'text', width: 9, value: (row) => row.tenant },
    { header: 'Rule name', kind: 'text', width: 24, value: (row) => row.rule_id },
    { header: 'Policy version', kind: 'text', width: 16, value: (row) => row.policy_hash },
    { header: 'Request number', kind: 'text', width: 38, value: (row) => row.id, counted: true },
  ],
};

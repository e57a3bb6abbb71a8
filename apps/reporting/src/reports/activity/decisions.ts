import type { Decided, DecisionExplanation } from '#lib/contracts';
import type { Sheet } from '#lib/workbook';
import { amount, local, wallClock, within } from '../sql.ts';
import { routeName, supplierName } from '../words.ts';

type Row = Record<
  | 'title'
  | 'service'
  | 'route'
  | 'rule_number'
  | 'rule_id'
  | 'rule_text'
  | 'reason'
  | 'also'
  | 'choice'
  | 'price_minor'
  | 'price_currency'
  | 'policy_name'
  | 'policy_hash'
  | 'override_reason'
  | 'instead_of'
  | 'request_id',
  string | null
> & {
  attempt: number;
  decided_at: number;
  explanation: DecisionExplanation | null;
  asked: NonNullable<Decided['asked']> | null;
};

const sentences = (lines: readonly string[] | undefined): string | null => lines?.join(' ') || null;

/** The sheet Decisions: each decision of the period, with the rule and the version of the policy it followed. */
export const decisions: Sheet<Row> = {
  name: 'Decisions',
  oneRowFor: 'decision (a request may be decided several times)',
  countsBy: 'event date',
  count: `select count(*)::int as rows from decision_row where ${within('decided_at')}`,
  rows: `select ${local('d.decided_at')}, r.title, r.service, d.attempt, d.route, d.rule_number, d.rule_id, d.rule_text, d.reason, d.also, d.choice,
      d.price_minor, d.price_currency, d.policy_name, d.policy_hash, d.override_reason, d.instead_of, d.request_id, d.explanation, d.asked
    from decision_row d left join request_row r on r.id = d.request_id
    where ${within('d.decided_at')} order by d.decided_at, d.id`,
  columns: [
    { header: 'Title', kind: 'text', width: 46, value: (row) => row.title },
    { header: 'Decided', kind: 'moment', width: 17, value: (row) => wallClock(row.decided_at) },
    { header: 'Decision of this request', kind: 'integer', width: 11, value: (row) => row.attempt },
    { header: 'Service', kind: 'text', width: 9, value: (row) => row.service },
    { header: 'Route', kind: 'text', width: 18, value: (row) => routeName(row.route) },
    { header: 'Rule', kind: 'text', width: 7, value: (row) => row.rule_number },
    { header: 'Rule in words', kind: 'text', width: 50, value: (row) => row.rule_text },
    { header: 'Reason', kind: 'text', width: 60, value: (row) => row.reason },
    { header: 'Also', kind: 'text', width: 30, value: (row) => row.also },
    { header: 'Chosen', kind: 'text', width: 24, value: (row) => supplierName(row.choice) },
    { header: 'Price', kind: 'money', width: 11, value: (row) => amount(row.price_minor, row.price_currency) },
    { header: 'Currency', kind: 'text', width: 9, value: (row) => row.price_currency, currency: true },
    { header: 'Decided by hand because', kind: 'text', width: 30, value: (row) => row.override_reason },
    { header: 'Instead of', kind: 'text', width: 18, value: (row) => routeName(row.instead_of) },
    { header: 'What decided', kind: 'text', width: 60, value: (row) => row.explanation?.decision },
    { header: 'On which facts', kind: 'text', width: 60, value: (row) => sentences(row.explanation?.because) },
    { header: 'Added on the way, and why', kind: 'text', width: 30, value: (row) => sentences(row.explanation?.added) },
    { header: 'Nearly decided', kind: 'text', width: 60, value: (row) => row.explanation?.runnersUp[0]?.text },
    { header: 'Nearly decided next', kind: 'text', width: 60, value: (row) => row.explanation?.runnersUp[1]?.text },
    { header: 'What could not be checked', kind: 'text', width: 40, value: (row) => sentences(row.explanation?.unknown) },
    { header: 'Rule name', kind: 'text', width: 24, value: (row) => row.rule_id },
    { header: 'Policy', kind: 'text', width: 12, value: (row) => row.policy_name },
    { header: 'Policy version', kind: 'text', width: 16, value: (row) => row.policy_hash },
    {
      header: 'Policies asked on the way',
      kind: 'text',
      width: 30,
      value: (row) => row.asked?.map(({ name, hash }) => `${name} ${hash}`).join(', '),
    },
    { header: 'Request number', kind: 'text', width: 38, value: (row) => row.request_id, counted: true },
  ],
};

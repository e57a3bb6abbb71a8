import type { Sheet } from '#lib/workbook';
import { NEXT_DECISION, OVERRIDDEN, within } from '../sql.ts';

interface Row {
  readonly number: string | null;
  readonly id: string;
  readonly text: string;
  readonly decisions: number;
  readonly overridden: number;
  readonly reasons: string | null;
}
const BY_RULE = `from decision_row d ${NEXT_DECISION} where ${within('d.decided_at')} and d.rule_id is not null group by d.rule_number, d.rule_id`;

/** The sheet Rules: how often each rule decided, and how often staff decided otherwise, with their reasons. */
export const rules: Sheet<Row> = {
  name: 'Rules',
  oneRowFor: 'rule that decided in the period',
  countsBy: 'event date',
  count: `select count(*)::int as rows from (select 1 ${BY_RULE}) counted`,
  rows: `select d.rule_number as number, d.rule_id as id, max(d.rule_text) as text, count(*)::int as decisions,
      (count(*) filter (where ${OVERRIDDEN}))::int as overridden,
      left(string_agg(distinct o.override_reason, ' · ') filter (where ${OVERRIDDEN}), 2000) as reasons
    ${BY_RULE} order by 4 desc, 2`,
  columns: [
    { header: 'Rule', kind: 'text', width: 7, value: (row) => row.number },
    { header: 'Rule in words', kind: 'text', width: 70, value: (row) => row.text },
    { header: 'Decisions', kind: 'integer', width: 11, value: (row) => row.decisions },
    { header: 'Decided otherwise by staff', kind: 'integer', width: 14, value: (row) => row.overridden },
    { header: 'Their reasons', kind: 'text', width: 60, value: (row) => row.reasons },
    { header: 'Rule name', kind: 'text', width: 24, value: (row) => row.id, counted: true },
  ],
};

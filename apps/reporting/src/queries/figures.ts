import type { Figures, Period } from '#lib/contracts';
import type { Source } from '#lib/service';
import { NEXT_DECISION, OVERRIDDEN, within } from '../reports/sql.ts';

type Counted = { name: string; count: number };

const countBy = (column: string): string =>
  `select ${column} as name, count(*)::int as count from request_row where ${within('submitted_at')} and ${column} is not null
   group by 1 order by 2 desc, 1`;

const TOTALS = `select count(*)::int as total, (count(*) filter (where service = 'copy'))::int as copies,
  (count(*) filter (where service = 'loan'))::int as loans from request_row where ${within('submitted_at')}`;

const RULES = `select d.rule_number as number, d.rule_id as id, max(d.rule_text) as text, count(*)::int as count,
    (count(*) filter (where ${OVERRIDDEN}))::int as overridden
  from decision_row d ${NEXT_DECISION} where ${within('d.decided_at')} and d.rule_id is not null group by 1, 2 order by 4 desc, 2`;

const STAGES = {
  'submitted-decided': ['submitted_at', 'decided_at'],
  'decided-sent': ['decided_at', 'sent_at'],
  'sent-shipped': ['sent_at', 'shipped_at'],
  'shipped-received': ['shipped_at', 'received_at'],
  'submitted-finished': ['submitted_at', 'finished_at'],
} as const;

const daysBetween = (from: string, to: string): string => `extract(epoch from (${to} - ${from})) / 86400`;
const percentile = (share: number, value: string): string => `percentile_cont(${share}) within group (order by ${value})`;

const stage = (name: string, from: string, to: string): string =>
  `select '${name}' as name, count(*)::int as count, ${percentile(0.5, daysBetween(from, to))} as median, ${percentile(0.9, daysBetween(from, to))} as p90
   from request_row where ${within('submitted_at')} and ${from} is not null and ${to} >= ${from} having count(*) > 0`;
const STAGE_ROWS = Object.entries(STAGES)
  .map(([name, [from, to]]) => `(${stage(name, from, to)})`)
  .join(' union all ');

const SUPPLIERS = `select supplier as name, count(*)::int as asked, (count(*) filter (where answer = 'yes'))::int as yes,
  (count(*) filter (where answer = 'no'))::int as no, (count(*) filter (where answer = 'no answer'))::int as "noAnswer",
  ${percentile(0.5, daysBetween('asked_at', 'answered_at'))} as "medianDays"
  from attempt_row where ${within('opened_at')} and supplier is not null group by 1 order by 2 desc, 1 limit 20`;

const MONEY = `select currency, coalesce(sum(amount_minor) filter (where account like 'expense:%'), 0)::float8 as spent, sum(amount_minor)::float8 as balance
  from money_row where ${within('posted_at')} group by 1 order by 1`;

const withoutNulls = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;

/** The figures of a period. */
export async function figures(
  source: Source,
  period: Period,
): Promise<Pick<Figures, 'requests' | 'rules' | 'stages' | 'suppliers' | 'money'>> {
  const values = [period.from, period.to, period.timeZone];
  const rows = <Row extends object>(sql: string): Promise<Row[]> => source.all<Row>(sql, values);
  const [totals] = await rows<{ total: number; copies: number; loans: number }>(TOTALS);
  const money = await rows<{ currency: string; spent: number; balance: number }>(MONEY);
  return {
    requests: {
      ...(totals ?? { total: 0, copies: 0, loans: 0 }),
      byOutcome: await rows<Counted>(countBy('outcome')),
      byRoute: await rows<Counted>(countBy('route')),
    },
    rules: (await rows<Figures['rules'][number]>(RULES)).map(withoutNulls),
    stages: await rows<Figures['stages'][number]>(STAGE_ROWS),
    suppliers: (await rows<Figures['suppliers'][number]>(SUPPLIERS)).map(withoutNulls),
    money: money.map(({ currency, spent, balance }) => ({
      spent: { minor: spent, currency },
      balance: { minor: balance, currency },
    })),
  };
}

import type { AttemptAdvanced } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { Holder } from '#lib/policy';
import { lenderStep, type LenderStep } from '../domain/lenders/answer.ts';

/** So many days back rules look at how a lender has answered: what it did longer ago says little of what it does now. */
export const LOOK_BACK_DAYS = 365;

const ASKED = statement(
  `insert into lender_answer (tenant, id, partner, asked_at) values ($1, $2, $3, $4) on conflict do nothing`,
);
// a parcel that nobody had told of was asked for all the same: when, nobody can say any more
const HERE =
  statement(`insert into lender_answer (tenant, id, partner, asked_at, here_at, answer) values ($1, $2, $3, $4, $4, 'filled')
  on conflict (tenant, id) do update set here_at = coalesce(lender_answer.here_at, excluded.here_at), answer = 'filled'`);
const ENDED = statement(`update lender_answer set answer = $3 where tenant = $1 and id = $2 and answer is null`);
const RECORDS = statement(`select partner, count(*) filter (where answer in ('filled', 'not-filled'))::int as asked,
  count(*) filter (where answer = 'filled')::int as filled,
  count(*) filter (where answer is null)::int as open,
  (avg(extract(epoch from here_at - asked_at)) filter (where here_at > asked_at))::float8 / 86400 as days
  from lender_answer where tenant = $1 and asked_at >= $2 group by partner`);

/** Fulfillment tells how an attempt to borrow goes: what that says of the lender is kept, by the attempt. */
export async function attemptAdvanced(tx: Tx, id: string, at: string, advanced: AttemptAdvanced): Promise<void> {
  const step = lenderStep(advanced);
  if (step) await KEEP[step](tx, id, at, advanced.supplier);
}
type Keep = (tx: Tx, id: string, at: string, partner: string) => Promise<unknown>;
const ended =
  (answer: string): Keep =>
  (tx, id) =>
    tx.execute(ENDED, [tx.tenant, id, answer]);
const KEEP: Readonly<Record<LenderStep, Keep>> = {
  asked: (tx, id, at, partner) => tx.execute(ASKED, [tx.tenant, id, partner, at]),
  here: (tx, id, at, partner) => tx.execute(HERE, [tx.tenant, id, partner, at]),
  'not-filled': ended('not-filled'),
  withdrawn: ended('withdrawn'),
};

/** How a lender has answered in the last year, and how many requests are open there; those do not count as asked yet. */
export interface LenderRecord {
  readonly record: NonNullable<Holder['record']>;
  readonly open: number;
}

/** How each lender has answered the transaction's library in the last year, by symbol. */
export async function lenderRecords(tx: Tx): Promise<ReadonlyMap<string, LenderRecord>> {
  const since = new Date(tx.now().getTime() - LOOK_BACK_DAYS * DAY).toISOString();
  const rows = await tx.query<{ partner: string; asked: number; filled: number; open: number; days: number | null }>(RECORDS, [
    tx.tenant,
    since,
  ]);
  return new Map(
    rows.map(({ partner, asked, filled, open, days }) => [
      partner,
      { open, record: { asked, filled, ...(days !== null && { days }) } },
    ]),
  );
}

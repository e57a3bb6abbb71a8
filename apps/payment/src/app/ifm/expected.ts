import { statement, type Tx } from '#lib/messaging';
import { numberIn } from '../../domain/matching/cells.ts';
import type { Expected } from '../../domain/ifm/match.ts';
import type { Settler } from '../../domain/ifm/settler.ts';

/**
 * What the library's ledger expects a settler to debit, charge by charge: what stands in its account (`settlement:OCLC`), less what lines of its
 * reports have cleared. One text for the step that imports and the page that lists.
 * $1 the tenant, $2 the currency, $3 the settler
 */
export const EXPECTED_SQL = `select c.id, c.request_id as "requestId", c.status, c.state -> 'cost' ->> 'payee' as payee,
    c.state -> 'cost' ->> 'reference' as reference, x.day, x.charge - l.charge as open, l.charge as shown, x.fee - l.fee as "feeOpen", l.fee as "feeShown"
  from charge c
  cross join lateral (
    select min(coalesce(e.occurred_at, e.at)) as day,
      coalesce(-sum(p.minor) filter (where e.purpose like 'charge%'), 0)::bigint as charge,
      coalesce(-sum(p.minor) filter (where e.purpose like 'fee:%'), 0)::bigint as fee
    from entry e join posting p on p.entry_id = e.id
    where e.tenant = $1 and e.cause = c.id and p.account = 'settlement:' || $3 and p.currency = $2) x
  cross join lateral (
    select coalesce(sum(cleared) filter (where kind = 'charge'), 0)::bigint as charge, coalesce(sum(cleared) filter (where kind = 'fee'), 0)::bigint as fee
    from ifm_line where tenant = $1 and charge_id = c.id and currency = $2 and settler = $3) l
  where c.tenant = $1 and x.day is not null`;

export interface ExpectedRow {
  readonly id: string;
  readonly requestId: string;
  readonly status: string;
  readonly payee: string;
  readonly reference: string | null;
  readonly day: Date;
  readonly open: bigint | string;
  readonly shown: bigint | string;
  readonly feeOpen: bigint | string;
  readonly feeShown: bigint | string;
}

export const expectedOf = (row: ExpectedRow): Expected => ({
  charge: row.id,
  requestId: row.requestId,
  payee: row.payee,
  number: row.reference ? numberIn(row.reference) || undefined : undefined,
  day: row.day.toISOString(),
  open: Number(row.open),
  shown: Number(row.shown),
  feeOpen: Number(row.feeOpen),
  feeShown: Number(row.feeShown),
  reversed: row.status === 'reversed',
});

// by its number, by its lender, or the one charge that is asked about: never all that was ever charged
const FOR_LINES =
  statement(`${EXPECTED_SQL} and (upper(c.state -> 'cost' ->> 'payee') = any($4::text[]) or c.state -> 'cost' ->> 'reference' is not null)
  order by x.day, c.id`);
const OF_CHARGE = statement(`${EXPECTED_SQL} and c.id = $4::uuid`);

/** What is expected of those lenders, and whatever has a number of the lender's, the oldest first. */
export const expectedFor = async (tx: Tx, by: Settler, currency: string, symbols: readonly string[]): Promise<Expected[]> =>
  (await tx.query<ExpectedRow>(FOR_LINES, [tx.tenant, currency, by, symbols])).map(expectedOf);

/** What is expected of one charge; undefined where the settler has nothing to do with it. */
export async function expectedOfCharge(tx: Tx, by: Settler, currency: string, charge: string): Promise<Expected | undefined> {
  const [row] = await tx.query<ExpectedRow>(OF_CHARGE, [tx.tenant, currency, by, charge]);
  return row && expectedOf(row);
}

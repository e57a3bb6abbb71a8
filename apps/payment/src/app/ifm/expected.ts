import { statement, type Tx } from '#lib/messaging';
import { numberIn } from '../../domain/matching/cells.ts';
import type { Expected } from '../../domain/ifm/match.ts';
import type { Side } from '../../domain/ifm/report.ts';
import type { Settler } from '../../domain/ifm/settler.ts';

interface Whose {
  readonly table: string;
  readonly requestId: string | null;
  readonly payee: string;
  readonly reference: string;
  /** Debits are owed, credits are to come. */
  readonly sign: '-' | '';
}
const WHOSE: Readonly<Record<Side, Whose>> = {
  borrower: {
    table: 'charge',
    requestId: 'c.request_id',
    payee: `c.state -> 'cost' ->> 'payee'`,
    reference: `c.state -> 'cost' ->> 'reference'`,
    sign: '-',
  },
  lender: { table: 'lent_charge', requestId: 'null::uuid', payee: 'c.borrower', reference: 'c.reference', sign: '' },
};

/**
 * What the library's ledger expects a settler to debit for what was borrowed, or to credit for what was lent, charge by charge: what stands in its
 * account (`settlement:OCLC`), less what lines of its reports have cleared. One text for the step that imports and the page that lists.
 * $1 the tenant, $2 the currency, $3 the settler
 */
export const expectedSql = (side: Side): string => {
  const { table, requestId, payee, reference, sign } = WHOSE[side];
  return `select c.id, ${requestId} as "requestId", c.status, ${payee} as payee,
    ${reference} as reference, x.day, x.charge - l.charge as open, l.charge as shown, x.fee - l.fee as "feeOpen", l.fee as "feeShown"
  from ${table} c
  cross join lateral (
    select min(coalesce(e.occurred_at, e.at)) as day,
      coalesce(${sign}sum(p.minor) filter (where e.purpose like 'charge%'), 0)::bigint as charge,
      coalesce(${sign}sum(p.minor) filter (where e.purpose like 'fee:%'), 0)::bigint as fee
    from entry e join posting p on p.entry_id = e.id
    where e.tenant = $1 and e.cause = c.id and p.account = 'settlement:' || $3 and p.currency = $2) x
  cross join lateral (
    select coalesce(sum(cleared) filter (where kind = 'charge'), 0)::bigint as charge, coalesce(sum(cleared) filter (where kind = 'fee'), 0)::bigint as fee
    from ifm_line where tenant = $1 and charge_id = c.id and currency = $2 and settler = $3) l
  where c.tenant = $1 and x.day is not null`;
};

export interface ExpectedRow {
  readonly id: string;
  readonly requestId: string | null;
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
  requestId: row.requestId ?? undefined,
  payee: row.payee,
  number: row.reference ? numberIn(row.reference) || undefined : undefined,
  day: row.day.toISOString(),
  open: Number(row.open),
  shown: Number(row.shown),
  feeOpen: Number(row.feeOpen),
  feeShown: Number(row.feeShown),
  reversed: row.status === 'reversed' || row.status === 'taken-back',
});

const forLines = (side: Side): string =>
  // by its number, by the other library, or the one charge that is asked about: never all that was ever charged
  `${expectedSql(side)} and (upper(${WHOSE[side].payee}) = any($4::text[]) or ${WHOSE[side].reference} is not null) order by x.day, c.id`;
const ofCharge = (side: Side): string => `${expectedSql(side)} and c.id = $4::uuid`;
const FOR_LINES = { borrower: statement(forLines('borrower')), lender: statement(forLines('lender')) };
const OF_CHARGE = { borrower: statement(ofCharge('borrower')), lender: statement(ofCharge('lender')) };

interface Of {
  readonly by: Settler;
  readonly side: Side;
  readonly currency: string;
}

/** What is expected of those libraries, and whatever has a number, the oldest first. */
export const expectedFor = async (tx: Tx, { by, side, currency }: Of, symbols: readonly string[]): Promise<Expected[]> =>
  (await tx.query<ExpectedRow>(FOR_LINES[side], [tx.tenant, currency, by, symbols])).map(expectedOf);

/** What is expected of one charge; undefined where the settler has nothing to do with it. */
export async function expectedOfCharge(tx: Tx, { by, side, currency }: Of, charge: string): Promise<Expected | undefined> {
  const [row] = await tx.query<ExpectedRow>(OF_CHARGE[side], [tx.tenant, currency, by, charge]);
  return row && expectedOf(row);
}

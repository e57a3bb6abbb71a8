import { statement, type Tx } from '#lib/messaging';
import { numberIn } from '../../domain/matching/cells.ts';
import type { Awaited } from '../../domain/matching/match-line.ts';

/**
 * What stands in `payable:invoices` for a charge and payee (a fee may have another payee than its charge), less what lines of invoices have cleared; and
 * what was bought from a fund (`funded`): its seller's invoice asks for it as well, and nothing of it is owed any more.
 * One text for the step that matches and the page that lists.
 * $1 the tenant, $2 the currency
 */
export const AWAITED_SQL = `select x.cause as charge, x.payee, x."requestId", x.day, x.minor - coalesce(l.cleared, 0) as open, coalesce(l.cleared, 0) as shown,
    c.status = 'reversed' as reversed, c.state -> 'cost' ->> 'reference' as reference, c.state -> 'cost' ->> 'kind' as kind, x.funded
  from (
    select e.cause, e.payee, min(e.request_id::text) as "requestId", min(coalesce(e.occurred_at, e.at)) as day, -sum(p.minor)::bigint as minor, false as funded
    from posting p join entry e on e.id = p.entry_id
    where p.tenant = $1 and p.account = 'payable:invoices' and p.currency = $2 and e.purpose not like 'line:%' group by 1, 2
    union all
    select e.cause, e.payee, min(e.request_id::text), min(coalesce(e.occurred_at, e.at)), sum(p.minor)::bigint, true
    from posting p join entry e on e.id = p.entry_id join charge b on b.id = e.cause and b.tenant = $1 and b.fund is not null
    where p.tenant = $1 and p.account = 'expense:purchases' and p.currency = $2 and b.state -> 'cost' ->> 'settledBy' = 'invoice' group by 1, 2) x
  join charge c on c.id = x.cause and c.tenant = $1
  left join lateral (
    select sum(l.cleared)::bigint as cleared from incoming_line l join incoming_invoice i on i.id = l.invoice_id
    where l.tenant = $1 and l.charge_id = x.cause and i.payee = x.payee and i.currency = $2) l on true`;

export interface AwaitedRow {
  readonly charge: string;
  readonly payee: string;
  readonly requestId: string;
  readonly day: Date;
  readonly open: bigint | string | number;
  readonly shown: bigint | string | number;
  readonly reversed: boolean;
  readonly reference: string | null;
  readonly kind: string | null;
  readonly funded: boolean;
}

export const awaitedOf = ({
  reference,
  day,
  open,
  shown,
  ...row
}: AwaitedRow): Awaited & Pick<AwaitedRow, 'kind' | 'funded'> & { readonly requestId: string } => ({
  ...row,
  number: reference ? numberIn(reference) || undefined : undefined,
  day: day.toISOString(),
  open: Number(open),
  shown: Number(shown),
});

const OF_PAYEE = statement(`${AWAITED_SQL} where upper(x.payee) = upper($3) order by x.day, x.cause`);
const OF_CHARGE = statement(`${AWAITED_SQL} where x.payee = $3 and x.cause = $4::uuid`);
/** A name as it is known again: `Get It Now` is `get-it-now`. */
const PLAIN = (name: string): string => `regexp_replace(upper(${name}), '[ _-]+', '', 'g')`;
const SPELLED = statement(`select payee from (
    select payee, 1 as place from incoming_invoice where tenant = $1 and ${PLAIN('payee')} = ${PLAIN('$2::text')}
    union all select e.payee, 0 from entry e where e.tenant = $1 and ${PLAIN('e.payee')} = ${PLAIN('$2::text')}) known order by place limit 1`);

/** What a payee is expected to ask, the oldest first. */
export const awaitedFrom = async (tx: Tx, currency: string, payee: string): Promise<ReturnType<typeof awaitedOf>[]> =>
  (await tx.query<AwaitedRow>(OF_PAYEE, [tx.tenant, currency, payee])).map(awaitedOf);

/** What is expected of one charge; undefined where none is. */
export async function awaitedOfCharge(tx: Tx, currency: string, payee: string, charge: string) {
  const [row] = await tx.query<AwaitedRow>(OF_CHARGE, [tx.tenant, currency, payee, charge]);
  return row && awaitedOf(row);
}

/** A payee as the books spell it, who may be written otherwise on an invoice. */
export async function spelled(tx: Tx, payee: string): Promise<string> {
  const [known] = await tx.query<{ payee: string }>(SPELLED, [tx.tenant, payee]);
  return known?.payee ?? payee;
}

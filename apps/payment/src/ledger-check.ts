import type pg from 'pg';
import type { CostIncurred } from '#lib/contracts';

/** A cost as it was heard somewhere else (fulfillment's own events, the topic, reporting): the ledger is held against it. */
export interface HeardCost {
  readonly attempt: string;
  readonly tenant: string;
  readonly cost: Pick<CostIncurred, 'kind' | 'settledBy' | 'amount'>;
  /** Whether it was reversed as well. */
  readonly reversed?: boolean;
}

export interface LedgerCheck {
  readonly entries: number;
  readonly postings: number;
  readonly charges: number;
  /** In plain words; empty where all is well. */
  readonly faults: readonly string[];
}

/** Each yields a row `fault text` for what is wrong. Written in SQL, apart from the code that posts. */
const CHECKS: readonly string[] = [
  `select 'entry ' || e.id || ' (' || e.tenant || ') is off by ' || sum(p.minor) || ' ' || p.currency as fault
     from payment.entry e join payment.posting p on p.entry_id = e.id group by e.id, e.tenant, p.currency having sum(p.minor) <> 0`,
  `select 'entry ' || e.id || ' has ' || count(p.entry_id) || ' lines instead of ' || e.lines as fault
     from payment.entry e left join payment.posting p on p.entry_id = e.id group by e.id having count(p.entry_id) <> e.lines`,
  `select 'the ledger of ' || tenant || ' is off by ' || sum(minor) || ' ' || currency as fault
     from payment.posting group by tenant, currency having sum(minor) <> 0`,
  `select 'a posting of ' || p.tenant || ' stands in an entry of ' || e.tenant as fault
     from payment.posting p join payment.entry e on e.id = p.entry_id where e.tenant <> p.tenant`,
  `select 'fund ' || f.tenant || '/' || f.code || ' says ' || (f.allocated - f.spent) || ' left to pay with, its account ' || coalesce(sum(p.minor), 0) as fault
     from payment.fund f left join payment.posting p on p.tenant = f.tenant and p.account = 'fund:' || f.code and p.currency = f.currency
     group by f.id having f.allocated - f.spent <> coalesce(sum(p.minor), 0)`,
  `select 'fund ' || f.tenant || '/' || f.code || ' says ' || f.reserved || ' reserved, its reservations ' || coalesce(sum(r.held), 0) as fault
     from payment.fund f left join payment.reservation r on r.tenant = f.tenant and r.fund = f.code and r.status = 'held'
     group by f.id having f.reserved <> coalesce(sum(r.held), 0)`,
  `select 'fund ' || tenant || '/' || code || ' is below nothing' as fault
     from payment.fund where reserved < 0 or spent < 0 or reserved + spent > allocated`,
  `select 'charge ' || c.id || ' (' || c.status || ') has ' || count(e.id) || ' entries' as fault
     from payment.charge c left join payment.entry e on e.tenant = c.tenant and e.cause = c.id and e.purpose = 'charge'
     group by c.id having case when c.status in ('posted', 'over-fund') then count(e.id) <> case when c.state -> 'settlement' ->> 'means' in ('vouchers', 'reciprocity') then 0 else 1 end when c.status in ('nothing-to-post', 'reversed-early', 'undecided') then count(e.id) <> 0 else count(e.id) > 1 end`,
  `select 'reversed charge ' || c.id || ' leaves ' || sum(p.minor) || ' ' || p.currency || ' in ' || p.account as fault
     from payment.charge c join payment.entry e on e.tenant = c.tenant and e.cause = c.id join payment.posting p on p.entry_id = e.id
     where c.status = 'reversed' group by c.id, p.account, p.currency having sum(p.minor) <> 0`,
  `select 'lent charge ' || l.id || ' (' || l.status || ') leaves ' || coalesce(sum(p.minor), 0) || ' of ' || coalesce(l.minor, 0) as fault
     from payment.lent_charge l left join payment.entry e on e.tenant = l.tenant and e.cause = l.id
     left join payment.posting p on p.entry_id = e.id and p.account like 'settlement:%'
     group by l.id having coalesce(sum(p.minor), 0) <> case when l.status = 'expected' then l.minor else 0 end`,
  `select 'entry ' || e.id || ' has no cause: neither a charge nor a fund nor a netting nor vouchers nor an invoice nor a fee nor a person' as fault
     from payment.entry e left join payment.entry o on o.id = e.reverses
     where not exists (select from payment.charge c where c.id = e.cause) and not exists (select from payment.fund f where f.id = e.cause)
       and not exists (select from payment.netting n where n.id = e.cause)
       and not exists (select from payment.voucher_stock v where v.id = e.cause)
       and not exists (select from payment.ifm_report r where r.id = e.cause)
       and not exists (select from payment.lent_charge l where l.id = e.cause)
       and not exists (select from payment.invoice i where i.id = e.cause)
       and not exists (select from payment.incoming_invoice i where i.id = e.cause)
       and not exists (select from payment.deposit d where d.id = e.cause)
       and not exists (select from payment.manual_entry m where m.id = e.cause)
       and not exists (select from payment.patron_fee f where f.state ->> 'attempt' = e.cause::text)
       and coalesce(o.kind, e.kind) not in ('lending-credit', 'fee-credit')`,
  // card by card from the drawer, against the books; a practice copy's drawer goes while its books stay
  `with drawer as (
       select s.tenant, coalesce(sum(case card ->> 'denomination' when 'full' then 2 else 1 end) filter (where card ->> 'status' in ('held', 'reserved')), 0) as here,
         coalesce(sum(case card ->> 'denomination' when 'full' then 2 else 1 end) filter (where card ->> 'status' = 'in-transit'), 0) as away
       from payment.voucher_stock s left join jsonb_array_elements(s.state -> 'cards') card on true group by 1),
     books as (
       select tenant, coalesce(sum(minor) filter (where account = 'vouchers:held'), 0) as here,
         coalesce(sum(minor) filter (where account = 'vouchers:in-transit'), 0) as away
       from payment.posting where currency = 'XVH' group by 1)
     select 'the vouchers of ' || tenant || ': ' || coalesce(d.here, 0) || ' halves in the drawer and ' || coalesce(d.away, 0) || ' on their way, the books say '
       || coalesce(b.here, 0) || ' and ' || coalesce(b.away, 0) as fault
     from drawer d full join books b using (tenant)
     where tenant !~ '-P[1-9][0-9]{0,3}$' and (coalesce(d.here, 0) <> coalesce(b.here, 0) or coalesce(d.away, 0) <> coalesce(b.away, 0))`,
  // what an invoice says is open, worked out from its lines, credits and payments, is what the books say of whom it asks; a practice copy's invoices
  // go while its books stay
  `with asked as (
       select i.tenant, i.debtor, i.currency, sum(
         (select coalesce(sum((line ->> 'minor')::bigint), 0) from jsonb_array_elements(i.state -> 'document' -> 'lines') line)
         - (select coalesce(sum((c ->> 'minor')::bigint), 0) from jsonb_array_elements(i.state -> 'credits') c)
         - (select coalesce(sum((m ->> 'minor')::bigint), 0) from jsonb_array_elements(i.state -> 'payments') m where m -> 'takenBack' is null)) as minor
       from payment.invoice i where i.number is not null and i.kind = 'invoice' group by 1, 2, 3),
     books as (
       select tenant, substr(account, length('receivable:') + 1) as debtor, currency, sum(minor) as minor
       from payment.posting where account like 'receivable:%' and account <> 'receivable:patrons' group by 1, 2, 3)
     select 'invoices of ' || tenant || ' to ' || debtor || ' have ' || coalesce(a.minor, 0) || ' ' || currency || ' open, its books say ' || coalesce(b.minor, 0) as fault
     from asked a full join books b using (tenant, debtor, currency)
     where tenant !~ '-P[1-9][0-9]{0,3}$' and coalesce(a.minor, 0) <> coalesce(b.minor, 0)`,
  // what an invoice that came asks, was taken and no fund had paid is owed until it is paid, and nothing of it once it is withdrawn; of those paid before
  // several payments were kept there is the day alone
  `select 'invoice ' || i.number || ' of ' || i.payee || ' to ' || i.tenant || ' has ' || coalesce(l.minor, 0) || ' ' || i.currency || ' to be paid, its books say ' || coalesce(b.minor, 0) as fault
     from payment.incoming_invoice i
     left join lateral (select sum(minor - covered) - (select coalesce(sum((m ->> 'minor')::bigint), 0) from jsonb_array_elements(i.payments) m where m -> 'takenBack' is null) as minor
       from payment.incoming_line where invoice_id = i.id and taken in ('confirm', 'accept')
       and (i.paid_on is null or i.payments <> '[]') and i.withdrawn is null) l on true
     left join lateral (select -sum(p.minor) as minor from payment.entry e join payment.posting p on p.entry_id = e.id
       where e.tenant = i.tenant and e.cause = i.id and p.account = 'payable:' || i.payee) b on true
     where coalesce(l.minor, 0) <> coalesce(b.minor, 0)`,
  `select 'the invoices of ' || tenant || ' in ' || year || ' have numbers up to ' || max(nth) || ', ' || count(*) || ' of them' as fault
     from payment.invoice_number group by tenant, year having max(nth) <> count(*) or min(nth) <> 1`,
  `select 'number ' || n.number || ' of ' || n.tenant || ' is on no invoice' as fault
     from payment.invoice_number n left join payment.invoice i on i.id = n.invoice_id and i.tenant = n.tenant and i.number = n.number
     where i.id is null and n.tenant !~ '-P[1-9][0-9]{0,3}$'`,
  // what is open of each fee, worked out from what was asked, waived, paid and given back, is what its entries say; a practice copy's fees go
  `select 'the fee ' || f.id || ' of ' || f.tenant || ' has ' || f.open || ' ' || f.currency || ' open, its books say ' || coalesce(b.minor, 0) as fault
     from payment.patron_fee f left join lateral (select sum(p.minor) as minor from payment.entry e join payment.posting p on p.entry_id = e.id
       where e.tenant = f.tenant and e.cause = (f.state ->> 'attempt')::uuid and p.account = 'receivable:patrons') b on true
     where f.open <> coalesce(b.minor, 0)`,
  // what one member owes another, the other gets: read from both books, pair by pair
  `with side as (
       select p.tenant, e.counterparty, p.currency, sum(p.minor) as minor
       from payment.posting p join payment.entry e on e.id = p.entry_id
       where p.account = 'settlement:consortium' and e.counterparty is not null and e.counterparty not like '% (no books here)'
       group by 1, 2, 3)
     select 'the books of ' || a.tenant || ' and ' || a.counterparty || ' differ by ' || (a.minor + coalesce(b.minor, 0)) || ' ' || a.currency as fault
     from side a left join side b on b.tenant = a.counterparty and b.counterparty = a.tenant and b.currency = a.currency
     where a.minor + coalesce(b.minor, 0) <> 0`,
  `select 'entry ' || e.id || ' of ' || e.tenant || ' stands in ' || c.month || ', which was closed before' as fault
     from payment.entry e join payment.closed_month c on c.tenant = e.tenant and c.closed_at < e.at and e.at <= c.through`,
];

/** What each heard cost has to have left: one charge entry of its price, or none where nothing is to be paid. */
const HEARD = `with heard as (
    select * from jsonb_to_recordset($1::jsonb) h(attempt uuid, tenant text, amount bigint, currency text, posts boolean, reversed boolean)
  ), posted as (
    select h.attempt, count(distinct e.id) as entries, coalesce(sum(p.minor), 0) as amount
    from heard h left join payment.entry e on e.tenant = h.tenant and e.cause = h.attempt and e.purpose = 'charge'
      left join payment.posting p on p.entry_id = e.id and p.minor > 0 and p.currency = h.currency
    group by h.attempt
  ), backs as (
    select h.attempt, count(e.id) as entries
    from heard h left join payment.entry e on e.tenant = h.tenant and e.cause = h.attempt and e.purpose = 'charge:reversal'
    group by h.attempt
  )
  select 'cost of attempt ' || h.attempt || ' (' || h.tenant || ', ' || h.amount || ' ' || h.currency || ') is posted ' || p.entries || ' times, with ' || p.amount
    || ', reversed ' || b.entries || ' times' as fault
  from heard h join posted p using (attempt) join backs b using (attempt)
  where p.entries <> (case when h.posts then 1 else 0 end) or (h.posts and p.amount <> h.amount)
    or b.entries <> (case when h.posts and h.reversed then 1 else 0 end)
  union all
  select 'charge ' || c.id || ' was posted for a cost nobody heard of' from payment.charge c
  where c.status <> 'reversed-early' and not exists (select from heard where heard.attempt = c.id)`;

const posts = ({ kind, settledBy, amount }: HeardCost['cost']): boolean =>
  amount.minor > 0 && (kind === 'buy' || ['OCLC', 'consortium', 'invoice', 'EFTS', 'deposit'].includes(settledBy));

/**
 * Holds the ledger against itself and, where they are given, against the costs heard elsewhere. For tests, `doctor` and the checker of
 * the fault tests.
 * @param client a connection that sees every library's rows: a superuser, or a role that bypasses row-level security
 * @throws Error where the connection would see no rows and find all well for that reason
 */
export async function ledgerCheck(client: Pick<pg.ClientBase, 'query'>, heard?: readonly HeardCost[]): Promise<LedgerCheck> {
  const { rows: roles } = await client.query('select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)');
  if (!roles.length)
    throw new Error('ledgerCheck: row-level security would hide the ledger from this role; connect as one that bypasses it');
  const faults: string[] = [];
  for (const sql of CHECKS) faults.push(...(await client.query<{ fault: string }>(sql)).rows.map(({ fault }) => fault));
  if (heard) {
    const list = heard.map(({ attempt, tenant, cost, reversed = false }) => ({
      attempt,
      tenant,
      amount: cost.amount.minor,
      currency: cost.amount.currency,
      posts: posts(cost),
      reversed,
    }));
    const { rows } = await client.query<{ fault: string }>(HEARD, [JSON.stringify(list)]);
    faults.push(...rows.map(({ fault }) => fault));
  }
  const { rows } = await client.query<Record<'entries' | 'postings' | 'charges', string>>(
    `select (select count(*) from payment.entry) as entries, (select count(*) from payment.posting) as postings,
       (select count(*) from payment.charge) as charges`,
  );
  const [counts] = rows;
  return { entries: Number(counts!.entries), postings: Number(counts!.postings), charges: Number(counts!.charges), faults };
}

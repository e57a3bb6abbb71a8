import type pg from 'pg';

/** What the messages say the ledger has to hold, held against what it holds. */
export interface BooksCheck {
  /** Balances compared: one for each library, account and currency. */
  readonly balances: number;
  readonly entries: number;
  readonly costs: number;
  /** Entries and costs told of, and not yet heard everywhere: left out. */
  readonly underWay: number;
  /** In plain words, each naming what differs; empty where all is well. */
  readonly faults: readonly string[];
}

// What every service tells is kept by reporting; what is not there yet lies in an outbox or inbox. None of payment's code is used here, and
// of its tables only the ledger itself is read, and what was said of a charge: by what means, by which rules, or that a person has to say.
const TOLD = `with under_way as (
    select (envelope ->> 'subject')::uuid as subject from payment.outbox union select (envelope ->> 'subject')::uuid from fulfillment.outbox
    union select (envelope ->> 'subject')::uuid from payment.inbox union select (envelope ->> 'subject')::uuid from reporting.inbox
  ), told as (
    select distinct on (h.id) h.subject, h.tenant, h.type, h.data from reporting.heard h
    where h.type in ('payment.entry-posted.v1', 'fulfillment.cost-incurred.v1', 'fulfillment.cost-reversed.v1', 'fulfillment.lent-charged.v1',
        'fulfillment.lent-charge-taken-back.v1', 'sourcing.policy-published.v1', 'fulfillment.fee-owed.v1', 'fulfillment.fee-taken-back.v1',
        'fulfillment.attempt-opened.v1', 'sourcing.decided.v1')
      and h.subject not in (select subject from under_way)
  ), entry_lines as (
    select t.subject as entry, t.tenant, line ->> 'account' as account, line -> 'amount' ->> 'currency' as currency,
      (line -> 'amount' ->> 'minor')::bigint as minor
    from told t, jsonb_array_elements(t.data -> 'lines') line where t.type = 'payment.entry-posted.v1'
  ), costs as (
    -- an attempt costs once, however often it is told
    select distinct on (t.subject) t.subject as attempt, t.tenant, t.data ->> 'kind' as kind, t.data ->> 'payee' as payee, t.data ->> 'settledBy' as settled_by,
      coalesce((t.data ->> 'member')::boolean, false) as member, (t.data -> 'amount' ->> 'minor')::bigint as minor,
      t.data -> 'amount' ->> 'currency' as currency,
      exists (select from told r where r.type = 'fulfillment.cost-reversed.v1' and r.subject = t.subject) as reversed
    from told t where t.type = 'fulfillment.cost-incurred.v1' order by t.subject
  ), lent as (
    -- what a library asks for what it has sent, once for each
    select distinct on (t.subject) t.subject as lent, t.tenant, t.data ->> 'borrower' as borrower, t.data ->> 'means' as means,
      (t.data -> 'amount' ->> 'minor')::bigint as minor, t.data -> 'amount' ->> 'currency' as currency,
      exists (select from told r where r.type = 'fulfillment.lent-charge-taken-back.v1' and r.subject = t.subject) as taken_back
    from told t where t.type = 'fulfillment.lent-charged.v1' order by t.subject
  ), flat as (
    -- what the published rules that applied have paid instead of what the lender named; a person who settled it said nothing of that
    select c.attempt, p.content ->> 'currency' as currency,
      min(round((rule -> 'event' -> 'params' ->> 'amount')::numeric * case when p.content ->> 'currency' in ('JPY', 'KRW', 'ISK', 'CLP', 'VND') then 1 else 100 end)) as minor
    from costs c join payment.charge ch on ch.id = c.attempt
      join (select distinct data ->> 'hash' as hash, data -> 'content' as content from told where type = 'sourcing.policy-published.v1') p
        on p.hash = ch.state -> 'settlement' ->> 'policy'
      cross join lateral jsonb_array_elements(p.content -> 'rules') rule
    where rule -> 'event' ->> 'type' = 'settle' and rule -> 'event' -> 'params' ? 'amount' and ch.state -> 'settlement' ->> 'person' is null
      and ch.state -> 'settlement' -> 'rules' @> jsonb_build_array(jsonb_build_object('id', rule ->> 'id'))
    group by 1, 2
  ), priced as (
    select c.attempt, c.tenant, c.kind, c.payee, c.settled_by, c.member, c.reversed, ch.status, ch.state -> 'settlement' ->> 'means' as means,
      coalesce(f.minor, (ch.state -> 'settlement' -> 'amount' ->> 'minor')::bigint, c.minor)::bigint as minor,
      coalesce(f.currency, ch.state -> 'settlement' -> 'amount' ->> 'currency', c.currency) as currency
    from costs c left join payment.charge ch on ch.id = c.attempt left join flat f on f.attempt = c.attempt
  ), settled as (
    select e.id, e.tenant from payment.entry e where e.id not in (select subject from under_way)
  )`;

/** Every balance that what was told adds up to, and that of the ledger. */
const BALANCES = `${TOLD}, said as (
    select tenant, account, currency, sum(minor) as minor from entry_lines group by 1, 2, 3
  ), held as (
    select p.tenant, p.account, p.currency, sum(p.minor) as minor from payment.posting p join settled s on s.id = p.entry_id group by 1, 2, 3
  )
  select tenant, account, currency, coalesce(said.minor, 0)::text as said, coalesce(held.minor, 0)::text as held
  from said full join held using (tenant, account, currency) order by 1, 2, 3`;

/** One row a fault; amounts are in minor units, here and below. */
const ENTRIES = `${TOLD}, said as (
    select entry, min(tenant) as tenant, jsonb_agg(jsonb_build_array(account, currency, minor) order by account, currency, minor) as lines from entry_lines group by 1
  ), held as (
    select s.id as entry, s.tenant, jsonb_agg(jsonb_build_array(p.account, p.currency, p.minor) order by p.account, p.currency, p.minor) as lines
    from settled s join payment.posting p on p.entry_id = s.id group by 1, 2
  )
  select case when held.entry is null then 'entry ' || entry || ' of ' || said.tenant || ' was told of and is not in the ledger: ' || said.lines
    when said.entry is null then 'entry ' || entry || ' of ' || held.tenant || ' is in the ledger and nobody was told of it: ' || held.lines
    else 'entry ' || entry || ' of ' || held.tenant || ' was told as ' || said.lines || ' and is in the ledger as ' || held.lines end as fault
  from said full join held using (entry) where said.lines is distinct from held.lines order by 1`;

/**
 * What an attempt costs is owed once, at its price and to whom its means says, and not at all once it was taken back; a person or a policy may
 * have said that nothing is owed, or not have said anything yet.
 */
const COSTS = `${TOLD}, owed as (
    select p.*, case when p.kind = 'buy' then 'expense:purchases' else 'expense:borrowing' end as account,
      case when p.kind <> 'buy' then case p.means when 'IFM' then 'settlement:OCLC' when 'consortium' then 'settlement:consortium' when 'invoice' then 'payable:invoices'
        when 'EFTS' then 'settlement:EFTS' when 'deposit' then 'deposit:' || p.payee end
        -- from the account kept with the seller, whatever fund is charged beside
        when p.settled_by = 'deposit' then 'deposit:' || p.payee end as creditor,
      case when p.reversed or p.status in ('undecided', 'nothing-to-post', 'reversed-early') or p.means in ('vouchers', 'reciprocity')
        or p.settled_by in ('vouchers', 'reciprocity', 'nobody') and p.means is null then 0 else p.minor end as wanted
    from priced p
  ), held as (
    select o.attempt, coalesce(sum(p.minor) filter (where p.account = o.account), 0) as minor,
      coalesce(-sum(p.minor) filter (where p.account = o.creditor), 0) as credited
    from owed o left join payment.entry e on e.tenant = o.tenant and e.cause = o.attempt and e.purpose in ('charge', 'charge:reversal', 'deposit', 'deposit:reversal')
      left join payment.posting p on p.entry_id = e.id and p.currency = o.currency
    group by 1
  )
  select 'attempt ' || o.attempt || ' of ' || o.tenant || ' (' || o.payee || case when o.reversed then ', taken back' else '' end || ') costs '
      || o.wanted || ' ' || o.currency || ' by what was told, ' || case when o.wanted <> h.minor then h.minor || ' in ' || o.account else h.credited || ' in ' || o.creditor end as fault
  from owed o join held h using (attempt) where o.wanted <> h.minor or o.creditor is not null and o.wanted <> h.credited order by 1`;

/**
 * What was lent brings its price once, through whom its means says, and nothing once it was taken back; by invoice it is to be billed at that
 * price. What the consortium settles between members stands with the pairs.
 */
const LENT = `${TOLD}, credited as (
    select l.*, case when l.taken_back then 0 else l.minor end as wanted, case l.means when 'IFM' then 'settlement:OCLC' else 'settlement:EFTS' end as debtor,
      coalesce(-sum(p.minor) filter (where p.account = 'income:lending'), 0) as earned,
      coalesce(sum(p.minor) filter (where p.account = case l.means when 'IFM' then 'settlement:OCLC' else 'settlement:EFTS' end), 0) as due
    from lent l left join payment.entry e on e.tenant = l.tenant and e.cause = l.lent and e.purpose in ('charge', 'charge:reversal')
      left join payment.posting p on p.entry_id = e.id and p.currency = l.currency
    where l.means in ('IFM', 'EFTS') and l.minor > 0 group by l.lent, l.tenant, l.borrower, l.means, l.minor, l.currency, l.taken_back
  ), billed as (
    select l.*, c.minor as kept, c.status from lent l left join payment.lent_charge c on c.id = l.lent and c.tenant = l.tenant
    where l.means = 'invoice' and l.minor > 0
  )
  select 'lent ' || lent || ' of ' || tenant || ' (' || borrower || case when taken_back then ', taken back' else '' end || ') brings ' || wanted || ' ' || currency
      || ' by what was told, ' || case when wanted <> earned then earned || ' in income:lending' else due || ' in ' || debtor end as fault
  from credited where wanted <> earned or wanted <> due
  union all
  select 'lent ' || lent || ' of ' || tenant || ' (' || borrower || case when taken_back then ', taken back' else '' end || ') is to be billed ' || minor || ' '
      || currency || ' by what was told, the books have ' || coalesce(kept || ' (' || status || ')', 'nothing')
  from billed where kept is distinct from minor or status is distinct from case when taken_back then 'taken-back' else 'to-bill' end
  order by 1`;

/** What members owe each other, pair by pair, by what fulfillment told of their loans: it stands in the lender's books. */
const PAIRS = `${TOLD}, wanted as (
    select c.payee as lender, c.tenant as borrower, c.currency, sum(c.minor) as minor
    from priced c where c.status = 'posted' and c.means = 'consortium'
      and c.member and not c.reversed and c.payee <> c.tenant and c.tenant !~ '-P[0-9]+$' group by 1, 2, 3
  ), held as (
    select e.tenant as lender, e.counterparty as borrower, p.currency, sum(p.minor) as minor
    from payment.entry e join settled s on s.id = e.id join payment.posting p on p.entry_id = e.id and p.account = 'settlement:consortium'
      left join payment.entry o on o.id = e.reverses
    where coalesce(o.kind, e.kind) = 'lending-credit' group by 1, 2, 3
  )
  select lender || ' gets ' || coalesce(wanted.minor, 0) || ' ' || currency || ' from ' || borrower || ' by what was told, its books say '
    || coalesce(held.minor, 0) as fault
  from wanted full join held using (lender, borrower, currency) where coalesce(wanted.minor, 0) <> coalesce(held.minor, 0) order by 1`;

/**
 * What a patron pays for an attempt stands in the books as often as it was told, at its amount, and is reversed as often as it was taken back; and
 * it is no more than the patron had agreed to, as sourcing told it with the lender or the purchase.
 */
const FEES = `${TOLD}, fees as (
    select t.subject as attempt, min(t.tenant) as tenant, min(t.data -> 'amount' ->> 'currency') as currency,
      coalesce(sum((t.data -> 'amount' ->> 'minor')::bigint) filter (where t.type = 'fulfillment.fee-owed.v1'), 0) as minor,
      max((t.data -> 'amount' ->> 'minor')::bigint) as dearest, count(*) filter (where t.type = 'fulfillment.fee-taken-back.v1') as back
    from told t where t.type in ('fulfillment.fee-owed.v1', 'fulfillment.fee-taken-back.v1') group by 1
  ), agreed as (
    select o.subject as attempt, max(coalesce((lender -> 'fee' -> 'most' ->> 'minor')::bigint, (d.data -> 'outcome' -> 'fee' -> 'most' ->> 'minor')::bigint, 0)) as most
    from told o join told d on d.type = 'sourcing.decided.v1' and d.data ->> 'decisionId' = o.data ->> 'decisionId'
      left join lateral jsonb_array_elements(d.data -> 'outcome' -> 'lenders') lender on lender ->> 'symbol' = o.data ->> 'supplier'
    where o.type = 'fulfillment.attempt-opened.v1' group by 1
  ), held as (
    select e.cause as attempt, e.tenant,
      coalesce(sum(p.minor) filter (where p.account = 'receivable:patrons' and e.kind = 'patron-fee'), 0) as minor,
      count(distinct e.id) filter (where e.purpose ~ '^patron-fee:[0-9]+:reversal$') as back
    from payment.entry e join settled s on s.id = e.id join payment.posting p on p.entry_id = e.id
    where e.purpose ~ '^patron-fee:' group by 1, 2
  )
  select 'the fee of attempt ' || attempt || ' of ' || coalesce(f.tenant, h.tenant) || ' is ' || coalesce(f.minor, 0) || ' ' || coalesce(f.currency, '') || ', taken back '
      || coalesce(f.back, 0) || ' times, by what was told; ' || coalesce(h.minor, 0) || ', taken back ' || coalesce(h.back, 0) || ' times, in receivable:patrons' as fault
  from fees f full join held h using (attempt) where coalesce(f.minor, 0) <> coalesce(h.minor, 0) or coalesce(f.back, 0) <> coalesce(h.back, 0)
  union all
  select 'the fee of attempt ' || attempt || ' of ' || f.tenant || ' is ' || f.dearest || ' ' || f.currency || '; the patron agreed to ' || a.most
  from fees f join agreed a using (attempt) where f.dearest > a.most order by 1`;

const COUNTS = `${TOLD} select (select count(*)::int from told where type = 'payment.entry-posted.v1') as entries, (select count(*)::int from costs) as costs,
    (select count(*)::int from under_way) as "underWay"`;

/**
 * Adds up what the services told (entries posted, costs incurred and taken back) and holds it against the ledger: every balance, every entry,
 * every cost, all that was lent, every pair of members. Reads one moment and changes nothing.
 * @param client a connection that sees every library's rows: a superuser, or a role that bypasses row-level security
 * @throws Error where the connection would see no rows and find all well for that reason
 */
export async function booksCheck(client: Pick<pg.ClientBase, 'query'>): Promise<BooksCheck> {
  const { rows: roles } = await client.query('select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)');
  if (!roles.length) throw new Error('row-level security hides the books from this role; connect as one that bypasses it');
  await client.query('begin isolation level repeatable read read only');
  try {
    const { rows: balances } = await client.query<Record<'tenant' | 'account' | 'currency' | 'said' | 'held', string>>(BALANCES);
    const faults = balances
      .filter(({ said, held }) => said !== held)
      .map(
        ({ tenant, account, currency, said, held }) => `${account} of ${tenant} is ${held} ${currency}, ${said} by what was told`,
      );
    for (const sql of [ENTRIES, COSTS, LENT, PAIRS, FEES])
      faults.push(...(await client.query<{ fault: string }>(sql)).rows.map(({ fault }) => fault));
    const { rows } = await client.query<Pick<BooksCheck, 'entries' | 'costs' | 'underWay'>>(COUNTS);
    return { balances: balances.length, ...rows[0]!, faults };
  } finally {
    await client.query('rollback');
  }
}

import type pg from 'pg';

/** The year the charges lie in. */
export const YEAR = 2025;
const BATCH = 5000;

/** A library's symbol: `B000`, `B001` … */
export const symbol = (nth: number): string => `B${String(nth).padStart(3, '0')}`;
/** Who borrows and who lends in the nth charge; every pair comes in its turn, none borrows from itself. */
export const pairOf = (nth: number, libraries: number): readonly [borrower: string, lender: string] => {
  const borrower = nth % libraries;
  const distance = 1 + (Math.floor(nth / libraries) % (libraries - 1));
  return [symbol(borrower), symbol((borrower + distance) % libraries)];
};
/** What it costs, in cents: from $5 to $45. */
export const priceOf = (nth: number): number => 500 + ((nth * 7919) % 4001);

// The same pairs and prices as above. One statement writes both sides of each charge: four lines.
const WRITE = `with c as materialized (
    select uuidv7() as debit, uuidv7() as credit, uuidv7() as attempt, gen_random_uuid() as request, 500 + ((i * 7919) % 4001) as minor,
      'B' || lpad((i % $3)::text, 3, '0') as borrower,
      'B' || lpad(((i % $3 + 1 + (i / $3) % ($3 - 1)) % $3)::text, 3, '0') as lender,
      make_timestamptz(${YEAR}, 1, 1, 0, 0, 0, 'UTC') + i::float8 / $4 * interval '364 days' + interval '12 hours' as at
    from generate_series($1::bigint, $2::bigint) i
  ), e as (
    insert into payment.entry (id, tenant, cause, purpose, kind, description, request_id, payee, counterparty, settled_by, because, lines, at, occurred_at)
    select debit, borrower, attempt, 'charge', 'consortium-charge', 'Borrowed from ' || lender || ', settled by the consortium', request, lender, lender,
      'consortium', '{"rules": [{"id": "consortium", "reason": "The consortium settles it."}]}'::jsonb, 2, at, at from c
    union all
    select credit, lender, gen_random_uuid(), 'charge', 'lending-credit', 'Lent to ' || borrower, null, null, borrower, 'consortium', null, 2, at, at from c
  )
  insert into payment.posting (entry_id, line, tenant, account, currency, minor)
  select debit, 0, borrower, 'expense:borrowing', 'USD', minor from c union all select debit, 1, borrower, 'settlement:consortium', 'USD', -minor from c
  union all
  select credit, 0, lender, 'settlement:consortium', 'USD', minor from c union all select credit, 1, lender, 'income:lending', 'USD', -minor from c`;

/**
 * Writes charges in bulk, as rows: entry and lines of both books, without what else a charge leaves (its state, its events, its messages).
 * The database checks each as it checks every other: balanced, complete, in an open month.
 */
export async function loadCharges(
  owner: pg.Client,
  { charges, libraries }: { charges: number; libraries: number },
): Promise<void> {
  await owner.query(
    `insert into payment.participant select 'B' || lpad(i::text, 3, '0') from generate_series(0, $1 - 1) i on conflict do nothing`,
    [libraries],
  );
  await owner.query(
    `insert into payment.account select 'B' || lpad(i::text, 3, '0'), code, 'USD', kind from generate_series(0, $1 - 1) i,
       (values ('expense:borrowing', 'expense'), ('settlement:consortium', 'liability'), ('income:lending', 'income')) a(code, kind)
     on conflict do nothing`,
    [libraries],
  );
  for (let from = 0; from < charges; from += BATCH) {
    const to = Math.min(from + BATCH, charges) - 1;
    await owner.query(WRITE, [from, to, libraries, charges]);
  }
  await owner.query('vacuum analyze payment.entry, payment.posting');
}

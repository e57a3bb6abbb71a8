import type pg from 'pg';
import { testDatabase } from '#lib/testing';
import { ledgerCheck } from './ledger-check.ts';

const id = (n: number): string => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`;
type Client = Pick<pg.ClientBase, 'query'>;

interface Line {
  readonly minor: number;
  readonly currency?: string;
  readonly account?: string;
}
let last = 0;
/** Writes an entry as no code of ours would: straight into the tables. */
async function write(
  client: Client,
  lines: readonly Line[],
  more: { tenant?: string; reverses?: string; lines?: number; purpose?: string } = {},
) {
  const entry = id((last += 1));
  const { tenant = 'LCC', reverses = null, purpose = `p${last}` } = more;
  await client.query(
    `insert into entry (id, tenant, cause, purpose, kind, description, settled_by, reverses, lines, at)
     values ($1, $2, $3, $4, $5, 'x', 'invoice', $6, $7, now())`,
    [entry, tenant, id(900), purpose, reverses ? 'reversal' : 'purchase', reverses, more.lines ?? lines.length],
  );
  for (const [n, { minor, currency = 'USD', account = n ? 'b' : 'a' }] of lines.entries()) {
    await client.query(`insert into account values ($1, $2, $3, 'asset') on conflict do nothing`, [tenant, account, currency]);
    await client.query(`insert into posting values ($1, $2, $3, $4, $5, $6)`, [entry, n, tenant, account, currency, minor]);
  }
  return entry;
}

describe('the ledger in PostgreSQL', () => {
  const database = testDatabase('payment');
  const asLibrary = <T>(work: (client: Client) => Promise<T>) => database.asTenant('LCC', work);
  const sound: Line[] = [{ minor: 100 }, { minor: -100 }];

  it('takes an entry that adds up to zero', async () => {
    await asLibrary((client) => write(client, sound));
    await asLibrary((client) => write(client, [{ minor: 100 }, { minor: -60 }, { minor: -40, account: 'c' }]));
    expect((await database.owner.query('select from payment.posting')).rowCount).toBe(5);
  });

  it.each<[string, Line[], { lines?: number }, RegExp]>([
    ['a cent too much', [{ minor: 101 }, { minor: -100 }], {}, /is off by 1 USD/],
    ['as much in another currency', [{ minor: 100 }, { minor: -100, currency: 'EUR' }], {}, /is off by/],
    ['no lines at all', [], { lines: 2 }, /has not the 2 lines/],
    ['a line too few', sound, { lines: 3 }, /has not the 3 lines/],
    ['one line', [{ minor: 100 }], {}, /entry_lines/],
    ['a line of nothing', [{ minor: 100 }, { minor: -100 }, { minor: 0, account: 'c' }], {}, /posting_not_zero/],
  ])('refuses %s', async (_, lines, more, fault) => {
    await expect(asLibrary((client) => write(client, lines, more))).rejects.toThrow(fault);
  });

  it('refuses it for the owner as well, and in the middle of other libraries’ entries', async () => {
    const client = await database.owner.connect();
    await client.query('begin; set local search_path = payment');
    await write(client, sound, { tenant: 'TSU' });
    await write(client, [{ minor: 5 }, { minor: -4 }], { tenant: 'HFC' });
    await client.query("select set_config('app.tenant', 'TSU', true)");
    await expect(client.query('commit')).rejects.toThrow(/is off by 1 USD/);
    client.release();
  });

  it('lets nothing be added to an entry later, balanced or not', async () => {
    const entry = await asLibrary((client) => write(client, sound));
    const add = asLibrary((client) =>
      client.query(`insert into posting values ($1, 8, 'LCC', 'a', 'USD', 7), ($1, 9, 'LCC', 'b', 'USD', -7)`, [entry]),
    );
    await expect(add).rejects.toThrow(/for no entry of this library made in this transaction/);
  });

  it('lets no library post into another’s entry', async () => {
    const entry = await database.asTenant('TSU', (client) => write(client, sound, { tenant: 'TSU' }));
    const post = asLibrary((client) =>
      client.query(`insert into posting values ($1, 8, 'LCC', 'a', 'USD', 7), ($1, 9, 'LCC', 'b', 'USD', -7)`, [entry]),
    );
    await expect(post).rejects.toThrow(/for no entry of this library made in this transaction/);
  });

  it('lets no entry pretend to be of a later transaction, to be added to then', async () => {
    const pretend = asLibrary(async (client) => {
      const entry = await write(client, sound);
      // the same entry again, under another number, with the mark of a transaction to come
      await client.query(
        `insert into entry (id, tenant, cause, purpose, kind, description, settled_by, lines, at, posted_in)
         select $2, tenant, cause, 'later', kind, description, settled_by, lines, at, '99999999999' from entry where id = $1`,
        [entry, id((last += 1))],
      );
    });
    await expect(pretend).rejects.toThrow(/says it was made in another transaction/);
  });

  it('posts nothing twice: one entry for a cause and purpose', async () => {
    await asLibrary((client) => write(client, sound, { purpose: 'charge' }));
    await expect(asLibrary((client) => write(client, sound, { purpose: 'charge' }))).rejects.toThrow(
      /entry_tenant_cause_purpose_key/,
    );
  });

  it('nor does the owner: not twice, and not into a month that is closed', async () => {
    const client = await database.owner.connect();
    const tried = async (work: () => Promise<unknown>): Promise<void> => {
      await client.query('begin; set local search_path = payment');
      try {
        await work();
        await client.query('commit');
      } finally {
        await client.query('rollback');
      }
    };
    try {
      await tried(() => write(client, sound, { tenant: 'MGH', purpose: 'charge' }));
      await expect(tried(() => write(client, sound, { tenant: 'MGH', purpose: 'charge' }))).rejects.toThrow(
        /entry_tenant_cause_purpose_key/,
      );
      await client.query(
        `insert into payment.closed_month (tenant, month, through, closed_at) values ('MGH', '2099-12', now() + interval '1 day', now())`,
      );
      await expect(tried(() => write(client, sound, { tenant: 'MGH' }))).rejects.toThrow(/are closed through/);
    } finally {
      client.release();
    }
  });

  it('takes a reversal that takes everything back, once', async () => {
    const entry = await asLibrary((client) => write(client, sound));
    const back: Line[] = [{ minor: -100 }, { minor: 100 }];
    await expect(asLibrary((client) => write(client, [{ minor: -50 }, { minor: 50 }], { reverses: entry }))).rejects.toThrow(
      /does not take back entry/,
    );
    await asLibrary((client) => write(client, back, { reverses: entry }));
    await expect(asLibrary((client) => write(client, back, { reverses: entry }))).rejects.toThrow(/entry_reverses_key/);
  });

  it.each([
    'update entry set description = $$y$$',
    'delete from posting',
    'delete from entry',
    'update account set kind = $$equity$$',
  ])('refuses the service: %s', async (sql) => {
    await expect(asLibrary((client) => client.query(sql))).rejects.toThrow(/permission denied|append-only/);
  });

  it.each([
    'update payment.posting set minor = minor + 1',
    'delete from payment.entry',
    'truncate payment.posting',
    'delete from payment.account',
  ])('refuses the owner: %s', async (sql) => {
    await expect(database.owner.query(sql)).rejects.toThrow(/append-only; post a reversal/);
  });

  it('keeps a fund from going below nothing', async () => {
    const insert = (reserved: number, spent: number) =>
      asLibrary((client) =>
        client.query(
          `insert into fund (id, tenant, version, state, code, name, currency, starts_on, ends_on, allocated, reserved, spent, created_at, updated_at)
           values ($1::uuid, 'LCC', 1, '{}', 'F' || $1::text, 'F', 'USD', '2025-07-01', '2026-06-30', 100, $2, $3, now(), now())`,
          [id((last += 1)), reserved, spent],
        ),
      );
    await insert(60, 40);
    await expect(insert(61, 40)).rejects.toThrow(/fund_never_below_nothing/);
    await expect(insert(-1, 40)).rejects.toThrow(/fund_never_below_nothing/);
  });

  it('finds every row it has to find before it says that all is well', async () => {
    await expect(ledgerCheck(database.service)).rejects.toThrow(/row-level security would hide/);
  });
});

describe('one library’s rows', () => {
  const database = testDatabase('payment');
  const TABLES = [
    'fund',
    'reservation',
    'charge',
    'account',
    'entry',
    'posting',
    'event',
    'outbox',
    'inbox',
    'hold',
    'job',
  ] as const;

  beforeAll(async () => {
    await database.asTenant('LCC', async (client) => {
      await write(client, [{ minor: 100 }, { minor: -100 }]);
      const row = [id(1), 'LCC'];
      await client.query(
        `insert into fund (id, tenant, version, state, code, name, currency, starts_on, ends_on, allocated, reserved, spent, created_at, updated_at)
         values ($1, $2, 1, '{}', 'F', 'F', 'USD', '2025-07-01', '2026-06-30', 100, 0, 0, now(), now())`,
        row,
      );
      for (const [table, column] of [
        ['reservation', 'held'],
        ['charge', 'unfunded'],
      ])
        await client.query(
          `insert into ${table} (id, tenant, version, state, status, ${column}, reminders, created_at, updated_at)
           values ($1, $2, 1, '{}', 'x', 0, 0, now(), now())`,
          row,
        );
      await client.query(
        `insert into event (aggregate, version, tenant, type, data, at) values ($1, 1, $2, 'x', '{}', now())`,
        row,
      );
      await client.query(`insert into outbox (id, key, tenant, type, envelope) values ($1, $1, $2, 'x', '{}')`, row);
      await client.query(
        `insert into job (id, tenant, kind, key, payload, idempotent) values ($1, $2, 'x', 'x', '{}', true)`,
        row,
      );
    });
    await database.relay.query(
      `insert into payment.inbox (part, id, key, tenant, type, envelope) values (1, $1, $1, 'LCC', 'x', '{}')`,
      [id(1)],
    );
    await database.relay.query(
      `insert into payment.hold (key, pos, tenant, attempts, until, error) values ($1, 1, 'LCC', 1, now(), 'x')`,
      [id(1)],
    );
  });

  const READABLE = TABLES.filter((table) => table !== 'outbox');
  const count = async (client: Client, table: string) =>
    (await client.query<{ n: number }>(`select count(*)::int as n from payment.${table}`)).rows[0]!.n;

  it.each(READABLE)('%s: seen by its library, by no other, and not without a tenant', async (table) => {
    expect(await database.asTenant('LCC', (client) => count(client, table))).toBeGreaterThan(0);
    expect(await database.asTenant('TSU', (client) => count(client, table))).toBe(0);
    expect(await database.asTenant('', (client) => count(client, table))).toBe(0);
    expect(await count(database.service, table)).toBe(0);
  });

  it('every table with a tenant has forced row-level security', async () => {
    const { rows } = await database.owner.query<{ table: string; forced: boolean }>(
      `select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'payment'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'tenant'`,
    );
    expect(rows.filter(({ forced }) => !forced)).toEqual([]);
    expect(rows.map(({ table }) => table).toSorted()).toEqual(
      [
        ...TABLES,
        'access',
        'account_standing',
        'awaited_vouchers',
        'closed_month',
        'deposit',
        'ifm_line',
        'ifm_report',
        'incoming_invoice',
        'incoming_line',
        'invoice',
        'invoice_number',
        'invoicing',
        'lent_charge',
        'manual_entry',
        'manual_limit',
        'netting',
        'patron_fee',
        'policy_in_force',
        'voucher_stock',
      ].toSorted(),
    );
  });

  it('a row cannot be written for another library', async () => {
    await expect(
      database.asTenant('TSU', (client) => client.query(`insert into account values ('LCC', 'x', 'USD', 'asset')`)),
    ).rejects.toThrow(/row-level security/);
  });
});

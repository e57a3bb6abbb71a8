import { randomUUID } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { DAY, unwrap } from '#lib/kernel';
import { Database, newId } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { draftInvoice } from './app/invoices/drafts.ts';
import { issueInvoice } from './app/invoices/issue-invoice.ts';
import type { InvoiceShape } from './http/invoice-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

describe('invoices of a library’s own', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const call = async (method: 'get' | 'post' | 'put', path: string, tenant: string, body?: object) => {
    const asked = request(service.http);
    const url = `/api/payment/${path}`;
    return (method === 'get' ? asked.get(url) : method === 'put' ? asked.put(url) : asked.post(url))
      .set(await service.as({ tenant, sub: 'ada', roles: ['accountant'] }))
      .send(body);
  };
  const issuer = (tenant: string) => ({
    issuer: { name: `Library of ${tenant}`, address: '1 Elm Street\nAmes, IA 50011', payTo: 'Prairie Bank\nAccount 12 345' },
  });
  const two = () => [
    { what: 'Loan of Wool and water', minor: 1500, lent: randomUUID(), reference: 'ZZX-88' },
    { what: 'A lost map', minor: 4000, reason: 'It never came back' },
  ];
  const draft = async (tenant: string, more: object = {}): Promise<InvoiceShape> => {
    await call('put', 'invoicing', tenant, issuer(tenant));
    const body = { debtor: 'ZZX', address: 'Zeta College Library\nOne Road', lines: two(), ...more };
    const answer = await call('post', 'invoices', tenant, body);
    expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
    return answer.body as InvoiceShape;
  };
  const issue = async (tenant: string, more: object = {}): Promise<InvoiceShape> => {
    const { id } = await draft(tenant, more);
    return (await call('post', `invoices/${id}/issue`, tenant)).body as InvoiceShape;
  };
  const came = (minor: number, reference = 'ZZX PAYS', currency = 'USD') => ({
    amount: { minor, currency },
    on: service.clock.now().toISOString().slice(0, 10),
    reference,
  });
  const balances = async (tenant: string): Promise<Record<string, number>> => {
    const { rows } = await database.owner.query<{ account: string; minor: string }>(
      `select account || ' ' || currency as account, sum(minor) as minor from payment.posting where tenant = $1 group by 1 having sum(minor) <> 0`,
      [tenant],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, Number(minor)]));
  };
  const tasks = async (tenant: string) =>
    (
      await request(service.http)
        .get('/api/payment/tasks')
        .set(await service.as({ tenant, sub: 'ada', roles: ['accountant'] }))
    ).body.tasks as { kind: string; of: object; title: string; reason: string; actions: { name: string; path: string }[] }[];
  const numbers = async (tenant: string): Promise<string[]> =>
    (
      await database.owner.query<{ number: string }>('select number from payment.invoice_number where tenant = $1 order by nth', [
        tenant,
      ])
    ).rows.map(({ number }) => number);
  const year = () => service.clock.now().getUTCFullYear();
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  it('issues it with its number, takes two payments, and all is posted', async () => {
    const made = await draft('TSU');
    expect([made.status, made.number, made.open.minor]).toEqual(['draft', undefined, 0]);
    expect(await balances('TSU')).toEqual({});
    const issued = (await call('post', `invoices/${made.id}/issue`, 'TSU')).body as InvoiceShape;
    expect(issued).toMatchObject({ status: 'issued', number: `TSU-${year()}-0001`, open: { minor: 5500 }, dueDays: 30 });
    expect(await balances('TSU')).toEqual({ 'receivable:ZZX USD': 5500, 'income:lending USD': -5500 });
    for (const body of [came(1500), came(1500), came(4000)])
      expect((await call('post', `invoices/${made.id}/payments`, 'TSU', body)).status).toBe(200);
    const paid = (await call('get', `invoices/${made.id}`, 'TSU')).body as InvoiceShape;
    expect([paid.status, paid.open.minor, paid.payments.length]).toEqual(['settled', 0, 2]);
    expect(await balances('TSU')).toEqual({ 'bank USD': 5500, 'income:lending USD': -5500 });
    const { rows } = await database.owner.query(
      `select kind, counterparty, cause = $1 as own from payment.entry where tenant = 'TSU' order by id`,
      [made.id],
    );
    expect(rows).toEqual([
      { kind: 'own-invoice', counterparty: 'ZZX', own: true },
      { kind: 'invoice-paid', counterparty: 'ZZX', own: true },
      { kind: 'invoice-paid', counterparty: 'ZZX', own: true },
    ]);
    // said of one that was paid by another library
    expect((await call('get', `invoices/${made.id}`, 'LCC')).status).toBe(404);
  });

  it('takes back what was noted as paid, and a payment that came after all is posted anew', async () => {
    const { id } = await issue('HFC');
    await call('post', `invoices/${id}/payments`, 'HFC', came(5500));
    for (const _ of [1, 2])
      expect(
        (await call('post', `invoices/${id}/payments/1/take-back`, 'HFC', { reason: 'Another library’s' })).body,
      ).toMatchObject({
        status: 'issued',
        open: { minor: 5500 },
      });
    expect(await balances('HFC')).toEqual({ 'receivable:ZZX USD': 5500, 'income:lending USD': -5500 });
    await call('post', `invoices/${id}/payments`, 'HFC', came(5500));
    expect(await balances('HFC')).toEqual({ 'bank USD': 5500, 'income:lending USD': -5500 });
  });

  it('credits a line by a credit note of the same series, and pays back what was paid too much', async () => {
    const { id, number } = await issue('DPL', { currency: 'EUR' });
    await call('post', `invoices/${id}/payments`, 'DPL', came(5500, 'SEPA 1', 'EUR'));
    const note = (await call('post', `invoices/${id}/credit`, 'DPL', { lines: [2], reason: 'The map was found' }))
      .body as InvoiceShape;
    expect(note).toMatchObject({
      kind: 'credit-note',
      status: 'settled',
      number: `DPL-${year()}-0002`,
      total: { minor: 4000, currency: 'EUR' },
      of: { number, lines: [2], reason: 'The map was found' },
    });
    const invoice = (await call('get', `invoices/${id}`, 'DPL')).body as InvoiceShape;
    expect([invoice.status, invoice.open.minor, invoice.lines.map(({ credited }) => credited)]).toEqual([
      'to-refund',
      -4000,
      [false, true],
    ]);
    expect((await tasks('DPL')).map(({ kind, title }) => [kind, title])).toEqual([
      ['invoice-to-refund', `${number}, ZZX: EUR 40 to pay back`],
    ]);
    expect((await call('post', `invoices/${id}/refunds`, 'DPL', came(4000, 'SEPA 2', 'EUR'))).body.status).toBe('settled');
    expect(await balances('DPL')).toEqual({ 'bank EUR': 1500, 'income:lending EUR': -1500 });
    expect(await tasks('DPL')).toEqual([]);
    // the rest of it, without naming lines; nothing is left to credit then
    expect((await call('post', `invoices/${id}/credit`, 'DPL', { reason: 'Waived' })).body.total.minor).toBe(1500);
    expect((await call('post', `invoices/${id}/credit`, 'DPL', { reason: 'Waived' })).status).toBe(409);
    expect(await numbers('DPL')).toEqual([1, 2, 3].map((nth) => `DPL-${year()}-000${nth}`));
  });

  it('asks for what was lent once; credited, it may be asked again', async () => {
    const lines = two();
    const { id, number } = await issue('WMC', { lines });
    const again = await call('post', 'invoices', 'WMC', { debtor: 'ZZX', lines });
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining(`stands on invoice ${number} already`)]);
    await call('post', `invoices/${id}/credit`, 'WMC', { lines: [1], reason: 'Wrong price' });
    expect((await call('post', 'invoices', 'WMC', { debtor: 'ZZX', lines: [{ ...lines[0], minor: 1200 }] })).status).toBe(200);
  });

  it('stands on the worklist once it is overdue, with how often it was reminded of', async () => {
    const { id, number } = await issue('HSL');
    expect(await tasks('HSL')).toEqual([]);
    service.clock.advance(32 * DAY);
    const overdue = async () => {
      for (let n = 0; n < 100; n += 1) {
        const found = (await tasks('HSL')).filter(({ kind }) => kind === 'invoice-overdue');
        if (found.length) return found;
        await new Promise((done) => setTimeout(done, 50));
      }
      return [];
    };
    const [first] = await overdue();
    expect(first?.title).toBe(`${number}, ZZX: $55 open`);
    expect(first?.of).toEqual({ kind: 'invoice', id });
    expect(first?.reason).toMatch(/^It was due on \d{4}-\d\d-\d\d\.$/);
    expect((await call('post', first!.actions[0]!.path.replace('/api/payment/', ''), 'HSL')).status).toBe(204);
    expect(await tasks('HSL')).toEqual([]);
    service.clock.advance(31 * DAY);
    const [second] = await overdue();
    expect(second?.reason).toMatch(/Reminded once, last on/);
    await call('post', `invoices/${id}/payments`, 'HSL', came(5500));
    expect(await tasks('HSL')).toEqual([]);
  });

  it('adds up what is open of all of them by currency, how much was due before today, and what goes back', async () => {
    await issue('OPN', { dueDays: 0 });
    service.clock.advance(1 * DAY);
    await issue('OPN', { dueDays: 10 });
    await draft('OPN');
    const { id } = await issue('OPN', { currency: 'EUR' });
    await call('post', `invoices/${id}/payments`, 'OPN', came(5500, 'TODO', 'EUR'));
    await call('post', `invoices/${id}/credit`, 'OPN', { lines: [1], reason: 'Never lent' });
    const { body } = await call('get', 'invoices?status=draft', 'OPN');
    const usd = (minor: number) => ({ minor, currency: 'USD' });
    const eur = (minor: number) => ({ minor, currency: 'EUR' });
    expect(body.open).toEqual([
      { owed: eur(0), overdue: eur(0), toRefund: eur(1500) },
      { owed: usd(11_000), overdue: usd(5500), toRefund: usd(0) },
    ]);
    expect(body.invoices).toHaveLength(1);
  });

  it('keeps an address, a currency and a language of its own, and prints its pages', async () => {
    const { id } = await draft('EVG', { language: 'es', currency: 'EUR' });
    for (const step of ['draft', 'issued']) {
      const { status, headers, body } = await call('get', `invoices/${id}/invoice.pdf`, 'EVG');
      expect([step, status, headers['content-type']]).toEqual([step, 200, 'application/pdf']);
      expect((body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
      await call('post', `invoices/${id}/issue`, 'EVG');
    }
  });

  it.each<[string, (tenant: string) => Promise<{ status: number; body: { detail?: string } }>, number, RegExp]>([
    [
      'a line for nothing lent and without a reason',
      (t) => call('post', 'invoices', t, { debtor: 'ZZX', lines: [{ what: 'x', minor: 1 }] }),
      400,
      /lent|reason/,
    ],
    [
      'a line of nothing',
      (t) => call('post', 'invoices', t, { debtor: 'ZZX', lines: [{ what: 'x', minor: 0, reason: 'r' }] }),
      400,
      /minor/,
    ],
    ['vouchers', (t) => call('post', 'invoices', t, { debtor: 'ZZX', currency: 'XVH', lines: two() }), 400, /vouchers/],
    ['itself as debtor', (t) => call('post', 'invoices', t, { debtor: t, lines: two() }), 422, /does not bill itself/],
    [
      'a payment in another currency',
      async (t) => call('post', `invoices/${(await issue(t)).id}/payments`, t, came(1, 'r', 'EUR')),
      422,
      /nothing is converted/,
    ],
    ['more than is open', async (t) => call('post', `invoices/${(await issue(t)).id}/payments`, t, came(5501)), 422, /Only \$55/],
    ['a payment of a draft', async (t) => call('post', `invoices/${(await draft(t)).id}/payments`, t, came(1)), 409, /is draft/],
    [
      'to change what is issued',
      async (t) => call('put', `invoices/${(await issue(t)).id}`, t, { debtor: 'ZZX', lines: two() }),
      409,
      /is issued/,
    ],
    [
      'a debtor without an address',
      async (t) => call('post', `invoices/${(await draft(t, { address: undefined })).id}/issue`, t),
      422,
      /nowhere/,
    ],
  ])('refuses %s', async (_, tried, status, detail) => {
    const answer = await tried('MGH');
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringMatching(detail)]);
  });

  it('issues none before the library has said who it is', async () => {
    const { id } = (await call('post', 'invoices', 'NOB', { debtor: 'ZZX', address: 'x', lines: two() })).body as InvoiceShape;
    const { status, body } = await call('post', `invoices/${id}/issue`, 'NOB');
    expect([status, body.remedy]).toEqual([422, 'Say it: PUT /api/payment/invoicing.']);
  });

  describe('numbers without a gap, in the database', () => {
    const tx = <T>(tenant: string, work: Parameters<Database['transaction']>[1]) =>
      service.get(Database).transaction({ tenant, actor: 'ada' }, work) as Promise<T>;
    const drafted = (tenant: string) =>
      Promise.all(
        Array.from({ length: 20 }, async () => {
          const id = newId();
          const said = { debtor: 'ZZX', address: 'x', currency: 'USD', lines: two() };
          await tx(tenant, async (open) => unwrap(await draftInvoice(open, id, said, 30)));
          return id;
        }),
      );

    it('are given one after another though twenty ask at once and some fail halfway', async () => {
      await call('put', 'invoicing', 'GAP', issuer('GAP'));
      const ids = await drafted('GAP');
      const done = await Promise.allSettled(
        ids.map((id, n) =>
          tx('GAP', async (open) => {
            unwrap(await issueInvoice(open, id));
            if (n % 3 === 0) throw new Error('killed');
          }),
        ),
      );
      expect(done.filter(({ status }) => status === 'rejected')).toHaveLength(7);
      expect(await numbers('GAP')).toEqual(
        Array.from({ length: 13 }, (_, n) => `GAP-${year()}-${String(n + 1).padStart(4, '0')}`),
      );
      // those that failed are drafts still, and get the next ones
      for (const [n, id] of ids.entries()) if (n % 3 === 0) await call('post', `invoices/${id}/issue`, 'GAP');
      expect((await numbers('GAP')).at(-1)).toBe(`GAP-${year()}-0020`);
    });

    /** As no code of ours would: without our lock, on a connection of its own; `dies` is one that is cut before it commits. */
    const take = async (tenant: string, nth: number | null, how: 'commits' | 'dies' | 'rolls back') => {
      const invoice = newId();
      const client = new pg.Client({ connectionString: database.url });
      // what ends it is told to whoever waits for its answer as well
      client.on('error', () => undefined);
      await client.connect();
      try {
        await client.query('begin; set local role svc_payment; set local search_path = payment');
        await client.query(`select set_config('app.tenant', $1, true)`, [tenant]);
        const { rows } = await client.query<{ number: string }>(
          `insert into invoice_number (tenant, year, nth, invoice_id, at) values ($1, 2024, $2, $3, now()) returning number`,
          [tenant, nth, invoice],
        );
        await client.query(
          `insert into invoice (id, tenant, version, state, status, kind, number, total, open, reminders, created_at, updated_at)
           values ($1, $2, 1, '{}', 'settled', 'credit-note', $3, 0, 0, 0, now(), now())`,
          [invoice, tenant, rows[0]!.number],
        );
        if (how === 'dies') await client.query('reset role; select pg_terminate_backend(pg_backend_pid())');
        if (how === 'rolls back') throw new Error('rolled back');
        await client.query('commit');
      } finally {
        await client.end();
      }
    };

    it('nor do killed connections leave one, whoever writes', async () => {
      const ways = ['commits', 'rolls back', 'dies', 'commits'] as const;
      const done = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => take('RAW', null, ways[n % 4]!)));
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
      expect(await numbers('RAW')).toEqual(Array.from({ length: 10 }, (_, n) => `RAW-2024-${String(n + 1).padStart(4, '0')}`));
    });

    it.each<[string, number, RegExp]>([
      ['one that leaves a gap', 3, /the next number of ODD in 2024 is 2, not 3/],
      ['one that was given', 1, /the next number of ODD in 2024 is 2, not 1/],
    ])('%s is refused', async (_, nth, fault) => {
      if (!(await numbers('ODD')).length) await take('ODD', 1, 'commits');
      await expect(take('ODD', nth, 'commits')).rejects.toThrow(fault);
    });

    it('one that no invoice bears is refused, and an invoice with a number of nobody’s', async () => {
      const lonely = database.asTenant('ODD', (client) =>
        client.query(`insert into invoice_number (tenant, year, invoice_id, at) values ('ODD', 2024, $1, now())`, [newId()]),
      );
      await expect(lonely).rejects.toThrow(/was taken and no invoice bears it/);
      const made = database.asTenant('ODD', (client) =>
        client.query(
          `insert into invoice (id, tenant, version, state, status, kind, number, total, open, reminders, created_at, updated_at)
           values ($1, 'ODD', 1, '{}', 'settled', 'invoice', 'ODD-2024-0007', 0, 0, 0, now(), now())`,
          [newId()],
        ),
      );
      await expect(made).rejects.toThrow(/is no number given to this invoice/);
    });

    it.each([
      `update invoice set debtor = 'YYX' where id = $1`,
      `update invoice set total = total + 1 where id = $1`,
      `update invoice set number = null where id = $1`,
      `update invoice set due_on = due_on + 1 where id = $1`,
      `update invoice set state = jsonb_set(state, '{document,lines,0,what}', '"Another"') where id = $1`,
    ])('what is issued stays: %s', async (sql) => {
      const { id } = await issue('FIX');
      await expect(database.asTenant('FIX', (client) => client.query(sql, [id]))).rejects.toThrow(/is issued and stays as it is/);
      await expect(database.owner.query(sql.replace('update invoice', 'update payment.invoice'), [id])).rejects.toThrow(
        /stays as it is/,
      );
    });

    it('begins anew with every year', async () => {
      const before = (await issue('NYR')).number;
      service.clock.advance(366 * DAY);
      expect([before, (await issue('NYR')).number]).toEqual([`NYR-${year() - 1}-0001`, `NYR-${year()}-0001`]);
    });
  });
});

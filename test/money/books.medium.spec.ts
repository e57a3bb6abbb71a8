import { randomUUID } from 'node:crypto';
import { CostIncurred, CostReversed, LentCharged, LentChargeTakenBack, PolicyPublished } from '#lib/contracts';
import { money, type Money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { messagesOf, testDatabase, testService, type Sent } from '#lib/testing';
import { books } from '../../apps/cli/src/books/books.ts';
import { booksCheck, type BooksCheck } from '../../apps/cli/src/books/books-check.ts';
import { chargesPublished } from '../../apps/payment/src/__fixtures__/charges.ts';
import { seedFunds } from '../../apps/payment/src/app/seed-funds.ts';
import { ledgerCheck } from '../../apps/payment/src/ledger-check.ts';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { reporting } from '../../apps/reporting/src/reporting.module.ts';

const usd = (minor: number): Money => money(minor, 'USD');

describe('what the services told, held against the ledger', () => {
  const database = testDatabase('payment', 'reporting', 'fulfillment');
  const service = testService(payment, { database });
  const heard = testService(reporting, { database });
  const to = { payment: messagesOf('payment'), reporting: messagesOf('reporting') };

  /** To both who listen, as a transport brings it: the same message. */
  const tell = async (...sent: Sent[]): Promise<void> => {
    const same = sent.map((one): Sent => ({ ...one, id: randomUUID() }));
    const heardOf: readonly Sent['message'][] = [CostIncurred, CostReversed, LentCharged, LentChargeTakenBack];
    const costs = same.filter(({ message }) => heardOf.includes(message));
    await to.payment.deliver(service.get(Database), same);
    await to.reporting.deliver(
      heard.get(Database),
      same.filter((one) => costs.includes(one) || one.message === PolicyPublished),
    );
    await to.payment.settle(service.get(Database), ['inbox', 'outbox']);
    await to.reporting.settle(heard.get(Database), ['inbox']);
  };
  const cost = (tenant: string, amount: Money, more: Partial<CostIncurred> = {}): Sent => {
    const requestId = randomUUID();
    const data: CostIncurred = { requestId, kind: 'borrow', what: 'loan', payee: 'ZZX', amount, settledBy: 'OCLC', ...more };
    return { message: CostIncurred, tenant, subject: randomUUID(), correlation: requestId, data };
  };
  const lent = (tenant: string, payee: string, minor: number): Sent =>
    cost(tenant, usd(minor), { payee, member: true, settledBy: 'consortium' });
  const back = ({ tenant, subject, data }: Sent): Sent => ({
    message: CostReversed,
    tenant,
    subject,
    data: { requestId: (data as CostIncurred).requestId, reason: 'Cancelled in time' },
  });
  const charged = (tenant: string, means: LentCharged['means'], amount: Money, more: Partial<LentCharged> = {}): Sent => {
    const data: LentCharged = {
      borrower: 'AAA',
      member: false,
      service: 'loan',
      means,
      amount,
      policy: { hash: 'f'.repeat(64), rules: [] },
      reasons: [],
      ...more,
    };
    return { message: LentCharged, tenant, subject: randomUUID(), data };
  };
  const notAsked = ({ tenant, subject }: Sent): Sent => ({
    message: LentChargeTakenBack,
    tenant,
    subject,
    data: { reason: 'It never arrived' },
  });
  const checked = async (): Promise<BooksCheck> => {
    const client = await database.owner.connect();
    try {
      return await booksCheck(client);
    } finally {
      client.release();
    }
  };
  /** As a superuser who passes over triggers and constraints, and mends it afterwards. */
  const behindTheBack = async (sql: string, values: unknown[], look: (faults: readonly string[]) => void): Promise<void> => {
    const client = await database.owner.connect();
    try {
      await client.query('set session_replication_role = replica');
      for (const table of ['entry', 'posting']) await client.query(`create temp table kept_${table} as table payment.${table}`);
      for (const one of sql.split(';')) await client.query(one, one.includes('$1') ? values : []);
      look((await checked()).faults);
      await client.query('delete from payment.posting; delete from payment.entry');
      for (const table of ['entry', 'posting']) await client.query(`insert into payment.${table} table kept_${table}`);
      await client.query('drop table kept_entry, kept_posting; reset session_replication_role');
    } finally {
      client.release();
    }
    expect((await checked()).faults).toEqual([]);
  };

  const [ifm, member, gone, early, bought, pounds] = [
    cost('LCC', usd(4000)),
    lent('LCC', 'TSU', 1500),
    lent('HFC', 'TSU', 900),
    lent('TSU', 'LCC', 700),
    cost('HFC', usd(2800), { kind: 'buy', what: 'print', payee: 'Prairie Books', settledBy: 'invoice' }),
    cost('TSU', money(1250, 'GBP'), { payee: 'UKL', settledBy: 'invoice' }),
  ];

  /** The shipped policy, but $11 whatever a lender names that EFTS settles with. */
  const flatByEfts = (text: string): string => text.replace('{ "means": "EFTS" }', '{ "means": "EFTS", "amount": 11 }');
  const [efts, flat, kept] = [
    cost('BLL', usd(1300), { payee: 'MED', settledBy: 'EFTS' }),
    cost('MGH', usd(1900), { payee: 'MED', settledBy: 'EFTS' }),
    cost('MGH', usd(800), { payee: 'NLM', settledBy: 'deposit' }),
  ];

  // one that a fund of its own carries, one in a currency of which there is no fund, and one that was given back
  const [fromDeposit, poundsKept, givenBack] = [usd(2400), money(1900, 'GBP'), usd(700)].map((amount) =>
    cost('BLL', amount, { kind: 'buy', what: 'copy', payee: 'get-it-now', settledBy: 'deposit' }),
  ) as [Sent, Sent, Sent];

  const [credited, byEfts, toBill, never] = [
    charged('BLL', 'IFM', usd(1750)),
    charged('BLL', 'EFTS', usd(1150)),
    charged('BLL', 'invoice', usd(2250)),
    charged('BLL', 'IFM', usd(650)),
  ];

  beforeAll(async () => {
    await seedFunds(service.get(Database), [{ library: 'BLL', code: 'ILL', allocated: usd(2000) }]);
    await tell(await chargesPublished());
    await tell(await chargesPublished(1, 'MGH', flatByEfts));
    await tell(ifm, member, gone, bought, pounds, cost('LCC', usd(100), { settledBy: 'vouchers' }));
    await tell(back(gone), back(early));
    await tell(early, ifm);
    await tell(fromDeposit, poundsKept, givenBack);
    await tell(back(givenBack));
    await tell(credited, byEfts, toBill, never, charged('BLL', 'vouchers', usd(0), { amount: undefined, halves: 2 }));
    await tell(notAsked(never), credited);
    await tell(efts, flat, kept, cost('MGH', usd(300), { payee: 'PAL', settledBy: 'reciprocity' }));
  });

  it('agrees: every balance, entry, cost and pair of members', async () => {
    const { faults, ...counted } = await checked();
    expect(faults).toEqual([]);
    expect(counted).toEqual({ balances: 29, entries: 29, costs: 14, underWay: 0 });
    expect((await ledgerCheck(database.owner)).faults).toEqual([]);
  });

  it('says which charge is missing', () =>
    behindTheBack(
      `delete from payment.posting p using payment.entry e where e.id = p.entry_id and e.cause = $1; delete from payment.entry where cause = $1`,
      [ifm.subject],
      (faults) => {
        expect(faults).toContain(`attempt ${ifm.subject} of LCC (ZZX) costs 4000 USD by what was told, 0 in expense:borrowing`);
        expect(faults).toContain('settlement:OCLC of LCC is 0 USD, -4026 by what was told');
        expect(faults.some((fault) => /entry \S+ of LCC was told of and is not in the ledger/.test(fault))).toBe(true);
      },
    ));

  it('says which charge has another price, although the entry adds up and both books agree', () =>
    behindTheBack(`update payment.posting set minor = minor + sign(minor) * 100 where abs(minor) = 1500`, [], (faults) => {
      expect(faults).toContain(
        `attempt ${member.subject} of LCC (TSU) costs 1500 USD by what was told, 1600 in expense:borrowing`,
      );
      expect(faults).toContain('TSU gets 1500 USD from LCC by what was told, its books say 1600');
      expect(faults.filter((fault) => /was told as .*1500.* and is in the ledger as .*1600/.test(fault))).toHaveLength(2);
    }));

  it('says which charge by EFTS has another price, and which stands with somebody else', async () => {
    await behindTheBack(`update payment.posting set minor = minor + sign(minor) where abs(minor) = 1300`, [], (faults) =>
      expect(faults).toContain(`attempt ${efts.subject} of BLL (MED) costs 1300 USD by what was told, 1301 in expense:borrowing`),
    );
    await behindTheBack(
      `update payment.posting p set account = 'payable:invoices' from payment.entry e where e.id = p.entry_id and e.cause = $1 and p.account = 'deposit:NLM'`,
      [kept.subject],
      (faults) =>
        expect(faults).toContain(`attempt ${kept.subject} of MGH (NLM) costs 800 USD by what was told, 0 in deposit:NLM`),
    );
  });

  it('says which purchase a deposit account paid otherwise than it costs, although the fund was charged rightly', async () => {
    const costs = (amount: string, held: string) => (faults: readonly string[]) =>
      expect(faults).toContain(
        `attempt ${(amount.endsWith('GBP') ? poundsKept : fromDeposit).subject} of BLL (get-it-now) costs ${amount} by what was told, ${held} in deposit:get-it-now`,
      );
    const ofDeposit = `from payment.entry e where e.id = p.entry_id and e.purpose = 'deposit' and e.cause = $1`;
    await behindTheBack(
      `update payment.posting p set minor = sign(p.minor) * 2300 ${ofDeposit}`,
      [fromDeposit.subject],
      costs('2400 USD', '2300'),
    );
    await behindTheBack(
      `delete from payment.posting p using payment.entry e where e.id = p.entry_id and e.purpose = 'deposit' and e.cause = $1`,
      [fromDeposit.subject],
      costs('2400 USD', '0'),
    );
    await behindTheBack(
      `update payment.posting p set account = 'payable:invoices' from payment.entry e where e.id = p.entry_id and p.account like 'deposit:%' and e.cause = $1`,
      [poundsKept.subject],
      costs('1900 GBP', '0'),
    );
  });

  it('knows from the published policy what is paid instead of what the lender named', () =>
    behindTheBack(`update payment.posting set minor = sign(minor) * 1900 where abs(minor) = 1100`, [], (faults) =>
      expect(faults).toContain(`attempt ${flat.subject} of MGH (MED) costs 1100 USD by what was told, 1900 in expense:borrowing`),
    ));

  it('says what was lent and is missing, has another price, or was taken back and still stands', async () => {
    await behindTheBack(
      `delete from payment.posting p using payment.entry e where e.id = p.entry_id and e.cause = $1; delete from payment.entry where cause = $1`,
      [credited.subject],
      (faults) =>
        expect(faults).toContain(`lent ${credited.subject} of BLL (AAA) brings 1750 USD by what was told, 0 in income:lending`),
    );
    await behindTheBack(`update payment.posting set minor = minor + sign(minor) where abs(minor) = 1150`, [], (faults) =>
      expect(faults).toContain(`lent ${byEfts.subject} of BLL (AAA) brings 1150 USD by what was told, 1151 in income:lending`),
    );
    await behindTheBack(
      `delete from payment.posting p using payment.entry e where e.id = p.entry_id and e.purpose = 'charge:reversal' and e.cause = $1;
       delete from payment.entry where cause = $1 and purpose = 'charge:reversal'`,
      [never.subject],
      (faults) =>
        expect(faults).toContain(
          `lent ${never.subject} of BLL (AAA, taken back) brings 0 USD by what was told, 650 in income:lending`,
        ),
    );
  });

  it('says what is to be billed and is missing, or at another price', async () => {
    const changed = async (sql: string): Promise<readonly string[]> => {
      await database.owner.query('create table payment.kept_lent as table payment.lent_charge');
      await database.owner.query(sql, [toBill.subject]);
      const { faults } = await checked();
      await database.owner.query('delete from payment.lent_charge');
      await database.owner.query('insert into payment.lent_charge table payment.kept_lent');
      await database.owner.query('drop table payment.kept_lent');
      return faults;
    };
    const said = `lent ${toBill.subject} of BLL (AAA) is to be billed 2250 USD by what was told, the books have`;
    expect(await changed('delete from payment.lent_charge where id = $1')).toEqual([`${said} nothing`]);
    expect(await changed('update payment.lent_charge set minor = 2200 where id = $1')).toEqual([`${said} 2200 (to-bill)`]);
    expect((await checked()).faults).toEqual([]);
  });

  it('says what was taken back and still stands, and what nobody told of', async () => {
    await behindTheBack(
      `delete from payment.posting p using payment.entry e where e.id = p.entry_id and e.purpose = 'charge:reversal' and e.cause = $1;
       delete from payment.entry where cause = $1 and purpose = 'charge:reversal'`,
      [gone.subject],
      (faults) =>
        expect(faults).toContain(
          `attempt ${gone.subject} of HFC (TSU, taken back) costs 0 USD by what was told, 900 in expense:borrowing`,
        ),
    );
    const id = randomUUID();
    await behindTheBack(
      `insert into payment.entry (id, tenant, cause, purpose, kind, description, settled_by, lines, at)
         values ($1::uuid, 'HFC', $1::uuid, 'charge', 'invoice', 'x', 'invoice', 2, now());
       insert into payment.posting values ($1::uuid, 0, 'HFC', 'expense:borrowing', 'USD', 5), ($1::uuid, 1, 'HFC', 'payable:invoices', 'USD', -5)`,
      [id],
      (faults) => {
        expect(faults).toContain('expense:borrowing of HFC is 5 USD, 0 by what was told');
        expect(faults.some((fault) => fault.startsWith(`entry ${id} of HFC is in the ledger and nobody was told of it`))).toBe(
          true,
        );
      },
    );
  });

  it('leaves out what is still on its way, and says so', async () => {
    const client = await database.owner.connect();
    try {
      await client.query('begin');
      // written by fulfillment, brought to nobody yet but reporting
      const late = { ...cost('LCC', usd(999)), id: randomUUID() };
      const envelope = JSON.stringify({ subject: late.subject });
      await client.query(
        `insert into reporting.heard (at, id, tenant, type, source, subject, sequence, correlation, data)
         values (now(), $1, 'LCC', 'fulfillment.cost-incurred.v1', 'fulfillment', $2, 1, $2, $3)`,
        [late.id, late.subject, JSON.stringify(late.data)],
      );
      await client.query('commit');
      expect((await checked()).faults).toHaveLength(1);
      await client.query(`alter table payment.inbox disable trigger all`);
      await client.query(
        `insert into payment.hold (key, pos, tenant, attempts, until, error) values ($1, 0, 'LCC', 1, 'infinity', 'x')`,
        [late.subject],
      );
      await client.query(
        `insert into payment.inbox (part, id, key, tenant, type, envelope) values (0, $1, $2, 'LCC', 'fulfillment.cost-incurred.v1', $3)`,
        [late.id, late.subject, envelope],
      );
      expect(await checked()).toMatchObject({ faults: [], underWay: 1 });
    } finally {
      client.release();
    }
  });

  it('is refused to a role that row-level security would hide the books from', async () => {
    await expect(booksCheck(database.service)).rejects.toThrow('row-level security hides');
  });

  it('is a command', async () => {
    const said: string[] = [];
    const streams = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line) };
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = database.url;
    try {
      expect(await books.run([], streams)).toBe(0);
      expect(said).toEqual([
        'The ledger holds 29 entries of 59 lines.',
        'Told were 29 entries and 14 costs; 29 balances compared.',
        '1 of what was told is still on its way and was left out: look again later.',
        'All agree.',
      ]);
    } finally {
      if (before === undefined) delete process.env['DATABASE_URL'];
      else process.env['DATABASE_URL'] = before;
    }
  });
});

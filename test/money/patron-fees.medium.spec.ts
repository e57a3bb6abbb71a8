import { randomUUID } from 'node:crypto';
import { AttemptOpened, Decided, FeeOwed, FeeTakenBack } from '#lib/contracts';
import { money, type Money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { messagesOf, testDatabase, testService, type Sent } from '#lib/testing';
import { booksCheck, type BooksCheck } from '../../apps/cli/src/books/books-check.ts';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { reporting } from '../../apps/reporting/src/reporting.module.ts';

const usd = (minor: number): Money => money(minor, 'USD');

describe('what patrons pay, as it was told, held against the ledger', () => {
  const database = testDatabase('payment', 'reporting', 'fulfillment');
  const service = testService(payment, { database });
  const heard = testService(reporting, { database });
  const to = { payment: messagesOf('payment'), reporting: messagesOf('reporting') };

  /** To both who listen, as a transport brings it: the same message. Payment hears of fees alone. */
  const tell = async (...sent: Sent[]): Promise<void> => {
    const same = sent.map((one): Sent => ({ ...one, id: randomUUID() }));
    await to.payment.deliver(
      service.get(Database),
      same.filter(({ message }) => message === FeeOwed || message === FeeTakenBack),
    );
    await to.reporting.deliver(heard.get(Database), same);
    await to.payment.settle(service.get(Database), ['inbox', 'outbox']);
    await to.reporting.settle(heard.get(Database), ['inbox']);
  };
  const checked = async (): Promise<BooksCheck> => {
    const client = await database.owner.connect();
    try {
      return await booksCheck(client);
    } finally {
      client.release();
    }
  };
  /** As a superuser who passes over triggers and constraints, and mends it afterwards. */
  const behindTheBack = async (sql: string, look: (faults: readonly string[]) => void): Promise<void> => {
    const client = await database.owner.connect();
    try {
      await client.query('set session_replication_role = replica');
      for (const table of ['entry', 'posting']) await client.query(`create temp table kept_${table} as table payment.${table}`);
      await client.query(sql);
      look((await checked()).faults);
      await client.query('delete from payment.posting; delete from payment.entry');
      for (const table of ['entry', 'posting']) await client.query(`insert into payment.${table} table kept_${table}`);
      await client.query('drop table kept_entry, kept_posting; reset session_replication_role');
    } finally {
      client.release();
    }
    expect((await checked()).faults).toEqual([]);
  };

  const owed = (minor: number): Sent => {
    const requestId = randomUUID();
    const data = { requestId, what: 'loan' as const, amount: usd(minor) };
    return { message: FeeOwed, tenant: 'HFC', subject: randomUUID(), correlation: requestId, data };
  };
  /** That a lender was asked for it, and up to what its patron had agreed to pay. */
  const agreed = ({ tenant, subject, data }: Sent, most: number): Sent[] => {
    const { requestId } = data as FeeOwed;
    const decisionId = randomUUID();
    const fee = { flat: usd(most), most: usd(most) };
    const lender = { partnerId: randomUUID(), symbol: 'ZZX', name: 'ZZX', member: false, settledBy: 'OCLC', fee, why: 'first' };
    const decided = {
      decisionId,
      attempt: 1,
      outcome: { route: 'borrow', lenders: [lender] },
      reason: 'Borrowed.',
      policy: { name: 'x', hash: 'f'.repeat(64) },
      also: [],
      patronRef: 'p_testpatron01',
      patronGroup: 'student',
      service: 'loan',
      citation: { kind: 'book', authors: [], issn: [], isbn: [] },
      wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
    };
    const opened = { requestId, decisionId, kind: 'borrow', supplier: 'ZZX', position: 1, of: 1 };
    return [
      { message: Decided, tenant, subject: requestId, correlation: requestId, data: decided },
      { message: AttemptOpened, tenant, subject, correlation: requestId, data: opened },
    ];
  };
  const [kept, gone] = [owed(300), owed(500)];
  beforeAll(async () => {
    const { requestId } = gone.data as FeeOwed;
    await tell(...agreed(kept, 300), kept, ...agreed(gone, 500), gone);
    await tell({ message: FeeTakenBack, tenant: 'HFC', subject: gone.subject, data: { requestId, reason: 'Never came' } });
  });

  it('agrees', async () => expect((await checked()).faults).toEqual([]));

  it('goes red where a fee is dropped, mispriced, or stands though it was taken back', async () => {
    const entries = `(select id from payment.entry where cause = '${kept.subject}')`;
    const drop = `delete from payment.posting where entry_id in ${entries}`;
    await behindTheBack(`${drop}; delete from payment.entry where cause = '${kept.subject}'`, (faults) =>
      expect(faults).toContain(
        `the fee of attempt ${kept.subject} of HFC is 300 USD, taken back 0 times, by what was told; 0, taken back 0 times, in receivable:patrons`,
      ),
    );
    const dearer = `update payment.posting set minor = minor + sign(minor)::int * 100 where entry_id in ${entries}`;
    await behindTheBack(dearer, (faults) =>
      expect(faults).toContain(
        `the fee of attempt ${kept.subject} of HFC is 300 USD, taken back 0 times, by what was told; 400, taken back 0 times, in receivable:patrons`,
      ),
    );
    const reversed = `(select id from payment.entry where cause = '${gone.subject}' and reverses is not null)`;
    await behindTheBack(
      `delete from payment.posting where entry_id in ${reversed}; delete from payment.entry where id in ${reversed}`,
      (faults) =>
        expect(faults).toContain(
          `the fee of attempt ${gone.subject} of HFC is 500 USD, taken back 1 times, by what was told; 500, taken back 0 times, in receivable:patrons`,
        ),
    );
  });

  it('goes red where more is owed than the patron had agreed to', async () => {
    const dear = owed(900);
    await tell(...agreed(dear, 300), dear);
    expect((await checked()).faults).toEqual([`the fee of attempt ${dear.subject} of HFC is 900 USD; the patron agreed to 300`]);
  });
});

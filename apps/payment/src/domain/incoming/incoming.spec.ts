import { money, unwrap } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { sums } from '../ledger/entry.ts';
import type { Awaited } from '../matching/match-line.ts';
import { checkTotal, keyOf, linesFrom, matchIncoming, takenEntry, type Incoming } from './incoming.ts';

const expects = (part: Partial<Awaited> = {}): Awaited => ({
  charge: 'c1',
  requestId: 'r1',
  payee: 'ZZX',
  number: 'A211',
  day: '2025-10-05T10:00:00.000Z',
  open: 1500,
  shown: 0,
  reversed: false,
  ...part,
});
const invoice = (lines: Partial<Incoming['lines'][number]>[], more: Partial<Incoming> = {}): Incoming => ({
  payee: 'ZZX',
  number: '17',
  date: '2025-10-20',
  currency: 'USD',
  lines: lines.map((line, n) => ({ line: n + 1, minor: 1500, ...line })),
  ...more,
});
const found = (lines: Partial<Incoming['lines'][number]>[], expected: Awaited[]) =>
  matchIncoming(invoice(lines), expected).map(({ verdict, charge }) => [verdict, charge]);

describe('an invoice that came', () => {
  it('is held line by line against what is expected, each charge met once', () => {
    expect(
      found(
        [{ reference: 'a-211' }, { reference: 'A211' }, { requestId: 'r2' }],
        [expects(), expects({ charge: 'c2', requestId: 'r2', number: 'B9' })],
      ),
    ).toEqual([
      ['confirmed', 'c1'],
      ['charged-twice', 'c1'],
      ['confirmed', 'c2'],
    ]);
    expect(found([{ requestId: 'r1', minor: 1600 }], [expects()])).toEqual([['amount-differs', 'c1']]);
    expect(found([{ reference: '999' }], [expects()])).toEqual([['never-expected', undefined]]);
    expect(found([{ minor: -1500, reference: 'A211' }], [expects({ open: -1500, shown: 1500, reversed: true })])).toEqual([
      ['refund', 'c1'],
    ]);
  });

  it('is likely for what its payee asks as much for, where no number says so', () => {
    expect(matchIncoming(invoice([{ what: 'Loan' }, { what: 'Loan' }]), [expects()])).toEqual([
      {
        verdict: 'likely',
        charge: 'c1',
        requestId: 'r1',
        why: '$15 of ZZX for “Loan” is what was expected, but no number says it is this request.',
      },
      { verdict: 'never-expected', why: '$15 of ZZX for “Loan”: nothing like it was expected.' },
    ]);
  });

  it('tells a charge from the fee of the same request by what is asked', () => {
    const fee = expects({ charge: 'c2', open: 200 });
    expect(found([{ requestId: 'r1', minor: 200 }, { requestId: 'r1' }], [expects(), fee])).toEqual([
      ['confirmed', 'c2'],
      ['confirmed', 'c1'],
    ]);
  });

  it('has a line missing where they do not add up', () => {
    expect(checkTotal(invoice([{}, {}], { total: 3000 })).ok).toBe(true);
    expect(checkTotal(invoice([{}], { total: 1600 }))).toMatchObject({
      error: { field: 'total', message: 'The invoice says $16, its lines add up to $15.' },
    });
  });

  it('is known again however it is written', () => {
    expect(keyOf({ payee: ' zzx', number: 'in 17' })).toBe(keyOf({ payee: 'ZZX', number: 'IN17' }));
  });

  it('is read from a table, its columns in any order', () => {
    const rows = [
      ['Invoice of ZZX'],
      ['Description', 'Amount', 'Your number'],
      ['A loan', '1,015.00', 'r-1'],
      [''],
      ['Postage', '(3.50)', ''],
    ];
    expect(
      unwrap(
        linesFrom(
          rows.map((cells, n) => ({ line: n + 1, cells })),
          'USD',
        ),
      ),
    ).toEqual([
      { line: 3, minor: 101_500, reference: 'r-1', what: 'A loan' },
      { line: 5, minor: -350, what: 'Postage' },
    ]);
  });

  it.each<[string, string[][], string]>([
    ['no headings', [['A loan', '15.00']], 'No line names a column “amount”.'],
    ['no lines', [['amount']], 'It has no lines below its headings.'],
    ['an amount parted by its comma', [['amount'], ['12', '50']], 'Line 2: It has more cells than there are headings.'],
    ['another currency', [['amount'], ['EUR 5.00']], 'Line 2: “EUR 5.00” is no amount in USD.'],
  ])('refuses a table with %s', (_, rows, message) => {
    expect(
      linesFrom(
        rows.map((cells, n) => ({ line: n + 1, cells })),
        'USD',
      ),
    ).toMatchObject({ error: { message } });
  });

  it('posts what was expected, and the difference as an expense; always balanced', () => {
    const to = { id: 'e', line: 1, payee: 'ZZX', number: '17', expense: chart.borrowing, covered: 0 };
    const lines = (entry: ReturnType<typeof takenEntry>) =>
      entry?.lines.map(({ account, amount }) => [account.code, amount.minor]);
    expect(lines(takenEntry('confirm', { ...to, amount: money(1500, 'USD'), cleared: 1500 }))).toEqual([
      ['payable:invoices', 1500],
      ['payable:ZZX', -1500],
    ]);
    const dearer = takenEntry('accept', { ...to, amount: money(1600, 'USD'), cleared: 1500 });
    expect(lines(dearer)).toEqual([
      ['payable:invoices', 1500],
      ['expense:borrowing', 100],
      ['payable:ZZX', -1600],
    ]);
    expect([...sums(dearer!.lines).values()]).toEqual([0]);
  });

  it('posts of what a fund had paid the difference alone', () => {
    const to = { id: 'e', line: 1, payee: 'get-it-now', number: '17', expense: chart.purchases, cleared: 2400, covered: 2400 };
    expect(takenEntry('confirm', { ...to, amount: money(2400, 'USD') })).toBeUndefined();
    const [dearer, cheaper] = [2700, 2000].map((minor) => takenEntry('accept', { ...to, amount: money(minor, 'USD') })!);
    const lines = (entry: ReturnType<typeof takenEntry>) =>
      entry!.lines.map(({ account, amount }) => [account.code, amount.minor]);
    expect(lines(dearer)).toEqual([
      ['expense:purchases', 300],
      ['payable:get-it-now', -300],
    ]);
    expect(lines(cheaper)).toEqual([
      ['expense:purchases', -400],
      ['payable:get-it-now', 400],
    ]);
  });
});

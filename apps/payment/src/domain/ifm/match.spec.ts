import { money } from '#lib/kernel';
import { sums } from '../ledger/entry.ts';
import { takenAs, type Taken } from './report-entries.ts';
import { lineKey, matchReport, type Expected } from './match.ts';
import type { ReportLine, Side } from './report.ts';

const usd = (minor: number) => money(minor, 'USD');
const line = (part: Partial<ReportLine> = {}): ReportLine => ({
  line: 2,
  kind: 'charge',
  number: '211',
  symbol: 'ZZX',
  day: '2025-10-06',
  amount: usd(4000),
  ...part,
});
const expects = (part: Partial<Expected> = {}): Expected => ({
  charge: 'c1',
  requestId: 'r1',
  payee: 'ZZX',
  number: '211',
  day: '2025-10-05T10:00:00.000Z',
  open: 4000,
  shown: 0,
  feeOpen: 26,
  feeShown: 0,
  reversed: false,
  ...part,
});
const verdicts = (lines: ReportLine[], expected: Expected[], earlier: string[] = []): string[] =>
  matchReport({ by: 'OCLC', side: 'borrower', lines }, expected, earlier).map(({ verdict }) => verdict);

describe('a line of OCLC’s report', () => {
  it('is as expected by its number, its fee apart', () => {
    expect(verdicts([line(), line({ kind: 'fee', amount: usd(26), symbol: undefined })], [expects()])).toEqual([
      'confirmed',
      'confirmed',
    ]);
  });

  it.each<[string, Partial<ReportLine>, Partial<Expected>, string, string]>([
    ['dearer', { amount: usd(4500) }, {}, 'amount-differs', 'OCLC says $45; $40 was expected.'],
    ['cheaper', { amount: usd(3500) }, {}, 'amount-differs', 'OCLC says $35; $40 was expected.'],
    ['a fee that is another', { kind: 'fee', amount: usd(30) }, {}, 'amount-differs', 'OCLC says $0.30; $0.26 was expected.'],
    [
      'after it was taken back',
      {},
      { open: 0, reversed: true },
      'after-reversal',
      'OCLC charges $40 for what had been taken back.',
    ],
    [
      'once more in a later month',
      {},
      { open: 0, shown: 4000 },
      'charged-twice',
      'OCLC charges $40 once more: $40 was charged before.',
    ],
    [
      'given back though nothing was asked',
      { amount: usd(-4000) },
      { open: 0, shown: 4000 },
      'amount-differs',
      'OCLC says $-40; nothing was expected.',
    ],
    ['of nobody known', { number: '999', symbol: 'QQQ' }, {}, 'never-expected', '$40 by QQQ: nothing like it was expected.'],
  ])('differs: %s', (_, part, expected, verdict, why) => {
    const [found] = matchReport({ by: 'OCLC', side: 'borrower', lines: [line(part)] }, [expects(expected)]);
    expect(found!.verdict).toBe(verdict);
    expect(found!.why?.replace('-$40', '$-40')).toBe(why);
  });

  it('is charged twice in one report', () => {
    expect(verdicts([line(), line({ line: 3 })], [expects()])).toEqual(['confirmed', 'charged-twice']);
  });

  it('is the refund that was expected', () => {
    const back = line({ amount: usd(-4000) });
    expect(verdicts([back], [expects({ open: -4000, shown: 4000, reversed: true })])).toEqual(['refund']);
  });

  it('is likely where library, amount and time fit, and taken once', () => {
    const unnamed = [
      expects({ number: undefined }),
      expects({ charge: 'c2', number: undefined, day: '2025-10-20T00:00:00.000Z' }),
    ];
    const found = matchReport(
      { by: 'OCLC', side: 'borrower', lines: [line(), line({ line: 3, number: '212' }), line({ line: 4, number: '213' })] },
      unnamed,
    );
    expect(found.map(({ verdict, charge }) => [verdict, charge])).toEqual([
      ['likely', 'c1'],
      ['likely', 'c2'],
      ['never-expected', undefined],
    ]);
    expect(found[0]!.why).toBe(
      '$40 by ZZX is what was expected, but no number says it is this request. 1 more would fit as well.',
    );
  });

  it.each<[string, Partial<ReportLine>, Partial<Expected>]>([
    ['another number', {}, { number: '212' }],
    ['another amount', { amount: usd(3999) }, { number: undefined }],
    ['another library', { symbol: 'ZZY' }, { number: undefined }],
    ['32 days apart', { day: '2025-11-06' }, { number: undefined }],
  ])('is never taken for what has %s', (_, part, expected) => {
    expect(verdicts([line(part)], [expects(expected)])).toEqual(['never-expected']);
  });

  it('is known where it stood in an earlier export, as often as it stood there', () => {
    expect(verdicts([line(), line({ line: 3 })], [expects({ open: 0, shown: 4000 })], [lineKey(line())])).toEqual([
      'known',
      'charged-twice',
    ]);
  });

  it('of what was lent is as expected, differs, or is taken as OCLC says it where nobody expected it', () => {
    const lender = (part: Partial<ReportLine>, one?: Partial<Expected>) =>
      matchReport({ by: 'OCLC', side: 'lender', lines: [line(part)] }, one ? [expects(one)] : [])[0];
    expect(lender({}, {})).toMatchObject({ verdict: 'confirmed', charge: 'c1' });
    expect(lender({ amount: usd(3900) }, {})).toMatchObject({ verdict: 'amount-differs' });
    expect(lender({ number: '5' }, { number: undefined })).toMatchObject({ verdict: 'likely' });
    expect(lender({ number: '5' }, {})).toEqual({ line: line({ number: '5' }), verdict: 'credit' });
    // a fee of the lender's is nobody's to take for granted
    expect(lender({ kind: 'fee', amount: usd(72), number: undefined, symbol: undefined })).toMatchObject({
      verdict: 'never-expected',
      why: 'OCLC’s own fee of $0.72: nothing like it was expected.',
    });
  });
});

describe('its entry', () => {
  const posted = (
    how: Taken,
    amount: number,
    open: number,
    kind: 'charge' | 'fee' = 'charge',
    side: Side = how === 'credit' ? 'lender' : 'borrower',
  ) => {
    const { entry, cleared } = takenAs(how, { by: 'OCLC', side, line: 2, kind, amount: usd(amount), open, symbol: 'ZZX' }, 'e1');
    expect([...sums(entry.lines).values()]).toEqual([0]);
    return [cleared, Object.fromEntries(entry.lines.map((one) => [one.account.code, one.amount.minor]))];
  };

  it.each<[Taken, number, number, number, Record<string, number>]>([
    ['confirm', 4000, 4000, 4000, { 'settlement:OCLC': 4000, 'payable:OCLC': -4000 }],
    ['confirm', -4000, -4000, -4000, { 'settlement:OCLC': -4000, 'payable:OCLC': 4000 }],
    ['accept', 4500, 4000, 4000, { 'settlement:OCLC': 4000, 'expense:borrowing': 500, 'payable:OCLC': -4500 }],
    ['accept', 3500, 4000, 4000, { 'settlement:OCLC': 4000, 'expense:borrowing': -500, 'payable:OCLC': -3500 }],
    ['accept', 700, 0, 0, { 'expense:borrowing': 700, 'payable:OCLC': -700 }],
    // five dollars too many stand as expected back
    ['contest', 4500, 4000, 4500, { 'settlement:OCLC': 4500, 'payable:OCLC': -4500 }],
    ['credit', 1500, 0, 0, { 'payable:OCLC': 1500, 'income:lending': -1500 }],
  ])('%s: %d of %d', (how, amount, open, cleared, lines) => {
    expect(posted(how, amount, open)).toEqual([cleared, lines]);
  });

  it.each<[Taken, number, number, number, Record<string, number>]>([
    ['confirm', 1500, 1500, 1500, { 'payable:OCLC': 1500, 'settlement:OCLC': -1500 }],
    ['accept', 1200, 1500, 1500, { 'payable:OCLC': 1200, 'income:lending': 300, 'settlement:OCLC': -1500 }],
    // $3 too few are to come yet
    ['contest', 1200, 1500, 1200, { 'payable:OCLC': 1200, 'settlement:OCLC': -1200 }],
    ['confirm', -1500, -1500, -1500, { 'payable:OCLC': -1500, 'settlement:OCLC': 1500 }],
  ])('lent, %s: %d of %d', (how, amount, open, cleared, lines) => {
    expect(posted(how, amount, open, 'charge', 'lender')).toEqual([cleared, lines]);
  });
  it('of EFTS is taken from, or put to, the account kept there', () => {
    const eft = (side: Side, kind: 'charge' | 'fee', how: Taken, amount: number, open: number) =>
      Object.fromEntries(
        takenAs(how, { by: 'EFTS', side, line: 2, kind, amount: usd(amount), open }, 'e1').entry.lines.map((one) => [
          one.account.code,
          one.amount.minor,
        ]),
      );
    expect(eft('borrower', 'charge', 'confirm', 1100, 1100)).toEqual({ 'settlement:EFTS': 1100, 'deposit:EFTS': -1100 });
    expect(eft('lender', 'charge', 'credit', 1200, 0)).toEqual({ 'deposit:EFTS': 1200, 'income:lending': -1200 });
    expect(eft('lender', 'fee', 'accept', 72, 0)).toEqual({ 'expense:fees': 72, 'deposit:EFTS': -72 });
  });

  it('keeps OCLC’s own fee apart', () => {
    expect(posted('accept', 30, 26, 'fee')).toEqual([26, { 'settlement:OCLC': 26, 'expense:ifm-fees': 4, 'payable:OCLC': -30 }]);
  });
});

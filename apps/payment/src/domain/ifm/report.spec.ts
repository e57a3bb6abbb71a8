import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { money } from '#lib/kernel';
import { projectRoot } from '#lib/service';
import { amountIn, dayIn, numberIn } from '../matching/cells.ts';
import type { Row } from '../matching/columns.ts';
import { reportOf, type Told } from './report.ts';

const rows = (text: string): Row[] => text.split('\n').map((line, at) => ({ cells: line.split('|'), line: at + 1 }));
const read = (text: string, told?: Told) => reportOf('OCLC', rows(text), told);
const fault = (text: string, told?: Told) => {
  const done = read(text, told);
  if (done.ok) throw new Error('it was read');
  return [done.error.message, done.error.remedy];
};

describe('amounts of a report', () => {
  it.each([
    ['40.00', 4000],
    ['$1,234.50', 123_450],
    ['1.234,50', 123_450],
    ['12,5', 1250],
    ['1,234', 123_400],
    ['1,234,567.00', 123_456_700],
    ['(12.00)', -1200],
    ['-$12', -1200],
    ['12.00-', -1200],
    ['USD 0.26', 26],
    ['0.00', 0],
  ])('%s', (cell, minor) => {
    expect(amountIn(cell, 'USD')).toEqual(money(minor, 'USD'));
  });
  it.each(['', 'n/a', '(12.00', '1,23,456.00', '1234,567.00', '1.234.50', '1,234,50', 'EUR 5', '€5', '12.345,678'])(
    '%s is none in dollars',
    (cell) => {
      expect(amountIn(cell, 'USD')).toBeUndefined();
    },
  );
  it('says its currency itself', () => {
    expect(amountIn('€5,00', 'EUR')).toEqual(money(500, 'EUR'));
  });
});

it('reads days with the month first, as OCLC writes them, and refuses what is none', () => {
  expect(['2025-10-06', '20251006', '10/6/2025', '06.10.2025', '2025-10-06T09:00'].map(dayIn)).toEqual(
    Array(5).fill('2025-10-06'),
  );
  expect(['13/06/2025', '2025-02-30', 'soon', ''].map(dayIn)).toEqual(Array(4).fill(undefined));
  expect(['OCLC-123456789', ' 123456789 ', 'ILL# 123456789'].map(numberIn)).toEqual(Array(3).fill('123456789'));
});

describe('a report', () => {
  const BORROWER = `ILL Fee Management Program Borrower Report
Symbol|Requests|IFM Charge
ZZX|2|$52.00
Total|2|$52.00

Lender Symbol|ILL Request Number|Date Shipped|IFM Charge|Description
ZZX|||
ZZX|211000001|10/06/2025|$40.00|
ZZX|211000002|10/20/2025|$12.00|
Total for ZZX|||$52.00|
|211000001||0.26|Transaction charge
|211000009|10/21/2025|0.00|free
Grand total|||$52.26|`;

  it('is read past its summary, its names of institutions and its totals', () => {
    expect(read(BORROWER)).toEqual({
      ok: true,
      value: {
        by: 'OCLC',
        side: 'borrower',
        month: '2025-10',
        currency: 'USD',
        lines: [
          { line: 8, kind: 'charge', number: '211000001', symbol: 'ZZX', day: '2025-10-06', amount: money(4000, 'USD') },
          { line: 9, kind: 'charge', number: '211000002', symbol: 'ZZX', day: '2025-10-20', amount: money(1200, 'USD') },
          { line: 11, kind: 'fee', number: '211000001', amount: money(26, 'USD') },
        ],
      },
    });
  });

  it('has its columns in any order, and each institution’s under a header of its own', () => {
    const told = { side: 'lender' } as const;
    const found = read(
      'Amount|Request ID|Date|Institution\n5.00|7|2025-10-01|AAA\nDate|Amount|Request ID|Institution\n2025-10-02|6.00|8|BBB',
      told,
    );
    expect(found.ok && found.value.lines.map(({ symbol, amount }) => [symbol, amount.minor])).toEqual([
      ['AAA', 500],
      ['BBB', 600],
    ]);
  });

  it('says by its columns whose it is', () => {
    expect(read('Borrower|Request ID|Date|Credit\nAAA|7|2025-10-01|5.00')).toMatchObject({ value: { side: 'lender' } });
    expect(read('Supplier|Request ID|Date|Debit\nAAA|7|2025-10-01|5.00')).toMatchObject({ value: { side: 'borrower' } });
  });

  it('is taken in another currency where it says so', () => {
    expect(read('Lender|Request ID|Date|Amount|Currency\nAAA|7|2025-10-01|5.00|CAD')).toMatchObject({
      value: { currency: 'CAD', lines: [{ amount: money(500, 'CAD') }] },
    });
  });

  const HEAD = 'Lender|Request ID|Date|Amount|Currency\n';
  it.each<[string, string, Told | undefined, string, string]>([
    ['names no columns', 'AAA|7|5.00', undefined, 'There is no line that names the columns.', 'It needs a request number'],
    ['has no transactions', HEAD, undefined, 'It has no transactions.', 'there is nothing to bring'],
    [
      'has no amount',
      `${HEAD}AAA|7|2025-10-01|five|`,
      undefined,
      'Line 2, column amount: "five" is no amount in USD.',
      'Amounts look like',
    ],
    [
      'has no number',
      `${HEAD}AAA||2025-10-01|5.00|`,
      undefined,
      'Line 2, column request number: It has an amount',
      'all requests shown',
    ],
    [
      'has no such day',
      `${HEAD}AAA|7|31/31/2025|5.00|`,
      undefined,
      'Line 2, column date: "31/31/2025" is no day.',
      'Days look like',
    ],
    [
      'mixes currencies',
      `${HEAD}AAA|7|2025-10-01|5.00|USD\nAAA|8|2025-10-01|5.00|CAD`,
      undefined,
      'Line 3, column currency: CAD after USD.',
      'a file for each',
    ],
    [
      'is cut',
      `${HEAD}AAA|7|2025-10-01|5.00|\nGrand total|||9.00|`,
      undefined,
      'Line 3, column amount: The grand total is $9',
      'Part of the report is missing',
    ],
    [
      'is the other’s',
      `${HEAD}AAA|7|2025-10-01|5.00|`,
      { side: 'lender' },
      'By its text this is the borrower’s report',
      'Bring it as the borrower’s',
    ],
    [
      'is nobody’s',
      'Institution|Request ID|Date|Amount\nAAA|7|2025-10-01|5.00',
      undefined,
      'Nothing says whether',
      'side=borrower',
    ],
    ['has no month', `${HEAD}AAA|7||5.00|`, undefined, 'No line has a date.', 'month=2025-10'],
    [
      'is of later than it says',
      `${HEAD}AAA|7|2025-11-01|5.00|`,
      { month: '2025-10' },
      'Line 2, column date: 2025-11-01 is after 2025-10.',
      'Say which month',
    ],
    [
      'is in a currency it does not name',
      `Local Currency Borrower Report\n${HEAD}AAA|7|2025-10-01|5.00|`,
      undefined,
      'It is in a local currency',
      'currency=CAD',
    ],
  ])('is refused where it %s', (_, text, told, says, remedy) => {
    const [given, todo] = fault(text, told);
    expect(given).toContain(says);
    expect(todo).toContain(remedy);
  });

  it.each([
    ['side', 'Institution|Request ID|Date|Amount\nAAA|7|2025-10-01|5.00'],
    ['month', `${HEAD}AAA|7||5.00|`],
    ['currency', `Local Currency Borrower Report\n${HEAD}AAA|7|2025-10-01|5.00|`],
  ])('names as its field what a person has to say of it: %s', (field, text) => {
    const done = read(text);
    expect(done.ok ? undefined : done.error.field).toBe(field);
  });
});

describe('a report of EFTS', () => {
  const sample = (name: string): Row[] =>
    readFileSync(join(projectRoot(), 'apps/payment/test-data', name), 'utf8')
      .trim()
      .split('\n')
      .map((line, at) => ({ cells: line.split(','), line: at + 1 }));

  it('is read as the samples have it: by LIBID and DOCLINE number, lending and borrowing apart', () => {
    expect(reportOf('EFTS', sample('efts-borrowing.csv'))).toEqual({
      ok: true,
      value: {
        by: 'EFTS',
        side: 'borrower',
        month: '2025-10',
        currency: 'USD',
        lines: [
          { line: 3, kind: 'charge', number: '41000001', symbol: 'ILUZZZ', day: '2025-10-06', amount: money(1100, 'USD') },
          { line: 4, kind: 'charge', number: '41000002', symbol: 'ILUZZY', day: '2025-10-20', amount: money(1500, 'USD') },
        ],
      },
    });
    expect(reportOf('EFTS', sample('efts-lending.csv'))).toMatchObject({
      value: {
        side: 'lender',
        lines: [
          { symbol: 'MOUAAA', amount: money(1200, 'USD') },
          { kind: 'fee', amount: money(72, 'USD'), day: '2025-10-31' },
        ],
      },
    });
  });

  it('is refused where part of it is missing, with how to get all of it', () => {
    const short = sample('efts-borrowing.csv').filter(({ line }) => line !== 4);
    expect(reportOf('EFTS', short)).toMatchObject({
      ok: false,
      error: {
        message: 'Line 5, column amount: The grand total is $26, the lines above add up to $11.',
        remedy:
          'Part of the report is missing: export all transactions of the month, those of lending and those of borrowing each as a CSV file.',
      },
    });
  });
});

import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import type { Source } from '#lib/service';
import type { Sheet } from '#lib/workbook';
import type { Report } from '../reports/report.ts';
import { writeWorkbook, type Details } from './write-workbook.ts';

interface Row {
  readonly text: string | null;
  readonly minor: number | null;
  readonly currency: string | null;
  readonly at: Date | null;
}

const sheet: Sheet<Row> = {
  name: 'Costs & more',
  oneRowFor: 'cost',
  countsBy: 'event date',
  count: 'count',
  rows: 'rows',
  balances: 'balances',
  columns: [
    { header: 'What', kind: 'text', width: 20, value: (row) => row.text, counted: true },
    { header: 'When', kind: 'moment', width: 17, value: (row) => row.at },
    { header: 'Days', kind: 'number', width: 8, value: () => 1.5, total: true },
    {
      header: 'Amount',
      kind: 'money',
      width: 10,
      total: true,
      value: (row) => (row.minor === null || row.currency === null ? null : { minor: row.minor, currency: row.currency }),
    },
    { header: 'Currency', kind: 'text', width: 9, value: (row) => row.currency, currency: true },
  ],
};
const report: Report = { name: 'costs', title: 'Costs', description: 'What things cost', sheets: [sheet] };
const details: Details = {
  library: { symbol: 'LCC', name: 'Limestone Community College' },
  from: '2025-01-01',
  to: '2025-10-06',
  timeZone: 'America/Chicago',
  madeAt: new Date('2025-10-06T09:12:00Z'),
};

const sourceOf = (rows: readonly Row[], batch = 500): Source => ({
  all: <T extends object>(sql: string) => {
    const sums = new Map<string, number>();
    for (const { minor, currency } of rows) if (currency) sums.set(currency, (sums.get(currency) ?? 0) + (minor ?? 0));
    const answer =
      sql === 'count' ? [{ rows: rows.length }] : [...sums].map(([currency, minor]) => ({ currency, minor: String(minor) }));
    return Promise.resolve(answer as unknown as T[]);
  },
  async *batches<T extends object>() {
    for (let at = 0; at < rows.length; at += batch) yield (await Promise.resolve(rows.slice(at, at + batch))) as unknown as T[];
  },
});

async function written(rows: readonly Row[], of: Details = details): Promise<ExcelJS.Workbook> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writeWorkbook(report, of, sourceOf(rows), sink);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.concat(chunks) as unknown as ArrayBuffer);
  return book;
}

const row = (given: Partial<Row> = {}): Row => ({ text: 'a', minor: null, currency: null, at: null, ...given });

describe('a workbook', () => {
  it('of a practice copy says so: in its title, in words, and above each page that is printed', async () => {
    const book = await written([row()], { ...details, library: { symbol: 'LCC-P1', name: 'Limestone' } });
    const about = book.getWorksheet('About')!;
    expect(about.getCell('A1').value).toBe('PRACTICE · Costs · Limestone');
    expect(about.getCell('B3').value).toBe('Nothing of this happened: it was practised in a copy of LCC');
    for (const { headerFooter } of book.worksheets) expect(headerFooter.oddHeader).toBe('&C&BPRACTICE');
    const real = await written([row()]);
    expect(real.worksheets.map(({ headerFooter }) => headerFooter?.oddHeader)).toEqual([undefined, undefined]);
    expect(real.getWorksheet('About')!.getCell('A1').value).toBe('Costs · Limestone Community College');
  });
  it('holds typed dates and money, totals by currency with formula and value, a filter over the rows only', async () => {
    const book = await written([
      row({ at: new Date('2025-10-06T09:00:00Z'), minor: 4000, currency: 'USD' }),
      row({ minor: 26, currency: 'USD' }),
      row({ minor: 800, currency: 'EUR' }),
      row({ minor: 500, currency: 'JPY' }),
      row(),
    ]);
    const costs = book.getWorksheet('Costs & more')!;
    expect(costs.getCell('B2').value).toEqual(new Date('2025-10-06T09:00:00Z'));
    expect(costs.getCell('B2').numFmt).toBe('yyyy-mm-dd hh:mm');
    expect(costs.getCell('D2').value).toBe(40);
    expect(costs.getCell('D2').numFmt).toBe('#,##0.00;[Red]-#,##0.00');
    expect(costs.getCell('D5').value).toBe(500);
    expect(costs.getCell('D5').numFmt).toBe('#,##0;[Red]-#,##0');
    expect(costs.getCell('D6').value).toBeNull();
    expect(costs.getCell('A8').value).toBe('Total EUR');
    expect(costs.getCell('D8').value).toEqual({ formula: 'ROUND(SUMIFS(D$2:D$6,E$2:E$6,"EUR"),3)', result: 8 });
    expect(costs.getCell('D9').value).toMatchObject({ result: 500 });
    expect(costs.getCell('D10').value).toMatchObject({ result: 40.26 });
    expect(costs.getCell('C8').value).toEqual({ formula: 'SUM(C$2:C$6)', result: 7.5 });
    expect(costs.autoFilter).toBe('A1:E6');
    expect(costs.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(costs.getCell('A1').font.bold).toBe(true);
    expect(costs.getColumn(1).width).toBe(20);
  });

  it('says of whom, when and by which date it counts, and follows the other sheets', async () => {
    const book = await written([row({ minor: 100, currency: 'USD' }), row({ minor: -99, currency: 'USD' })]);
    const about = book.getWorksheet('About')!;
    const lines = (about.getSheetValues() as (unknown[] | undefined)[]).map((line) => line?.slice(1));
    expect(lines).toContainEqual(['Library', 'Limestone Community College (LCC)']);
    expect(lines).toContainEqual(['From', new Date('2025-01-01T00:00:00Z')]);
    expect(lines).toContainEqual(['Up to and including', new Date('2025-10-06T00:00:00Z')]);
    expect(lines).toContainEqual([
      'Costs & more',
      'cost',
      'event date',
      2,
      { formula: "COUNTA('Costs & more'!$A$2:$A$3)", result: 2 },
    ]);
    const check = lines.find((line) => line?.[0] === 'Costs & more adds up');
    expect(check?.[3]).toMatchObject({ result: 0.01 });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://example.org","x")'])(
    'keeps %j as the text it is, even after an edit',
    async (dangerous) => {
      const cell = (await written([row({ text: dangerous })])).getWorksheet('Costs & more')!.getCell('A2');
      expect(cell.type).toBe(ExcelJS.ValueType.String);
      expect(cell.numFmt).toBe('@');
    },
  );

  it('leaves out what XML cannot hold, and cuts what a cell cannot', async () => {
    const costs = (await written([row({ text: 'a\u0000b\ud800c 😀 <&>' }), row({ text: 'x'.repeat(40_000) })])).getWorksheet(
      'Costs & more',
    )!;
    expect(costs.getCell('A2').value).toBe('a\ufffdb\ufffdc 😀 <&>');
    expect(costs.getCell('A3').text).toHaveLength(32_767);
  });

  it('says so when there is nothing', async () => {
    const costs = (await written([])).getWorksheet('Costs & more')!;
    expect(costs.getCell('A2').value).toBe('Nothing in this period');
  });

  it('waits for a slow reader instead of filling the memory', async () => {
    // text that does not compress, so that the zip cannot swallow it: far more of it than all buffers on the way hold
    const noise = Array.from({ length: 40_000 }, (_, at) =>
      row({ text: [0, 1, 2, 3].map((part) => createHash('sha512').update(`${at} ${part}`).digest('base64')).join('') }),
    );
    let taken = 0;
    const counter = { asked: 0 };
    let open = false;
    const waiting: (() => void)[] = [];
    const stuck = new Writable({
      highWaterMark: 1024,
      write(_chunk: Buffer, _, done) {
        taken += 1;
        if (open) done();
        else waiting.push(done);
      },
    });
    const source = sourceOf(noise, 500);
    const counting: Source = {
      ...source,
      async *batches<T extends object>() {
        for await (const batch of source.batches<T>('rows', [])) {
          counter.asked += batch.length;
          yield batch;
        }
      },
    };
    const writing = writeWorkbook(report, details, counting, stuck);
    for (let before = -1; counter.asked === 0 || counter.asked !== before;) {
      before = counter.asked;
      for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(counter.asked).toBeLessThan(noise.length / 2);
    open = true;
    waiting.forEach((done) => done());
    await writing;
    expect(counter.asked).toBe(noise.length);
    expect(taken).toBeGreaterThan(10);
  });

  it('stops when the reader goes away', async () => {
    const endless: Source = {
      ...sourceOf([row()]),
      async *batches<T extends object>() {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield [row()] as unknown as T[];
        }
      },
    };
    const reader = new Writable({ write: (_chunk, _, done) => done() });
    const writing = writeWorkbook(report, details, endless, reader);
    setImmediate(() => reader.destroy());
    await expect(writing).rejects.toThrow('the reader went away');
  });
});

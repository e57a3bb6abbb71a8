// A month of more lines than are shown at once: figures are the database's, lines come in pages and as a stream, and all say the same.
import ExcelJS from 'exceljs';
import request from 'supertest';
import { money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { postEntries } from './app/post-entries.ts';
import { chart } from './domain/ledger/accounts.ts';
import { credit, debit, entry, reversal, type Entry, type EntryKind } from './domain/ledger/entry.ts';
import type { Section } from './domain/settling/statement.ts';
import type { StatementShape } from './http/settling-shapes.ts';
import { payment } from './payment.module.ts';

const LINES = 1234;
const KINDS: readonly (readonly [EntryKind, Section])[] = [
  ['consortium-charge', 'borrowing'],
  ['lending-credit', 'lending'],
  ['fee', 'fees'],
  ['postage', 'fees'],
  ['netting', 'payments'],
  ['manual', 'corrections'],
];

describe('a month of many lines', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  let month = '';
  const expected = { borrowing: 0, lending: 0, fees: 0, corrections: 0, payments: 0 };
  const get = async (path: string) => {
    const asked = request(service.http)
      .get(`/api/payment/statements/${month}${path}`)
      .set(await service.as({ tenant: 'LCC', sub: 'acc-1', roles: ['accountant'] }));
    return path.startsWith('/') ? asked.responseType('blob') : asked;
  };
  const page = async (after?: string) => (await get(after ? `?after=${after}` : '')).body as StatementShape;
  const all = async (): Promise<StatementShape['lines']> => {
    const lines: StatementShape['lines'] = [];
    for (let more = true; more;) {
      const found = await page(lines.at(-1)?.entry);
      lines.push(...found.lines);
      more = found.more;
    }
    return lines;
  };

  beforeAll(async () => {
    await service.get(Database).transaction({ tenant: 'LCC' }, async (tx) => {
      month = tx.now().toISOString().slice(0, 7);
      const cause = tx.newId();
      const entries: Entry[] = [];
      for (let n = 0; entries.length < LINES; n += 1) {
        const [kind, section] = KINDS[n % KINDS.length]!;
        // amounts that no two headings share by chance
        const amount = money(((n * 7919) % 5000) + 1, 'USD');
        const lines = [debit(chart.borrowing, amount), credit(chart.consortium, amount)];
        const one = entry({
          id: tx.newId(),
          purpose: `p-${n}`,
          kind,
          description: `No. ${n}`,
          settledBy: 'consortium',
          payee: 'TSU',
          lines,
        });
        entries.push(one);
        expected[section] += amount.minor;
        // what is taken back stands under the heading of what it takes back
        if (n % 11 || entries.length === LINES) continue;
        entries.push(reversal(one, tx.newId(), 'Not sent'));
        expected[section] -= amount.minor;
      }
      // another currency, and what is settled otherwise, stand in no statement of dollars
      const other = entry({
        ...entries[0]!,
        id: tx.newId(),
        purpose: 'euros',
        lines: [debit(chart.borrowing, money(5, 'EUR')), credit(chart.consortium, money(5, 'EUR'))],
      });
      const bank = entry({
        ...entries[0]!,
        id: tx.newId(),
        purpose: 'bank',
        lines: [debit(chart.fees, money(5, 'USD')), credit(chart.bank, money(5, 'USD'))],
      });
      await postEntries(tx, cause, [...entries, other, bank]);
    });
  });

  it('has the figures of all its lines on each page, and each line on one of them', async () => {
    const first = await page();
    expect([first.lines.length, first.more]).toEqual([500, true]);
    expect(Object.fromEntries(Object.entries(first.sums).map(([name, { minor }]) => [name, minor]))).toEqual(expected);
    expect(Object.values(first.counts).reduce((sum, count) => sum + count)).toBe(LINES);
    const lines = await all();
    expect([lines.length, new Set(lines.map(({ entry: id }) => id)).size]).toEqual([LINES, LINES]);
    expect(lines.map(({ at, entry: id }) => `${at} ${id}`)).toEqual(lines.map(({ at, entry: id }) => `${at} ${id}`).toSorted());
    for (const [name, { minor }] of Object.entries(first.sums)) {
      const under = lines.filter(({ section }) => section === name);
      expect([name, under.length, under.reduce((sum, { owes }) => sum + owes.minor, 0)]).toEqual([
        name,
        first.counts[name as Section],
        minor,
      ]);
    }
    expect((await page(first.lines.at(-1)!.entry)).sums).toEqual(first.sums);
  });

  it('is a workbook with all of them', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await get('/statement.xlsx')).body as ArrayBuffer);
    const sheet = book.getWorksheet('Lines')!;
    const told = (await all()).map(({ description, owes }) => `${description} ${owes.minor / 100}`);
    expect(sheet.getRows(2, LINES)!.map((row) => `${row.getCell(4).text} ${row.getCell(5).value as number}`)).toEqual(told);
    expect(sheet.getRow(LINES + 3).getCell(5).result).toBe((await page()).total.minor / 100);
  });

  it('is pages as long as somebody may read them, and above that the figures, which say where the lines are', async () => {
    const lengthOf = async (): Promise<number> =>
      ((await get('/statement.pdf')).body as Buffer).toString('latin1').match(/\/Type \/Page\b/g)!.length;
    expect(await lengthOf()).toBeGreaterThan(20);
    await service.get(Database).transaction({ tenant: 'LCC' }, async (tx) => {
      const amount = money(1, 'USD');
      const more = Array.from({ length: 1000 }, (_, n) =>
        entry({
          id: tx.newId(),
          purpose: `q-${n}`,
          kind: 'fee',
          description: 'A fee',
          settledBy: 'consortium',
          lines: [debit(chart.fees, amount), credit(chart.consortium, amount)],
        }),
      );
      await postEntries(tx, tx.newId(), more);
    });
    expect(await lengthOf()).toBe(1);
  });
});

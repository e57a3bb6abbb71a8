import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { projectRoot } from '#lib/service';
import { EXPECTED } from '../../../../test/scenario/expected.ts';
import { run } from '../run.ts';
import type { DecidedLine, RefusedLine } from './line.ts';

const DATA = join(projectRoot(), 'test/world/data');
const DEMO = join(DATA, 'demo-requests.csv');

describe('decide', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-decide-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const call = async (...args: string[]) => {
    const said = { out: [] as string[], err: [] as string[] };
    const code = await run(['decide', ...args], { out: (line) => said.out.push(line), err: (line) => said.err.push(line) });
    return { code, out: said.out, err: said.err.join('\n') };
  };
  const lines = (out: readonly string[]) => out.map((line) => JSON.parse(line) as DecidedLine);
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  describe('against the sandbox', () => {
    it("decides the demo's lines as the demo says", async () => {
      const { code, out } = await call(DEMO, '--world', 'sandbox');
      expect(code).toBe(0);
      const said = lines(out).map(({ library, title, rule, route, also }) => ({
        library,
        title,
        rule: rule?.number,
        route,
        also: also.map((one) => one.rule),
      }));
      expect(said).toEqual(
        EXPECTED.map(({ library, title, rules, route, also = [] }) => ({
          library,
          title: expect.stringContaining(
            title === 'Prospect' || title === 'Prospect Theory' ? 'Prospect Theory' : title,
          ) as string,
          rule: rules[0],
          route,
          also,
        })),
      );
      const [beloved, , mistyped] = lines(out);
      expect(beloved).toMatchObject({ line: 2, supplier: 'CPL', expectedCost: { minor: 0, currency: 'USD' } });
      expect(mistyped).toMatchObject({ line: 4, mergedWith: 3 });
      expect(lines(out)[7]).toMatchObject({ supplier: 'get-it-now', expectedCost: { minor: 2400, currency: 'USD' } });
    });

    it('goes on after a bad line, and says so by the exit code', async () => {
      const bad = file(
        'bad.csv',
        'Library,Username,RequestType,LoanTitle,LoanAuthor,ISBN,DOI,NotWantedAfter\n' +
          'CPL,22300000000031,Loan,Beloved,"Morrison, Toni",9781400033416,,\n' +
          'CPL,22300000000031,Loan,Beloved,"Morrison, Toni",,11.1/x,\n' +
          'CPP,22300000000031,Loan,Beloved,"Morrison, Toni",9781400033416,,\n' +
          'CPL,22300000000031,Loan,Sula,"Morrison, Toni",,,2025-10-05\n' +
          'CPL,nobody,Loan,Sula,"Morrison, Toni",9781400033438,,\n',
      );
      const { code, out } = await call(bad, '--world', 'sandbox');
      expect(code).toBe(1);
      const [good, doi, library, day, stranger] = out.map((line) => JSON.parse(line) as DecidedLine & RefusedLine);
      expect(good!.rule!.number).toBe('6');
      expect(doi).toMatchObject({ line: 3, error: { field: 'DOI', remedy: expect.any(String) } });
      expect(library).toMatchObject({ line: 4, error: { field: 'Library', remedy: 'Did you mean "CPL"?' } });
      expect(day!.error.message).toContain('2025-10-05');
      expect(stranger).toMatchObject({ route: 'staff', rule: null, unknown: [expect.stringContaining('nobody')] });
    });

    it('writes a workbook with amounts that are numbers', async () => {
      const book = join(folder, 'out.xlsx');
      const { code, out } = await call(DEMO, '--world', 'sandbox', '--out', book);
      expect({ code, out }).toEqual({ code: 0, out: [`21 decided, written to ${book}.`] });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(book);
      const sheet = workbook.getWorksheet('Decisions')!;
      const header = (sheet.getRow(1).values as string[]).slice(1);
      const cell = (row: number, name: string) => sheet.getRow(row).getCell(header.indexOf(name) + 1);
      expect(sheet.rowCount).toBe(22);
      expect(cell(9, 'Expected cost').value).toBe(24);
      expect(cell(9, 'Expected cost').numFmt).toContain('0.00');
      expect(cell(9, 'Currency').value).toBe('USD');
      expect(cell(9, 'Supplier').value).toBe('get-it-now');
      expect(cell(9, 'Rule').value).toBe('14');
    });
  });

  describe('with nothing around', () => {
    it('knows what the file and the title lists say, and calls the rest unknown', async () => {
      const hfc = `HFC=${join(DATA, 'kbart/HFC.tsv')}`;
      const { code, out } = await call(DEMO, '--world', 'none', '--today', '2025-10-06', '--licenses', hfc);
      expect(code).toBe(0);
      const [beloved, prospect, again] = lines(out);
      expect(prospect).toMatchObject({ route: 'link', rule: { number: '7' } });
      expect(prospect!.notes.join()).toContain('Crossref could not be asked');
      expect(again).toMatchObject({ route: 'merge', mergedWith: 3 });
      expect(beloved).toMatchObject({ route: 'staff', rule: { id: 'not-checked-at-home' } });
      expect(beloved!.unknown).toEqual(expect.arrayContaining(["the library's licensed titles", 'your own catalog']));
      expect(beloved!.assumed).toEqual(['The patron is not blocked.']);
      // nothing is bought or borrowed on what nobody looked up
      expect(new Set(lines(out).map(({ route }) => route))).toEqual(new Set(['link', 'merge', 'staff']));
    });

    it('needs a library, from the file or from the command line', async () => {
      const own = file('own.csv', 'LoanTitle,LoanAuthor,ISBN\nBeloved,"Morrison, Toni",9781400033416\n');
      const without = await call(own, '--world', 'none');
      expect(without.code).toBe(1);
      expect(JSON.parse(without.out[0]!)).toMatchObject({ line: 2, error: { field: 'Library' } });
      const given = await call(own, '--world', 'none', '--library', 'LCC', '--out', join(folder, 'out.jsonl'));
      expect(given.code).toBe(0);
      expect(JSON.parse(readFileSync(join(folder, 'out.jsonl'), 'utf8'))).toMatchObject({ library: 'LCC', route: 'staff' });
    });
  });

  it.each([
    ['no file', ['--world', 'none'], 'Name the file'],
    ['two files', [DEMO, DEMO, '--world', 'none'], 'one too many'],
    ['no world', [DEMO], '--world sandbox'],
    ['a world there is not', [DEMO, '--world', 'wide'], 'There is no world "wide"'],
    ['a file that is not there', ['nowhere.csv', '--world', 'none'], 'Name a CSV file that is there'],
    ['a day that does not exist', [DEMO, '--world', 'none', '--today', '2025-02-30'], 'Write it as 2025-10-06'],
    ['a format nobody knows', [DEMO, '--world', 'none', '--out', 'x.pdf'], '.jsonl or .xlsx'],
    ['a folder that is not there', [DEMO, '--world', 'none', '--out', 'no/such/x.xlsx'], 'Make the folder first'],
    ['no symbol', [DEMO, '--world', 'none', '--library', 'lcc'], 'capital letters'],
    ['a library the sandbox has not', [DEMO, '--world', 'sandbox', '--library', 'XYZ'], 'XYZ'],
    ['a list of nobody', [DEMO, '--world', 'none', '--licenses', join(DATA, 'kbart/HFC.tsv')], '--licenses LCC=LIST.tsv'],
    ['a list that is none', [DEMO, '--world', 'none', '--licenses', `LCC=${DEMO}`], 'no KBART list'],
    ['an option there is not', [DEMO, '--word', 'none'], 'npm run trillium -- decide FILE'],
  ])('refuses %s with what to write instead', async (_name, args, remedy) => {
    const { code, out, err } = await call(...args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toContain(remedy);
  });

  it('refuses a file with a column nobody knows, naming it', async () => {
    const { code, err } = await call(file('columns.csv', 'LoanTitle,ISNB\nBeloved,1\n'), '--world', 'none');
    expect(code).toBe(2);
    expect(err).toMatch(/ISNB.*\n.*Did you mean IS[BS]N/);
  });
});

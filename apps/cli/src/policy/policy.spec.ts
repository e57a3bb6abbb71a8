import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#lib/service';
import { run } from '../run.ts';

const RULES = join(projectRoot(), 'rules');
const SOURCING = join(RULES, 'sourcing.json');

describe('trillium policy', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-policy-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const call = async (...argv: string[]) => {
    const said = { out: [] as string[], err: [] as string[] };
    const code = await run(['policy', ...argv], { out: (line) => said.out.push(line), err: (line) => said.err.push(line) });
    return { code, out: said.out.join('\n'), err: said.err.join('\n') };
  };
  const put = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const all = (...kinds: string[]): string[] => kinds.map((kind) => join(RULES, `${kind}.json`));

  it('finds the shipped policies sound, tested and covered', async () => {
    const files = all(
      'eligibility',
      'sourcing',
      'copyright',
      'lender-ranking',
      'provider-choice',
      'lending',
      'charges',
      'notices',
    );
    expect(await call('check', ...files)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/sourcing, 38 rules, 1\d\d cases/),
    });
    const tested = await call('test', ...files);
    expect(tested.out.match(/come out as they say/g)).toHaveLength(8);
    expect(tested.code).toBe(0);
    const covered = await call('coverage', ...files);
    expect(covered.out.match(/rules: 100 %/g)).toHaveLength(8);
    expect(covered.out.match(/conditions: 100 %/g)).toHaveLength(8);
    expect(covered.code).toBe(0);
  });

  it('tells every fault with file, line, column and remedy', async () => {
    const text = readFileSync(SOURCING, 'utf8');
    const lines = text.split('\n');
    const line = lines.findIndex((one) => one.includes('"patron-blocked", "operator"'));
    const file = put('wrong.json', text.replace('"fact": "patron-blocked"', '"fact": "patron-blockd"'));
    const { code, out } = await call('check', file);
    expect(code).toBe(1);
    const column = lines[line]!.indexOf('"patron-blocked"') + 1;
    expect(out).toContain(
      `wrong.json:${line + 1}:${column} $.rules[0].conditions.all[0].fact: There is no fact "patron-blockd".`,
    );
    expect(out).toContain('  → Did you mean "patron-blocked"?');
  });

  it('says which cases fail, and how to see why', async () => {
    put('sourcing.cases.json', readFileSync(SOURCING.replace('.json', '.cases.json'), 'utf8'));
    const file = put(
      'sourcing.json',
      readFileSync(SOURCING, 'utf8').replace('"lessThanInclusive", "value": 35', '"lessThanInclusive", "value": 20'),
    );
    const { code, out } = await call('test', file);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ .*sourcing\.json: .+\n {4}the rule should be "rush-get-it-now" and is/);
    expect(out).toContain('policy explain');
  });

  it('says in sentences what two policies say otherwise, and which cases', async () => {
    const { code, out } = await call('diff', SOURCING, join(folder, 'sourcing.json'));
    expect(code).toBe(1);
    expect(out).toContain('rule 15 "rush-get-it-now": the condition was “');
    expect(out).toContain('the price at Get It Now is at most $35');
    expect(out).toContain('the price at Get It Now is at most $20');
    expect(out).toMatch(/Decided otherwise \(\d+\):\n {2}.+: rush-get-it-now \(buy\) → /);
    expect(await call('diff', SOURCING, SOURCING)).toMatchObject({ code: 0, out: 'The two policies say the same.' });
  });

  it('says what the cases leave uncovered', async () => {
    const file = put(
      'small.json',
      readFileSync(join(RULES, 'eligibility.json'), 'utf8').replace('"name": "eligibility"', '"name": "small"'),
    );
    put(
      'small.cases.json',
      '{"policy": "small", "cases": [{"name": "One", "facts": {"open-requests": 30}, "outcome": {"rule": "too-many-open"}}]}',
    );
    const { code, out } = await call('coverage', file);
    expect(code).toBe(1);
    expect(out).toContain('rules: 50 %');
    expect(out).toContain('no case in which "year-full" applies');
    expect(out).toContain('"too-many-open", $.conditions.all[0]: no case in which it is false');
  });

  it('explains a case, and facts from a file, of any kind', async () => {
    const [ranking, , charges] = all('lender-ranking', 'sourcing', 'charges') as [string, string, string];
    const explained = await call('explain', ranking, '--case', 'Each item in the balance counts');
    expect(explained.out).toContain('1. A: 96 points: balance 1 item (+100), answers within 4 working days (-4).');
    // of the lending side nothing is known where something is borrowed
    const unknown = { unknown: 'Nothing is lent here.' };
    const lending = ['borrower-settled-by', 'borrower-is-abroad', 'borrower-country', 'borrower-agreement'];
    const wanted = ['wanted-service', 'wanted-urgently', 'wanted-pages'];
    const other = Object.fromEntries([...lending, ...wanted].map((fact) => [fact, unknown]));
    const inIfm = { 'charge-library-in-ifm': true, 'charge-lender-in-ifm': true };
    const given = { facts: { ...other, ...inIfm, 'charge-settled-by': 'OCLC', 'charge-currency': 'USD' } };
    const facts = put('facts.json', JSON.stringify(given));
    expect((await call('explain', charges, '--facts', facts)).out).toContain('fee (payee: OCLC, amount: 0.26, means: IFM)');
    const near = await call('explain', SOURCING, '--case', 'nonsense');
    expect(near.code).toBe(2);
    expect(near.err).toContain('has no case "nonsense"');
  });

  it('says what to write instead', async () => {
    expect(await call('chek', SOURCING)).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "check"?') });
    expect(await call('backtest', SOURCING)).toMatchObject({ code: 2, err: expect.stringContaining('not there yet') });
    expect(await call('check')).toMatchObject({ code: 2 });
    expect(await call('check', 'nowhere.json')).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') });
    expect(await call('explain', SOURCING)).toMatchObject({ code: 2, err: expect.stringContaining('--case') });
    expect(await call('diff', SOURCING)).toMatchObject({ code: 2 });
  });
});

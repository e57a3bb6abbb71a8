import { globSync, readFileSync } from 'node:fs';
import { STATUSES as WORDS } from '#lib/iso18626';
import { LENT_ACTIONS, lendCopy, lendLoan, REASONS_RETRY, REASONS_UNFILLED } from '../apps/fulfillment/src/domain/lent/index.ts';
import { LOAN_CONDITIONS } from '#lib/policy';
import { PARCEL_ACTIONS } from '../apps/fulfillment/src/domain/parcel/index.ts';
import { STAFF_ACTIONS } from '../apps/fulfillment/src/domain/attempt/index.ts';

const catalog = JSON.parse(readFileSync('apps/console/src/messages/en.json', 'utf8')) as Record<string, string>;
// where the services write down what waits for people and what they may do
const worklists = globSync(
  'apps/{intake,sourcing,fulfillment,payment,directory}/src/{queries/*tasks*.ts,domain/{attempt,lent,parcel}/{tasks,actions,events}.ts}',
)
  .filter((file) => !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const found = (pattern: RegExp): string[] => [...new Set([...worklists.matchAll(pattern)].map(([, name]) => name!))];

/** The console words what the services name; a name without a word would stand there raw. */
describe('the words of the worklists', () => {
  it('has one for every action', () => {
    const named = found(/name: '([a-z-]+)', method:/g).concat(
      found(/\baction\('([a-z-]+)'/g),
      found(/\bdecide\(\s*'([a-z-]+)'/g).map((route) => `decide-${route}`),
    );
    const all = [...STAFF_ACTIONS, ...LENT_ACTIONS, ...PARCEL_ACTIONS, ...named];
    expect(named.length).toBeGreaterThan(8);
    expect(all.filter((name) => !(`action.${name}` in catalog))).toEqual([]);
  });

  it('has one for every field', () => {
    const fields = found(/name: '([a-zA-Z]+)',\s*kind: '(?:text|long-text|url|date|money|number|choice|yes-no)'/g).concat(
      found(/\bfield\('([a-zA-Z]+)'/g),
    );
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter((name) => !(`field.${name}` in catalog))).toEqual([]);
  });

  it('has one for every step of what is lent, done or said', () => {
    const done = [lendLoan, lendCopy].flatMap(({ transitions }) => transitions.map(({ on }) => on));
    const words = [...WORDS].map((word) => `says-${word}`);
    expect(words.length).toBe(14);
    expect(['ask', ...done, ...words].filter((name) => !(`lentStep.${name}` in catalog))).toEqual([]);
  });

  it('has one for every answer of a lender', () => {
    const codes = [...REASONS_UNFILLED, ...REASONS_RETRY, ...LOAN_CONDITIONS];
    expect(codes.filter((name) => !(`option.${name}` in catalog))).toEqual([]);
  });

  it('has one for every worklist', () => {
    const kinds = found(/kind: '([a-z-]+)', reason/g).concat(found(/\bkind: '([a-z-]+)',\s*requestId/g));
    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.filter((name) => !(`task.${name}` in catalog))).toEqual([]);
  });
});

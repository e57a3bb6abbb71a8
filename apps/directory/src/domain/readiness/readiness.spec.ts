import { JOINING_STEPS, type JoiningStep } from '#lib/contracts';
import { isReady, readinessOf, type ReadinessFacts } from './readiness.ts';

const bare: ReadinessFacts = {
  profile: {
    symbol: 'RVL',
    name: 'River Valley Library',
    country: 'US',
    currency: 'USD',
    timeZone: 'America/Chicago',
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    closures: [],
    branches: [],
    active: true,
    subjectsAtHigherLimit: [],
  },
  today: '2026-01-15',
  deskAccounts: 0,
  patrons: 0,
  partners: 0,
  connectors: {},
  brought: {},
};
const full: ReadinessFacts = {
  ...bare,
  profile: { ...bare.profile, branches: [{ code: 'MAIN', name: 'Main library' }], holidays: ['2026-07-03'] },
  deskAccounts: 1,
  patrons: 3,
  partners: 2,
  brought: { catalog: 5 },
};
const of = (facts: ReadinessFacts, step: JoiningStep) => readinessOf(facts).find((item) => item.step === step)!;

describe('what a library still lacks', () => {
  it('is said step by step, in words', () => {
    const items = readinessOf(bare);
    expect(items.map(({ step }) => step)).toEqual(JOINING_STEPS);
    expect(items.filter(({ state }) => state === 'missing').map(({ step }) => step)).toEqual([
      'branches',
      'calendar',
      'staff',
      'patrons',
      'holdings',
      'partners',
    ]);
    for (const { words } of items) expect(words).toMatch(/\.$/);
    expect(isReady(items)).toBe(false);
  });
  it('is nothing once a request can be filled; what only makes work is advised', () => {
    const items = readinessOf(full);
    expect(isReady(items)).toBe(true);
    expect(items.filter(({ state }) => state === 'advised').map(({ step }) => step)).toEqual([
      'system',
      'money',
      'mail',
      'address',
    ]);
  });
  it('holidays gone by are no calendar', () => {
    expect(of({ ...full, today: '2026-07-04' }, 'calendar').state).toBe('missing');
    const closures = [{ from: '2026-12-20', to: '2027-01-03' }];
    expect(of({ ...full, today: '2026-07-04', profile: { ...full.profile, closures } }, 'calendar').state).toBe('ready');
  });
  it.each([
    ['not tested', {}, 'advised', /not tested/],
    ['answering', { tested: { ok: true, words: 'The catalog answers.' } }, 'ready', /answers\. 5 titles/],
    ['not answering', { tested: { ok: false, words: 'No server is known by the name x.' } }, 'ready', /No server/],
  ] as const)('a catalog that is %s, beside a file', (_, sru, state, words) => {
    expect(of({ ...full, connectors: { sru } }, 'holdings')).toMatchObject({ state, words: expect.stringMatching(words) });
  });
  it('a catalog that does not answer, and no file: missing', () => {
    const sru = { tested: { ok: false, words: 'Nothing answers.' } };
    expect(of({ ...full, brought: {}, connectors: { sru } }, 'holdings')).toMatchObject({
      state: 'missing',
      words: 'Nothing answers.',
    });
  });
  it('an open line is not a public address to be proud of', () => {
    expect(of({ ...full, publicUrl: 'https://ill.example.org' }, 'address').state).toBe('ready');
    expect(of({ ...full, publicUrl: 'http://ill.example.org' }, 'address').state).toBe('advised');
  });
});

import { readdirSync } from 'node:fs';
import { article, asked, found, holder, holders, usd } from '../__fixtures__/findings.ts';
import { AT } from '../__fixtures__/policies.ts';
import {
  catalog,
  deriveFact,
  deriveFacts,
  factCost,
  factKey,
  LOOKUP_NAMES,
  lookups,
  type Asked,
  type Holder,
  type Found,
  type Lookups,
  type LookupValue,
  type SharedCopy,
} from '../index.ts';
import { FACTS } from './index.ts';

const base = (request: Asked, more: Lookups = {}): Lookups => ({
  request: found(request, 'the request'),
  tried: found({ tried: [] }),
  'own-catalog': found({ records: [] }),
  licenses: found({ titles: [] }),
  ...holders(),
  ...more,
});
const valueOf = (name: string, lookedUp: Lookups, params: Record<string, unknown> = {}): unknown => {
  const state = deriveFact(catalog.get(name)!, lookedUp, params);
  return state.state === 'known' ? state.value : state.state === 'unknown' ? `? ${state.reason}` : state.lookups;
};
const charge = (more: Partial<LookupValue<'charge'>> = {}): Lookups => ({
  charge: found({ kind: 'borrow', what: 'loan', payee: 'ZZX', amount: usd(4000), settledBy: 'OCLC', ...more }),
});
const ownCosts = { handling: 300, postage: 450 };
const posting = (symbol: string, fee: number, postage = 450) =>
  holder(symbol, { settledBy: 'OCLC', charge: usd(fee), postage: usd(postage) });
const sharing = () => asked({ sharedSystem: 'EVERGREEN' });
const copy = (library: string, more: Partial<SharedCopy> = {}): SharedCopy => ({
  library,
  status: 'available',
  holdable: true,
  circulates: true,
  ...more,
});
const sharedAs =
  (match: 'same' | 'other-edition') =>
  (...copies: SharedCopy[]): Lookups => ({
    'shared-catalog': found({ records: [{ record: '1', title: 'A title', match, copies }] }),
  });
const shared = Object.assign(sharedAs('same'), { otherEdition: sharedAs('other-edition') });
const putOff = (...days: string[]): Lookups =>
  tried(...days.map((retryAfter) => ({ kind: 'borrow' as const, supplier: 'TSU', retryAfter })));
const shelf = (items: ('available' | 'checked-out')[], more: object = {}): Lookups => ({
  'own-catalog': found({
    records: [
      {
        record: 'r1',
        title: 'x',
        isbn: [],
        format: 'print' as const,
        match: 'same' as const,
        items: items.map((status) => ({ status, ...(status === 'checked-out' ? { due: '2025-10-13' } : {}) })),
        ...more,
      },
    ],
  }),
});
const tried = (
  ...list: {
    kind: 'borrow' | 'hold' | 'link' | 'deliver' | 'buy' | 'scan';
    supplier: string;
    what?: string;
    retryAfter?: string;
  }[]
): Lookups => ({ tried: found({ tried: list }) });
const thesis = (): Asked => asked({}, { kind: 'dissertation', isbn: [] });
const kept = (more: Partial<Holder> = {}): Lookups => ({
  dissertation: found({
    copies: [{ version: 'publishedVersion', url: 'https://repository.example/1', host: 'MIT' }],
    institution: 'MIT',
    library: holder('ZZM', more),
  }),
});
const quotes: Lookups = {
  'get-it-now': found({ offer: { offer: 'g', price: usd(2400) }, royalty: usd(3800) }),
  'reprints-desk': found({ offer: { offer: 'r', price: usd(4500) } }),
};
const journal = (years: { from: number; to?: number }[] | undefined): Lookups => ({
  'own-catalog': found({
    records: [
      {
        record: 'j',
        title: 'x',
        isbn: [],
        format: 'print' as const,
        match: 'journal' as const,
        items: [],
        ...(years && { years }),
      },
    ],
  }),
});
const licensed = (covered: boolean | null): Lookups => ({
  licenses: found({ titles: [{ package: 'JSTOR', title: 'x', url: 'https://x.example/', covered, coverage: '1979 to 2019' }] }),
});
const open = (...versions: ('publishedVersion' | 'acceptedVersion' | 'submittedVersion')[]): Lookups => ({
  'open-access': found({ copies: versions.map((version) => ({ version, url: 'https://x.example/', host: version })) }),
});

describe('the fact catalog', () => {
  it('has one file a fact, named as the fact', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => !/^index|spec/.test(file));
    expect(files.map((file) => file.replace('.ts', '')).toSorted()).toEqual(FACTS.map((fact) => fact.name).toSorted());
  });

  it.each(FACTS.map((fact) => [fact.name, fact] as const))('%s says what it means in a librarian’s words', (name, fact) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(fact.meaning).toMatch(/^[A-Z].{20,}\.$/);
    expect(fact.label).toMatch(/^[a-z]/);
    expect(fact.from.length).toBeGreaterThan(0);
    expect(fact.from.every((from) => LOOKUP_NAMES.includes(from))).toBe(true);
    expect(['local', 'free', 'metered']).toContain(factCost(fact));
    expect([fact.type === 'choice', fact.choices !== undefined]).toEqual([fact.type === 'choice', fact.type === 'choice']);
    expect([fact.type === 'yes/no', fact.denied !== undefined]).toEqual([fact.type === 'yes/no', fact.type === 'yes/no']);
  });

  it.each<[string, string, Lookups, unknown]>([
    ['patron-blocked', 'as the patron file says', base(asked(), { patron: found({ blocked: true, group: 'public' }) }), true],
    [
      'days-since-same-request',
      'whole days',
      base(asked(), {
        earlier: found({ same: { id: '0198c0de-0000-7000-8000-000000000001', submittedAt: '2025-10-03T15:00:00.000Z' } }),
      }),
      2,
    ],
    ['days-since-same-request', 'none', base(asked(), { earlier: found({}) }), null],
    ['cost-agreed', 'when asked', base(asked({}, {}, { costAccepted: usd(9000) })), usd(9000)],
    ['cost-agreed', 'once for all', base(asked({}, {}, { maxPatronCost: usd(2500) })), usd(2500)],
    ['cost-agreed', 'both: the greater', base(asked({}, {}, { costAccepted: usd(9000), maxPatronCost: usd(2500) })), usd(9000)],
    ['cost-agreed', 'nothing at all is no agreement', base(asked({}, {}, { maxPatronCost: usd(0) })), null],
    ['patron-agreed-to-pay', 'nothing', base(asked()), null],
    ['patron-agreed-to-pay', 'with the request, or once for all', base(asked({}, {}, { maxFee: usd(300) })), usd(300)],
    ['patron-agreed-to-pay', 'the greater', base(asked({}, {}, { maxFee: usd(300), feeAccepted: usd(500) })), usd(500)],
    ['patron-agreed-to-pay', 'in another currency', base(asked({}, {}, { maxFee: { minor: 300, currency: 'EUR' } })), null],
    ['patron-fee', 'the library charges nothing', base(asked(), holders(holder('TSU'))), usd(0)],
    ['patron-fee', 'nobody left', base(asked({ patronFees: { loan: 300 } })), null],
    ['patron-fee', 'the least', base(asked({ patronFees: { loan: 300, abroad: 500 } }), holders(holder('TSU'))), usd(300)],
    ['patron-fee', 'abroad', base(asked({ patronFees: { abroad: 500 } }), holders(holder('UBA', { abroad: true }))), usd(500)],
    ['patron-fee', 'passed on', base(asked({ patronFees: { bears: 1000 } }), holders(posting('ZZX', 1500))), usd(500)],
    [
      'patron-fee',
      'passed on, whatever it will be',
      base(asked({ patronFees: { bears: 1000 } }), holders(holder('ZZX', { settledBy: 'OCLC' }))),
      '? What ZZX would ask, and the patron pay, is known only when it answers.',
    ],
    ['publication-age', 'by year', base(asked()), 24],
    ['publication-age', 'no year', base(asked({}, { year: undefined })), null],
    ['courses', 'none is none', base(asked(), { 'course-adoptions': found({ courses: [] }) }), null],
    [
      'copies-in-shared-system',
      'counts libraries with a copy to be held',
      base(sharing(), shared(copy('RFL'), copy('RFL'), copy('TSU'))),
      2,
    ],
    [
      'copies-in-shared-system',
      'passes over what is out, may not be held, does not circulate, is our own',
      base(
        sharing(),
        shared(
          copy('A', { status: 'checked-out' }),
          copy('B', { holdable: false }),
          copy('C', { circulates: false }),
          copy('LCC'),
        ),
      ),
      0,
    ],
    ['copies-in-shared-system', 'another edition, which will do', base(sharing(), shared.otherEdition(copy('RFL'))), 1],
    [
      'copies-in-shared-system',
      'another edition, which will not do',
      base(asked({ sharedSystem: 'EVERGREEN' }, {}, { anyEdition: false }), shared.otherEdition(copy('RFL'))),
      0,
    ],
    [
      'copies-in-shared-system',
      'the hold there came to nothing',
      base(sharing(), { ...shared(copy('RFL')), ...tried({ kind: 'hold', supplier: 'TSU' }) }),
      0,
    ],
    [
      'copies-in-shared-system',
      'the hold at home came to nothing',
      base(sharing(), { ...shared(copy('RFL')), ...tried({ kind: 'hold', supplier: 'LCC' }) }),
      1,
    ],
    [
      'own-copies-on-shelf',
      'the hold elsewhere came to nothing',
      base(asked(), { ...shelf(['available']), ...tried({ kind: 'hold', supplier: 'RFL' }) }),
      1,
    ],
    ['own-copies-on-shelf', 'counts what is available', base(asked(), shelf(['available', 'checked-out', 'available'])), 2],
    ['own-copies-on-shelf', 'another edition, which will do', base(asked(), shelf(['available'], { match: 'other-edition' })), 1],
    [
      'own-copies-on-shelf',
      'another edition, which will not',
      base(asked({}, {}, { anyEdition: false }), shelf(['available'], { match: 'other-edition' })),
      0,
    ],
    [
      'own-copies-on-shelf',
      'a hold that failed',
      base(asked(), { ...shelf(['available']), ...tried({ kind: 'hold', supplier: 'LCC' }) }),
      0,
    ],
    ['own-copies-on-shelf', 'a volume by its year', base(article(), journal([{ from: 1990, to: 2023 }])), 1],
    ['own-copies-on-shelf', 'another year', base(article(), journal([{ from: 1990, to: 2022 }])), 0],
    [
      'own-copies-on-shelf',
      'no years said',
      base(article(), journal(undefined)),
      '? The catalog does not say which years of the journal are held.',
    ],
    ['own-copy-due-in', 'days', base(asked(), shelf(['checked-out'])), 7],
    ['own-copy-due-in', 'none is out', base(asked(), shelf(['available'])), null],
    ['licensed-access', 'covered', base(article(), licensed(true)), true],
    ['licensed-access', 'not covered', base(article(), licensed(false)), false],
    [
      'licensed-access',
      'cannot be told',
      base(article(), licensed(null)),
      '? The title list of JSTOR does not say which years it covers.',
    ],
    [
      'licensed-access',
      'a link that failed',
      base(article(), { ...licensed(true), ...tried({ kind: 'link', supplier: 'x' }) }),
      false,
    ],
    ['subscribed', 'licensed, though not covered', base(article(), licensed(false)), true],
    ['subscribed', 'in print to the present', base(article(), journal([{ from: 1990 }])), true],
    ['subscribed', 'cancelled', base(article(), journal([{ from: 1990, to: 2010 }])), false],
    ['open-version', 'the best', base(article(), open('submittedVersion', 'acceptedVersion')), 'acceptedVersion'],
    [
      'open-version',
      'the next, where delivering failed',
      base(article(), {
        ...open('submittedVersion', 'acceptedVersion'),
        ...tried({ kind: 'deliver', supplier: 'x', what: 'acceptedVersion' }),
      }),
      'submittedVersion',
    ],
    ['open-version', 'nothing open', base(article(), open()), null],
    ['get-it-now-price', 'as quoted', base(article(), quotes), usd(2400)],
    [
      'get-it-now-price',
      'after it failed',
      base(article(), { ...quotes, ...tried({ kind: 'buy', supplier: 'get-it-now', what: 'copy' }) }),
      null,
    ],
    ['print-price', 'not offered', base(asked(), { 'item-quotes': found({}) }), null],
    [
      'print-price',
      'the e-book failed, print did not',
      base(asked(), {
        'item-quotes': found({ print: { offer: 'p', price: usd(4000) } }),
        ...tried({ kind: 'buy', supplier: 'vendor', what: 'ebook' }),
      }),
      usd(4000),
    ],
    ['borrowing-cost', 'a free lender', base(asked(), holders(holder('TSU'), holder('ZZX', { settledBy: 'OCLC' }))), usd(0)],
    [
      'borrowing-cost',
      'a charge nobody knows',
      base(asked(), holders(holder('ZZX', { settledBy: 'OCLC' }))),
      '? What ZZX would ask is known only when it answers.',
    ],
    [
      'borrowing-cost',
      'a charge that is known',
      base(asked(), holders(holder('ZZX', { settledBy: 'OCLC', charge: usd(2500) }))),
      usd(2500),
    ],
    [
      'borrowing-cost',
      'nobody left',
      base(asked(), { ...holders(holder('TSU')), ...tried({ kind: 'borrow', supplier: 'TSU' }) }),
      null,
    ],
    ['borrowing-whole-cost', 'without settings', base(asked(), holders(holder('TSU'))), usd(0)],
    ['borrowing-whole-cost', 'all four parts', base(asked({ ownCosts }), holders(posting('ZZX', 1500))), usd(2700)],
    ['borrowing-whole-cost', 'a copy is not sent back', base(article({ ownCosts }), holders(posting('ZZX', 1500))), usd(1800)],
    [
      'borrowing-whole-cost',
      'the lender where it comes to least',
      base(asked({ ownCosts }), holders(posting('DEAR', 1000, 1000), posting('FAIR', 1200, 450))),
      usd(2400),
    ],
    ['borrowing-whole-cost', 'a free lender', base(asked({ ownCosts }), holders(holder('TSU'), posting('ZZX', 1500))), usd(750)],
    [
      'borrowing-whole-cost',
      'a charge nobody knows',
      base(asked({ ownCosts }), holders(holder('ZZX', { settledBy: 'OCLC' }))),
      '? What ZZX would ask is known only when it answers.',
    ],
    [
      'borrowing-whole-cost',
      'several currencies',
      base(asked({ ownCosts }), holders(holder('ZZX', { settledBy: 'OCLC', charge: { minor: 900, currency: 'EUR' } }))),
      '? The parts of what it costs at ZZX are in different currencies.',
    ],
    ['borrowing-whole-cost', 'nobody left', base(asked({ ownCosts })), null],
    [
      'cheapest-cost',
      'the whole cost of borrowing, where no quote is lower',
      base(asked({ ownCosts }), {
        ...holders(posting('ZZX', 1500)),
        'item-quotes': found({ print: { offer: 'p', price: usd(2800) } }),
      }),
      usd(2700),
    ],
    [
      'cheapest-cost',
      'a quote below the whole cost, though above the fee',
      base(asked({ ownCosts }), {
        ...holders(posting('ZZX', 1500)),
        'item-quotes': found({ print: { offer: 'p', price: usd(2000) } }),
      }),
      usd(2000),
    ],
    ['cheapest-cost', 'a free lender, without quotes', base(asked({ ownCosts }), holders(holder('TSU'))), usd(750)],
    [
      'best-copy-price',
      'what the policy chose',
      base(article(), { 'best-copy': found({ best: { source: 'get-it-now', price: usd(2400), why: 'costs $24' } }) }),
      usd(2400),
    ],
    ['repository-host', 'open in a repository', base(thesis(), kept()), 'MIT'],
    [
      'repository-host',
      'delivered from there, in vain',
      base(thesis(), { ...kept(), ...tried({ kind: 'deliver', supplier: 'MIT' }) }),
      null,
    ],
    ['repository-host', 'open nowhere', base(thesis(), { dissertation: found({ copies: [] }) }), null],
    ['degree-granting-institution', 'as cited or recorded', base(thesis(), kept()), 'MIT'],
    ['degree-granting-institution', 'nobody names it', base(thesis(), { dissertation: found({ copies: [] }) }), null],
    ['degree-granting-library', 'a partner, listed nowhere', base(thesis(), { ...kept(), ...holders() }), 'ZZM'],
    ['degree-granting-library', 'abroad', base(thesis(), { ...kept({ abroad: true }), ...holders() }), null],
    [
      'degree-granting-library',
      'listed as not lending it',
      base(thesis(), { ...kept(), ...holders(holder('ZZM', { maySupply: false })) }),
      null,
    ],
    [
      'degree-granting-library',
      'asked already',
      base(thesis(), { ...kept(), ...holders(), ...tried({ kind: 'borrow', supplier: 'ZZM' }) }),
      null,
    ],
    ['tried-at-publisher', 'nobody has looked there', base(article(), tried()), false],
    ['tried-at-publisher', 'it was not sold there', base(article(), tried({ kind: 'buy', supplier: 'publisher' })), true],
    ['best-copy-source', 'nobody offers one', base(article(), { 'best-copy': found({}) }), null],
    [
      'copyright-ruling',
      'as the policy ruled',
      base(article(), { 'copyright-ruling': found({ ruling: 'beyond', counts: true, reason: 'The sixth.' }) }),
      'beyond',
    ],
    ['lender-charge', 'free', { request: found(asked()), lender: found(holder('TSU')) }, usd(0)],
    ['lender-charge', 'told when asked', { request: found(asked()), lender: found(holder('ZZX', { settledBy: 'OCLC' })) }, null],
    ['charge-lender', 'by its symbol', charge(), 'ZZX'],
    ['charge-lender-country', 'as told', charge({ lender: { country: 'CA' } }), 'CA'],
    ['charge-lender-country', 'of before it was told', charge(), '? Nobody told in which country the lender is.'],
    ['charge-agreement', 'by its name', charge({ lender: { country: 'US', agreement: 'Prairie Lantern' } }), 'Prairie Lantern'],
    ['charge-agreement', 'the library’s own terms', charge({ lender: { country: 'US' } }), null],
    ['charge-agreement', 'of before it was told', charge(), '? Nobody told by which agreement the lender was asked.'],
    ['charge-library-in-ifm', 'nobody says otherwise', charge(), true],
    ['charge-library-in-ifm', 'as it says itself', charge({ notInIfm: ['borrower'] }), false],
    ['charge-lender-in-ifm', 'nobody says otherwise', charge({ notInIfm: ['borrower'] }), true],
    ['charge-lender-in-ifm', 'as its terms say', charge({ notInIfm: ['borrower', 'lender'] }), false],
    ['charge-days-left', 'until it is needed', charge({ daysLeft: 2 }), 2],
    ['charge-days-left', 'too late', charge({ daysLeft: -1 }), -1],
    ['charge-days-left', 'no date set', charge({ daysLeft: null }), null],
    ['charge-days-left', 'of before it was told', charge(), '? Nobody told by when it was needed.'],
    ['lender-carrier', 'as agreed', { lender: found(holder('TSU', { carrier: 'van' })) }, 'van'],
    ['lender-carrier', 'not agreed', { lender: found(holder('TSU')) }, null],
    ['lender-open-requests', 'of ours', { lender: found(holder('TSU', { open: 3 })) }, 3],
    ['lender-open-requests', 'none told', { lender: found(holder('TSU')) }, 0],
    ['lender-is-full', 'at its limit', { lender: found(holder('TSU', { open: 3, mostOpen: 3 })) }, true],
    ['lender-is-full', 'below it', { lender: found(holder('TSU', { open: 2, mostOpen: 3 })) }, false],
    ['lender-is-full', 'without a limit', { lender: found(holder('TSU', { open: 200 })) }, false],
    ['lender-closed-for', 'until Thursday', { ...base(asked()), lender: found(holder('TSU', { backOn: '2025-10-09' })) }, 3],
    ['lender-closed-for', 'open', { ...base(asked()), lender: found(holder('TSU')) }, 0],
    ['lenders-left', 'closed, and back soon', base(asked(), holders(holder('TSU', { backOn: '2025-10-20' }))), 1],
    ['lenders-left', 'closed for too long', base(asked(), holders(holder('TSU', { backOn: '2025-10-21' }))), 0],
    [
      'lenders-left',
      'back after it is needed',
      base(asked({}, {}, { neededBy: '2025-10-09' }), holders(holder('TSU', { backOn: '2025-10-09' }))),
      0,
    ],
    [
      'lenders-left',
      'a no for now, and its day has come',
      base(asked(), { ...holders(holder('TSU')), ...putOff('2025-10-06') }),
      1,
    ],
    [
      'lenders-left',
      'a no for now, and its day is to come',
      base(asked(), { ...holders(holder('TSU')), ...putOff('2025-10-07') }),
      0,
    ],
    ['lenders-left', 'put off twice', base(asked(), { ...holders(holder('TSU')), ...putOff('2025-10-01', '2025-10-06') }), 0],
    [
      'lenders-left',
      'a no for good after one for now',
      base(asked(), { ...holders(holder('TSU')), ...tried({ kind: 'borrow', supplier: 'TSU' }) }),
      0,
    ],
    ['lender-distance', 'near', { lender: found(holder('TSU', { sameSystem: true })) }, 'same-system'],
    ['lender-distance', 'far', { lender: found(holder('UBA', { abroad: true })) }, 'abroad'],
    ['lender-fill-rate', 'of ten asked seven', { lender: found(holder('TSU', { record: { asked: 10, filled: 7 } })) }, 70],
    ['lender-fill-rate', 'never asked', { lender: found(holder('TSU', { record: { asked: 0, filled: 0 } })) }, null],
    ['lender-times-asked', 'nothing known', { lender: found(holder('TSU')) }, 0],
    [
      'lender-fill-rate',
      'asked too seldom to tell',
      { lender: found(holder('TSU', { record: { asked: 4, filled: 0 } })) },
      '? TSU has been asked 4 times in the last 365 days: too seldom to tell.',
    ],
    ['lender-fill-rate', 'asked just often enough', { lender: found(holder('TSU', { record: { asked: 5, filled: 0 } })) }, 0],
    ['lender-times-asked', 'seldom', { lender: found(holder('TSU', { record: { asked: 4, filled: 0 } })) }, 4],
    ['lender-turnaround', 'on average', { lender: found(holder('TSU', { record: { asked: 8, filled: 5, days: 4.6 } })) }, 5],
    ['lender-turnaround', 'nothing came', { lender: found(holder('TSU', { record: { asked: 8, filled: 0 } })) }, null],
    [
      'lender-turnaround',
      'one came',
      { lender: found(holder('TSU', { record: { asked: 8, filled: 1, days: 60 } })) },
      '? TSU has filled once in the last 365 days: too seldom to tell.',
    ],
    ['open-requests', 'others', { 'open-requests': found({ open: 3, thisYear: 40 }) }, 3],
    ['lendable-held', 'only licensed', { 'own-item': found({ license: 'electronic' }) }, true],
    ['lendable-held', 'not at all', { 'own-item': found({}) }, false],
    ['quote-price', 'told when asked', { quote: found({ source: 'royalty-and-borrowing' }) }, null],
    ['cheapest-cost', 'a free lender settles it before any quote', base(asked(), holders(holder('TSU'))), usd(0)],
    [
      'cheapest-cost',
      'quotes, where nobody lends',
      base(asked(), {
        'item-quotes': found({ print: { offer: 'p', price: usd(15_000) }, ebook: { offer: 'e', price: usd(9000) } }),
      }),
      usd(9000),
    ],
    [
      'cheapest-cost',
      'no e-book wanted',
      base(asked({}, {}, { ebookAccepted: false }), {
        'item-quotes': found({ print: { offer: 'p', price: usd(15_000) }, ebook: { offer: 'e', price: usd(9000) } }),
      }),
      usd(15_000),
    ],
    [
      'cheapest-cost',
      'two currencies',
      base(article(), {
        'get-it-now': found({ offer: { offer: 'g', price: usd(2400) } }),
        'reprints-desk': found({ offer: { offer: 'r', price: { minor: 100, currency: 'EUR' } } }),
      }),
      '? The prices are in different currencies.',
    ],
    [
      'free-lenders',
      'each library once',
      base(asked(), holders(holder('TSU'), holder('TSU', { format: 'electronic' }), holder('HFC'))),
      2,
    ],
    ['free-lenders', 'reciprocal ones', base(asked(), holders(holder('TSU', { settledBy: 'reciprocity' }))), 1],
    ['free-lenders', 'electronic is not lent', base(asked(), holders(holder('TSU', { format: 'electronic' }))), 0],
    ['free-lenders', 'closed for loans', base(asked(), holders(holder('TSU', { loansOpen: false }))), 0],
    ['free-lenders', 'copies go on', base(article(), holders(holder('TSU', { loansOpen: false }))), 1],
    [
      'free-lenders',
      'of another edition',
      base(asked({}, {}, { anyEdition: false }), holders(holder('TSU', { edition: 'other' }))),
      0,
    ],
    ['outside-lenders', 'charge', base(asked(), holders(holder('TSU'), holder('ZZX', { settledBy: 'OCLC' }))), 1],
    ['lenders-abroad', 'in another country', base(asked(), holders(holder('UBA', { abroad: true, settledBy: 'vouchers' }))), 1],
    ['vouchers-left', 'a full one is two halves', { vouchers: found({ full: 1, half: 1 }) }, 3],
    ...(
      [
        ['a full one for a loan', {}, { full: 1, half: 0 }, 1],
        ['halves make up a full one', {}, { full: 0, half: 2 }, 1],
        ['a half is not paid with a full one', { vouchers: 1 }, { full: 3, half: 0 }, 0],
        ['one and a half', { vouchers: 3 }, { full: 1, half: 1 }, 1],
        ['nothing left', {}, { full: 0, half: 1 }, 0],
        ['closed today', { backOn: '2025-10-08' }, { full: 1, half: 0 }, 0],
        ['loans suspended', { loansOpen: false }, { full: 1, half: 0 }, 0],
        ['paid otherwise', { settledBy: 'invoice' }, { full: 1, half: 0 }, 0],
        ['in the country', { abroad: false }, { full: 1, half: 0 }, 0],
      ] as const
    ).map(([what, more, stock, wanted]): [string, string, Lookups, unknown] => [
      'lenders-abroad-payable',
      what,
      base(asked(), { ...holders(holder('UBA', { abroad: true, settledBy: 'vouchers', ...more })), vouchers: found(stock) }),
      wanted,
    ]),
    [
      'lenders-asked',
      'each once',
      base(
        asked(),
        tried({ kind: 'borrow', supplier: 'TSU' }, { kind: 'borrow', supplier: 'TSU' }, { kind: 'buy', supplier: 'vendor' }),
      ),
      1,
    ],
    [
      'libraries-that-may-supply',
      'a license forbids',
      base(article(), holders(holder('TSU', { maySupply: false }), holder('HFC'))),
      1,
    ],
    [
      'other-editions',
      'offered where none was agreed',
      base(asked({}, {}, { anyEdition: false }), holders(holder('TSU', { edition: 'other', editionText: '3rd ed., 2009' }))),
      ['3rd ed., 2009'],
    ],
    ['other-editions', 'agreed already', base(asked(), holders(holder('TSU', { edition: 'other' }))), null],
    [
      'subject-areas',
      'by class',
      base(asked(), { holders: found({ holders: [], classes: ['QA76.6 .C662', 'R850'], genres: [] }) }),
      ['science', 'health'],
    ],
    ['fund-left', 'not looked up', base(asked()), ['fund']],
  ])('%s: %s', (name, _what, lookedUp, expected) => {
    expect(valueOf(name, lookedUp)).toEqual(expected);
  });

  it('counts copies of the last years, and of a book all', () => {
    const copies = found({ copies: [{ year: 2025 }, { year: 2020 }, { year: 2019 }, { year: null }] });
    const within = (years: number, request: Asked): unknown =>
      valueOf('copies-this-year', base(request, { copyright: copies }), { publishedWithinYears: years });
    expect([within(5, article()), within(6, article()), within(5, article({}, { kind: 'chapter' }))]).toEqual([3, 4, 4]);
  });

  it('tells the parts of the whole cost with its source, where there are several', () => {
    const told = (name: string, lookedUp: Lookups) => deriveFact(catalog.get(name)!, lookedUp);
    const parts = '$15 fee + $4.50 postage out + $4.50 back + $3 handling';
    const source = expect.stringMatching(new RegExp(`: ${parts.replaceAll(/[$+.]/g, '\\$&')}$`)) as unknown;
    const borrowed = base(asked({ ownCosts }), holders(posting('ZZX', 1500)));
    expect(told('borrowing-whole-cost', borrowed)).toMatchObject({ value: usd(2700), source });
    const quoted = { ...borrowed, 'item-quotes': found({ print: { offer: 'p', price: usd(2800) } }) };
    expect(told('cheapest-cost', quoted)).toMatchObject({ value: usd(2700), source });
    const plain = told('borrowing-whole-cost', base(asked(), holders(holder('ZZX', { settledBy: 'OCLC', charge: usd(1500) }))));
    expect(plain).toMatchObject({ value: usd(1500), source: expect.not.stringContaining('fee') as unknown });
  });

  it('reckons the soonest loan with the days in the post', () => {
    const lenders = holders(holder('TSU', { daysToRespond: 4 }), holder('HFC', { daysToRespond: 2 }));
    expect(valueOf('soonest-loan', base(asked(), lenders), { daysInThePost: 3 })).toBe(5);
    expect(valueOf('soonest-loan', base(asked()), { daysInThePost: 3 })).toBeNull();
  });

  it('keeps unknown apart from none and from not looked up', () => {
    const silent: Found<never> = { known: false, reason: 'The catalog did not answer.', source: 'the catalog', at: AT };
    const facts = deriveFacts({ ...base(asked()), 'own-catalog': silent }, []);
    expect(facts['own-copies-on-shelf']).toEqual({
      state: 'unknown',
      reason: 'The catalog did not answer.',
      source: 'the catalog',
      at: AT,
    });
    expect(facts['fund-left']).toEqual({ state: 'missing', lookups: ['fund'] });
    expect(facts['publication-age']).toMatchObject({ state: 'known', value: 24, source: 'the request' });
    // nothing to ask Get It Now for a book: known, and none
    expect(facts['get-it-now-price']).toMatchObject({ state: 'known', value: null });
  });

  it('never reads a look-up it has not declared', () => {
    const everything = Object.fromEntries(LOOKUP_NAMES.map((name) => [name, found({})])) as Lookups;
    for (const fact of FACTS) {
      const read = (): unknown =>
        deriveFact(fact, { ...everything, ...base(article()), ...quotes }, { publishedWithinYears: 5, daysInThePost: 1 });
      // other look-ups are empty here, so a fact may stumble over what is not in them; a look-up not declared it must never ask
      const undeclared = (() => {
        try {
          read();
          return '';
        } catch (error) {
          return (error as Error).message.includes('without saying so') ? (error as Error).message : '';
        }
      })();
      expect(undeclared).toBe('');
    }
  });

  it('has look-ups whose empty answers fit their shapes', () => {
    for (const lookup of Object.values(lookups)) {
      const { empty, idle, shape } = lookup as {
        empty?: unknown;
        idle?: unknown;
        shape: { safeParse(value: unknown): { success: boolean } };
      };
      expect([lookup.name, idle === undefined || shape.safeParse(empty).success]).toEqual([lookup.name, true]);
    }
  });

  it('names facts with parameters so that people can read it', () => {
    expect(factKey('copies-this-year', { publishedWithinYears: 5 })).toBe('copies-this-year(publishedWithinYears=5)');
    expect(factKey('service')).toBe('service');
  });
});

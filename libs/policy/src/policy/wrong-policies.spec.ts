import { policyOf, shippedText } from '../__fixtures__/policies.ts';
import { faultText, readPolicy, type Policy } from '../index.ts';

type Json = Record<string, unknown>;
const plain = (): Json => JSON.parse(JSON.stringify(policyOf([{}, {}]))) as Json;
const rule = (change: Json): Json => {
  const policy = plain();
  const [first, second] = policy['rules'] as Json[];
  return { ...policy, rules: [{ ...first, ...change }, second] };
};
const comparison = (change: Json): Json =>
  rule({ conditions: { all: [{ fact: 'patron-blocked', operator: 'equal', value: true, ...change }] } });
const without = (object: Json, key: string): Json => Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
const ask = (change: Json): Json =>
  rule({
    event: {
      type: 'ask-patron',
      params: {
        question: 'cost',
        text: 'Well?',
        options: [{ value: 'agree', label: 'Yes' }],
        default: 'agree',
        answerWithinDays: 3,
        cost: 'print-price',
        ...change,
      },
    },
  });

/** What a person may get wrong, and what they are told: `path: message`. */
const WRONG: readonly (readonly [what: string, policy: unknown, told: string])[] = [
  ['no JSON', '{ "name": "x", }', 'line 1, $: This is no JSON: here stands "}" and a name in quotation marks should'],
  ['an open text', '{ "name": "x\n}', 'is not closed on its line'],
  ['a name twice', '{ "name": "x", "name": "y" }', '"name" is given twice'],
  ['something behind the end', '{} {}', 'something behind the end'],
  ['a list', [], 'A policy is an object, and here stands a list.'],
  ['a misspelt key', { ...plain(), hitPolcy: 'first' }, '$.hitPolcy: "hitPolcy" means nothing here. Did you mean "hitPolicy"?'],
  ['no name', without(plain(), 'name'), '$.name: "name" is missing. Add it: text.'],
  ['another question', { ...plain(), decides: 'sorcing' }, '$.decides: "decides" cannot be "sorcing". Did you mean "sourcing"?'],
  ['another hit policy', { ...plain(), hitPolicy: 'last' }, '"hitPolicy" cannot be "last". There is: first.'],
  ['no currency code', { ...plain(), currency: 'dollars' }, '$.currency'],
  ['no rules', { ...plain(), rules: [] }, '$.rules: "rules" is empty.'],
  ['nothing otherwise', without(plain(), 'otherwise'), '$.otherwise: "otherwise" is missing.'],
  ['a list nobody uses', { ...plain(), lists: { genres: ['x'] } }, '$.lists.genres: No rule uses the list "genres".'],
  ['an empty list', { ...plain(), lists: { genres: [] } }, '"genres" is empty.'],
  [
    'a misspelt key of a rule',
    rule({ prioritty: 3 }),
    '$.rules[0].prioritty: "prioritty" means nothing here. Did you mean "priority"?',
  ],
  ['no description', rule({ description: '' }), '$.rules[0].description: "description" is empty.'],
  ['a priority in words', rule({ priority: 'high' }), '$.rules[0].priority: "priority" is text and should be a number.'],
  ['half a priority', rule({ priority: 1.5 }), '$.rules[0].priority'],
  [
    'equal priorities',
    rule({ priority: 999 }),
    '$.rules[1].priority: The priority 999 is taken by "rule-1": which of the two comes first?',
  ],
  ['equal ids', rule({ id: 'rule-2' }), '$.rules[1].id: The id "rule-2" is taken by rule 1.'],
  ['an id in capitals', rule({ id: 'Rule One' }), '$.rules[0].id'],
  ['no whenUnknown', rule({ whenUnknown: 'guess' }), '"whenUnknown" cannot be "guess". There is: skip, ask.'],
  ['no conditions', rule({ conditions: {} }), '$.rules[0].conditions: Conditions begin with "all", "any" or "not".'],
  ['misspelt conditions', rule({ conditions: { al: [] } }), 'Did you mean "all"?'],
  ['an empty all', rule({ conditions: { all: [] } }), '$.rules[0].conditions.all: "all" is empty: it would always apply.'],
  [
    'an empty any within',
    rule({ conditions: { all: [{ any: [] }] } }),
    '$.rules[0].conditions.all[0].any: "any" is empty: it would never apply.',
  ],
  [
    'all and any at once',
    rule({ conditions: { all: [{ fact: 'retracted', operator: 'equal', value: true }], any: [] } }),
    '$.rules[0].conditions.any: "any" means nothing here.',
  ],
  ['a condition in words', rule({ conditions: { all: ['blocked'] } }), 'A condition is an object, and here stands text.'],
  [
    'a misspelt key of a comparison',
    comparison({ opperator: 'equal' }),
    '$.rules[0].conditions.all[0].opperator: "opperator" means nothing here. Did you mean "operator"?',
  ],
  ['a path into a fact', comparison({ path: '$.x' }), '"path" means nothing here.'],
  [
    'an unknown fact',
    comparison({ fact: 'patron-blockd' }),
    '$.rules[0].conditions.all[0].fact: There is no fact "patron-blockd". Did you mean "patron-blocked"?',
  ],
  [
    'an unknown operator',
    comparison({ operator: 'equals' }),
    '$.rules[0].conditions.all[0].operator: There is no operator "equals". Did you mean "equal"?',
  ],
  [
    'an operator of another type',
    comparison({ operator: 'lessThan', value: 3 }),
    '"lessThan" cannot be asked of "patron-blocked", which is true or false. Use: equal, notEqual, known.',
  ],
  [
    'text for yes',
    comparison({ value: 'true' }),
    '$.rules[0].conditions.all[0].value: "patron-blocked" is true or false, and "true" is not.',
  ],
  [
    'text for a number',
    comparison({ fact: 'publication-age', operator: 'lessThan', value: '3' }),
    '"publication-age" is a number, and "3" is not.',
  ],
  ['tenths of a cent', comparison({ fact: 'print-price', operator: 'lessThan', value: 9.999 }), '"print-price" is an amount'],
  ['a choice there is not', comparison({ fact: 'item-kind', value: 'bok' }), '"item-kind" is never "bok". Did you mean "book"?'],
  ['one value for a list', comparison({ fact: 'item-kind', operator: 'in', value: 'book' }), '"in" needs a list of values.'],
  [
    'none where there is always a value',
    comparison({ fact: 'item-kind', value: null }),
    '"item-kind" always has a value; it is never null.',
  ],
  [
    'more than none',
    comparison({ fact: 'print-price', operator: 'lessThan', value: null }),
    'Only "equal" and "notEqual" can be asked of null (none).',
  ],
  ['a list equal to text', comparison({ fact: 'genres', value: 'juvenile' }), 'A list can only be equal to null (none).'],
  [
    'facts of two types',
    comparison({ fact: 'print-price', operator: 'lessThan', value: { fact: 'publication-age' } }),
    'they cannot be compared',
  ],
  [
    'an unknown fact to compare with',
    comparison({ fact: 'print-price', operator: 'lessThan', value: { fact: 'fund-lef' } }),
    '$.rules[0].conditions.all[0].value.fact: There is no fact "fund-lef". Did you mean "fund-left"?',
  ],
  [
    'an unknown list',
    comparison({ fact: 'genres', operator: 'someFact:in', value: { fact: 'list:genres' } }),
    'The policy has no list "genres".',
  ],
  ['params where there are none', comparison({ params: { days: 3 } }), '"patron-blocked" takes no params.'],
  [
    'params left out',
    comparison({ fact: 'soonest-loan', operator: 'lessThan', value: 3 }),
    '"soonest-loan" needs the param "daysInThePost"',
  ],
  [
    'a misspelt param',
    comparison({ fact: 'soonest-loan', operator: 'lessThan', value: 3, params: { daysInPost: 2, daysInThePost: 2 } }),
    'has no param "daysInPost". Did you mean "daysInThePost"?',
  ],
  ['known of something', comparison({ operator: 'known', value: 'yes' }), '"known" is compared with true or false.'],
  [
    'an unknown event',
    rule({ event: { type: 'barrow', params: {} } }),
    '$.rules[0].event.type: There is no event "barrow". Did you mean "borrow"?',
  ],
  ['an event without params', rule({ event: { type: 'borrow' } }), '$.rules[0].event.params: "params" is missing.'],
  [
    'a misspelt param of an event',
    rule({ event: { type: 'staff', params: { notyet: true } } }),
    '$.rules[0].event.params.notyet: "notyet" means nothing here. Did you mean "notYet"?',
  ],
  [
    'a seller there is not',
    rule({ event: { type: 'buy', params: { what: 'copy', from: 'getitnow', addToCollection: false } } }),
    '"from" cannot be "getitnow". Did you mean "get-it-now"?',
  ],
  [
    'a purchase at a publisher’s site of whatever price',
    rule({ event: { type: 'buy', params: { what: 'copy', from: 'publisher', addToCollection: false } } }),
    'Nobody quotes at a publisher’s site: "upTo" is missing.',
  ],
  [
    'a print from a publisher’s site',
    rule({ event: { type: 'buy', params: { what: 'print', from: 'publisher', upTo: 30, addToCollection: false } } }),
    'At a publisher’s site staff buy copies only.',
  ],
  [
    'a limit where a price is quoted',
    rule({ event: { type: 'buy', params: { what: 'copy', from: 'get-it-now', upTo: 30, addToCollection: false } } }),
    '"upTo" means nothing with "get-it-now", which quotes its price.',
  ],
  [
    'a route that cannot be barred',
    rule({ event: { type: 'add', params: { effect: 'x', bars: ['bye'] } } }),
    'There is no route "bye". Did you mean "buy"?',
  ],
  [
    'an answer there is not',
    ask({ options: [{ value: 'yes', label: 'Yes' }], default: 'yes' }),
    '"yes" is no answer to the question "cost".',
  ],
  ['silence that is no option', ask({ default: 'cancel' }), 'Silence means "cancel", which is no option.'],
  ['a cost that is no money', ask({ cost: 'publication-age' }), '"publication-age" is no amount of money.'],
  ['a question of cost without the cost', without(ask({ cost: undefined }), 'nothing'), 'The question "cost" needs "cost"'],
  [
    'an unknown fact in a text',
    rule({ reason: 'At {print-prise}.' }),
    '$.rules[0].reason: There is no fact "print-prise". Did you mean "print-price"?',
  ],
  ['an open brace', rule({ reason: 'At {print-price.' }), 'A brace is opened or closed without its other half.'],
  [
    'a fact in a text whose params nobody gives',
    rule({ reason: 'In {soonest-loan}.' }),
    '"{soonest-loan}" has params, which this rule\'s conditions do not give.',
  ],
];

const ranking = (change: Json): unknown => ({
  name: 'small',
  decides: 'lender-ranking',
  hitPolicy: 'score',
  currency: 'USD',
  rules: [
    {
      id: 'one',
      description: 'One',
      priority: 1,
      conditions: { all: [{ fact: 'lender-is-free', operator: 'equal', value: true }] },
      whenUnknown: 'skip',
      event: { type: 'points', params: { points: 1 } },
      reason: 'Because.',
      ...change,
    },
  ],
});
const points = (params: Json): unknown => ranking({ event: { type: 'points', params } });
const together = (...all: Json[]): Json => rule({ conditions: { all } });

/** The same, of what only some kinds of policy have. */
const WRONG_OF_A_KIND: readonly (readonly [what: string, policy: unknown, told: string])[] = [
  [
    'a fact of another kind',
    comparison({ fact: 'lender-balance', operator: 'lessThan', value: 3 }),
    'is not known where sourcing is decided: it comes from the union catalog',
  ],
  [
    'the hit policy of another kind',
    { ...(ranking({}) as Json), hitPolicy: 'first' },
    '"hitPolicy" cannot be "first". There is: score.',
  ],
  ['an event of another kind', ranking({ event: { type: 'borrow', params: {} } }), 'There is no event "borrow"'],
  ['otherwise in a ranking', { ...(ranking({}) as Json), otherwise: {} }, '"otherwise" means nothing here.'],
  ['a person asked in a ranking', ranking({ whenUnknown: 'ask' }), 'A ranking cannot wait for a person'],
  ['no points', points({ points: 0 }), 'No points make no difference.'],
  [
    'points for each text',
    points({ points: 1, per: 'lender-settled-by' }),
    '"lender-settled-by" is choice: there are no units to count.',
  ],
  ['points for a fact there is not', points({ points: 1, per: 'lender-balanse' }), 'Did you mean "lender-balance"?'],
  ['a limit of nothing', points({ points: 1, atMost: 3 }), '"atMost" limits the units of "per", which is missing.'],
  ['points in words', points({ points: 'many' }), '"points" is text and should be a number.'],
  ['a misspelt param of points', points({ points: 1, per: 'lender-balance', atmost: 3 }), 'Did you mean "atMost"?'],
  ['take in a policy that ranks nothing', { ...plain(), take: 3 }, '$.take: "take" means nothing here.'],
  ['none taken', { ...(ranking({}) as Json), take: 0 }, '"take" is too small'],
  ['a citation as text', rule({ citation: 'CONTU' }), '"citation" is text and should be an object.'],
  ['a citation of another code', rule({ citation: { code: 'CONTOU', clause: '1' } }), 'Did you mean "CONTU"?'],
  [
    'two kinds of thing at once',
    together({ fact: 'item-kind', operator: 'equal', value: 'book' }, { fact: 'item-kind', operator: 'equal', value: 'av' }),
    '$.rules[0].conditions.all[1]: This contradicts what the rule asks of "item-kind" before: it would never apply.',
  ],
  [
    'a price below and above',
    together(
      { fact: 'print-price', operator: 'lessThan', value: 30 },
      { fact: 'print-price', operator: 'greaterThan', value: 30 },
    ),
    'it would never apply',
  ],
  [
    'a choice that the list before leaves out',
    together(
      { fact: 'item-kind', operator: 'in', value: ['book', 'av'] },
      { fact: 'item-kind', operator: 'equal', value: 'map' },
    ),
    'it would never apply',
  ],
  [
    'a rule that an earlier one leaves nothing to decide',
    {
      ...plain(),
      rules: (plain()['rules'] as Json[]).map((one) => ({
        ...one,
        conditions: { all: [{ fact: 'retracted', operator: 'equal', value: true }] },
      })),
    },
    '$.rules[1].conditions: "rule-1" comes first and has the same conditions: this rule would never decide.',
  ],
];

describe('a wrong policy', () => {
  it.each(WRONG_OF_A_KIND)('of some kind, with %s, is refused before anything runs', (_what, policy, told) => {
    const read = readPolicy(JSON.stringify(policy, null, 2));
    expect(read.ok ? [] : read.error.map(faultText)).toEqual(expect.arrayContaining([expect.stringContaining(told)]));
  });

  it.each(WRONG)('with %s is refused before anything runs', (_what, policy, told) => {
    const read = readPolicy(typeof policy === 'string' ? policy : JSON.stringify(policy, null, 2));
    expect(read.ok ? [] : read.error.map(faultText)).toEqual(expect.arrayContaining([expect.stringContaining(told)]));
  });

  it('is told about on the line where it is wrong, all faults at once', () => {
    const lines = shippedText().split('\n');
    const at = lines.findIndex((line) => line.includes('"get-it-now-price", "operator": "lessThanInclusive", "value": 35'));
    lines[at] = lines[at]!.replace('lessThanInclusive', 'atMost');
    const second = lines.findIndex((line) => line.includes('"whenUnknown"'));
    lines[second] = lines[second]!.replace('whenUnknown', 'whenUnkown');
    const read = readPolicy(lines.join('\n'));
    const told = read.ok ? [] : read.error.map(({ line, message }) => [line, message]);
    expect(told).toEqual(expect.arrayContaining([[second + 1, '"whenUnkown" means nothing here.']]));
    // once the form is right, what it says is checked
    lines[second] = lines[second].replace('whenUnkown', 'whenUnknown');
    const again = readPolicy(lines.join('\n'));
    expect(again.ok ? [] : again.error.map(({ line, message }) => [line, message])).toEqual([
      [at + 1, 'There is no operator "atMost".'],
    ]);
  });

  it('never makes the check itself fail', () => {
    const shipped = JSON.parse(shippedText()) as Policy;
    const wreck = (value: unknown, at: number): unknown => {
      let count = 0;
      const walk = (one: unknown): unknown => {
        if (count++ === at) return [null, 7, 'x', {}, []][at % 5];
        if (Array.isArray(one)) return one.map(walk);
        if (typeof one === 'object' && one !== null)
          return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, walk(part)]));
        return one;
      };
      return walk(value);
    };
    for (let at = 0; at < 1500; at += 7) expect(() => readPolicy(JSON.stringify(wreck(shipped, at)))).not.toThrow();
  });
});

import { check } from './checker.ts';
import { LISTENS } from './check-messages.ts';
import { compare, type Evidence, type Handled, type Sent, type Told } from './evidence.ts';

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [REQUEST, ATTEMPT, DECISION, JOB, ENTRY] = [1, 2, 3, 4, 5].map(uuid) as [string, string, string, string, string];

interface Said {
  readonly source: string;
  readonly what: string;
  readonly subject: string;
  readonly sequence: number;
  readonly data?: Readonly<Record<string, unknown>>;
}
const SAID: readonly Said[] = [
  { source: 'intake', what: 'intake.request-received.v1', subject: REQUEST, sequence: 1 },
  { source: 'intake', what: 'intake.request-verified.v1', subject: REQUEST, sequence: 2 },
  { source: 'sourcing', what: 'sourcing.decided.v1', subject: REQUEST, sequence: 3, data: { decisionId: DECISION } },
  { source: 'fulfillment', what: 'fulfillment.attempt-opened.v1', subject: ATTEMPT, sequence: 1 },
  { source: 'fulfillment', what: 'fulfillment.cost-incurred.v1', subject: ATTEMPT, sequence: 2 },
  { source: 'payment', what: 'payment.entry-posted.v1', subject: ENTRY, sequence: 1 },
  {
    source: 'fulfillment',
    what: 'fulfillment.request-finished.v1',
    subject: REQUEST,
    sequence: 2,
    data: { kind: 'buy', supplier: 'vendor' },
  },
];

/** One request, decided once, bought once, charged once, ended; everything in its place. */
function whole(): Evidence {
  const told: Told[] = SAID.map(({ source, what, subject, sequence, data = {} }, n) => ({
    service: source,
    partition: 0,
    offset: n,
    envelope: {
      specversion: '1.0',
      id: uuid(100 + n),
      source,
      type: what,
      subject,
      sequence,
      tenant: 'LCC',
      correlation: REQUEST,
      time: '2025-10-06T13:00:00.000Z',
      datacontenttype: 'application/json',
      data,
    },
  }));
  const sent: Sent[] = told.map(({ service, envelope: { id, type, subject } }, pos) => ({
    service,
    pos,
    id,
    key: subject,
    type,
  }));
  const handled: Handled[] = Object.entries(LISTENS).flatMap(([service, types]) =>
    sent.filter(({ type }) => types.includes(type)).map(({ id, type }) => ({ service, id, type })),
  );
  const aggregate = (service: string, table: string, id: string, version: number) => ({
    service,
    table,
    id,
    version,
    events: version,
    lowest: 1,
    highest: version,
  });
  return {
    acknowledged: { requests: [REQUEST], actions: [{ service: 'fulfillment', id: ATTEMPT, event: 'receive' }] },
    batchLines: [],
    requests: [{ id: REQUEST, status: 'closed', asksPatron: false }],
    inHands: [],
    told,
    sent,
    handled,
    jobs: [{ service: 'fulfillment', id: JOB, kind: 'place-order', key: ATTEMPT }],
    left: [{ what: 'intake.outbox', n: 0 }],
    aggregates: [
      aggregate('intake', 'request', REQUEST, 3),
      aggregate('sourcing', 'request', REQUEST, 4),
      aggregate('fulfillment', 'process', REQUEST, 2),
      aggregate('fulfillment', 'attempt', ATTEMPT, 5),
    ],
    steps: new Set([`fulfillment ${ATTEMPT} receive`]),
    timeline: told.filter(({ service }) => service !== 'intake').map(({ envelope }) => envelope.id),
    heard: told.map(({ envelope }) => envelope.id),
    decisions: [{ id: DECISION, requestId: REQUEST, route: 'buy' }],
    charges: [ATTEMPT],
    entries: [ENTRY],
    postings: 2,
    moneyRows: 2,
    attemptRows: [ATTEMPT],
    decisionRows: [DECISION],
    balances: [],
    members: ['LCC', 'TSU'],
    attempts: [
      {
        id: ATTEMPT,
        requestId: REQUEST,
        machine: 'buy-print',
        status: 'closed',
        requestIds: [ATTEMPT],
        orderNumber: 'PO-000001',
        sent: 0,
        asked: 0,
        unsure: false,
      },
    ],
    effects: [{ service: 'vendor', effect: 'PO-000001', key: JOB }],
    ledger: { entries: 1, postings: 2, charges: 1, faults: [] },
  };
}
const findings = (change: (evidence: Evidence) => Partial<Evidence>): readonly string[] => {
  const evidence = whole();
  return check({ ...evidence, ...change(evidence) }).findings;
};
const at = (type: string) => SAID.findIndex(({ what }) => what === type);

describe('the checker', () => {
  it('finds nothing where all is well, and says how much it compared', () => {
    const { findings: none, compared } = check(whole());
    expect(none).toEqual([]);
    expect(compared).toMatchObject({ messages: 7, handlings: 19, requests: 1, effects: 1, decisions: 1, aggregates: 4 });
  });

  it('misses an acknowledged request', () =>
    expect(findings(() => ({ requests: [] }))).toContain(`request ${REQUEST} was acknowledged and is lost`));

  it('misses what an acknowledged action left', () =>
    expect(findings(() => ({ steps: new Set<string>() }))).toEqual([
      `receive of fulfillment ${ATTEMPT} was acknowledged and left no event`,
    ]));

  it('sees a request that nobody has on a list', () => {
    const open = (inHands: string[], asksPatron = false) =>
      findings(() => ({ requests: [{ id: REQUEST, status: 'in-progress', asksPatron }], inHands }));
    expect(open([])).toEqual([`request ${REQUEST} is in-progress, and nobody has it on a list`]);
    expect(open([REQUEST])).toEqual([]);
    expect(open([], true)).toEqual([]);
  });

  it('sees a dropped charge', () =>
    expect(findings(() => ({ charges: [] }))).toEqual([
      `cost of attempt ${ATTEMPT} is missing in payment's charges`,
      `cost of attempt ${ATTEMPT} is in the messages of fulfillment and nowhere else`,
    ]));

  it('sees a second order', () =>
    expect(findings(({ effects }) => ({ effects: [...effects, { service: 'vendor', effect: 'PO-000002', key: JOB }] }))).toEqual([
      `attempt ${ATTEMPT} has 2 effects at vendor: PO-000001, PO-000002`,
    ]));

  it('lets a second order pass where a person had been told that nobody knows', () =>
    expect(
      findings(({ attempts, effects }) => ({
        attempts: attempts.map((attempt) => ({ ...attempt, unsure: true })),
        effects: [...effects, { service: 'vendor', effect: 'PO-000002', key: JOB }],
      })),
    ).toEqual([]));

  it('sees an order of nobody, and one that is not there', () => {
    expect(
      findings(({ effects }) => ({ effects: [...effects, { service: 'getitnow', effect: 'GIN-000001', key: 'x' }] })),
    ).toEqual(['getitnow x: GIN-000001 belongs to no attempt']);
    expect(findings(() => ({ effects: [] }))).toEqual([`attempt ${ATTEMPT} names PO-000001, which the world does not have`]);
  });

  it('sees a lender asked twice', () => {
    const asked = (times: number) =>
      findings(({ attempts, effects }) => ({
        attempts: attempts.map((attempt) => ({ ...attempt, sent: 1, asked: 1 })),
        effects: [
          ...effects,
          ...Array.from({ length: times }, (_, n) => ({ service: 'iso18626', effect: `TSU-${n}`, key: ATTEMPT })),
        ],
      }));
    expect(asked(1)).toEqual([]);
    expect(asked(2)).toEqual([`attempt ${ATTEMPT} (buy-print) asked 1 times, and the lender has 2 requests`]);
    expect(asked(0)).toEqual([`attempt ${ATTEMPT} (buy-print) had 1 requests confirmed, and the lender has 0`]);
  });

  it('sees a lost message: in the topic, at its subscribers, in their tables', () => {
    const lost = uuid(100 + at('fulfillment.cost-incurred.v1'));
    const found = findings(({ told, handled, heard, timeline }) => ({
      told: told.filter(({ envelope }) => envelope.id !== lost),
      handled: handled.filter(({ id }) => id !== lost),
      heard: heard.filter((id) => id !== lost),
      timeline: timeline.filter((id) => id !== lost),
    }));
    expect(found).toContain(`fulfillment.cost-incurred.v1 ${lost} was written to fulfillment's outbox and is in no topic`);
    const unheard = findings(({ handled }) => ({
      handled: handled.filter(({ service, id }) => service !== 'payment' || id !== lost),
    }));
    expect(unheard).toEqual([`message ${lost} (fulfillment.cost-incurred.v1) is missing in what payment handled`]);
    expect(findings(({ heard }) => ({ heard: heard.slice(1) }))).toEqual([
      `event ${uuid(100)} is missing in what reporting keeps`,
    ]);
  });

  it('sees a message handled twice, and takes a copy in a topic for what it is', () => {
    const twice = uuid(100 + at('sourcing.decided.v1'));
    expect(
      findings(({ handled }) => ({ handled: [...handled, { service: 'fulfillment', id: twice, type: 'sourcing.decided.v1' }] })),
    ).toEqual([`message ${twice} (sourcing.decided.v1) is 2 times in what fulfillment handled`]);
    expect(findings(({ told }) => ({ told: [...told, ...told.map((one) => ({ ...one, offset: one.offset + 100 }))] }))).toEqual(
      [],
    );
  });

  it('sees a key that runs backwards', () => {
    const [first, second] = [uuid(100), uuid(101)];
    const found = findings(({ told }) => ({
      told: told.map((one) => (one.envelope.id === first ? { ...one, offset: 50 } : one)),
    }));
    expect(found).toEqual([
      `intake.request-received.v1 ${first} (subject ${REQUEST}, sequence 1) comes after sequence 2 of its key`,
      `intake.request-received.v1 ${first} (subject ${REQUEST}, sequence 1) was written before the message that stands before it`,
    ]);
    expect(second).not.toBe(first);
  });

  it('sees a hole in an aggregate, a step nobody took, and what is left lying', () => {
    const hole = findings(({ aggregates }) => ({
      aggregates: aggregates.map((one) => (one.table === 'attempt' ? { ...one, events: 4 } : one)),
    }));
    expect(hole).toEqual([`fulfillment.attempt ${ATTEMPT} is at version 5, its 4 events run from 1 to 5`]);
    expect(findings(() => ({ left: [{ what: 'payment.inbox', n: 2 }] }))).toEqual(['2 rows are left in payment.inbox']);
    const early = findings(({ aggregates }) => ({
      aggregates: aggregates.map((one) => (one.table === 'attempt' ? { ...one, version: 1, events: 1, highest: 1 } : one)),
    }));
    expect(early).toEqual([
      expect.stringMatching(/^fulfillment.cost-incurred.* tells of a step that its aggregate \(version 1\) never took$/),
    ]);
  });

  it('sees a loan counted twice, and says what the ledger found', () => {
    expect(findings(() => ({ balances: [{ tenant: 'LCC', partner: 'TSU', borrowed: 1, lent: 0 }] }))).toEqual([
      'the balance says 1 loans LCC from TSU, fulfillment finished 0',
    ]);
    const ledger = { ...whole().ledger, faults: ['the ledger of LCC is off by 1 USD'] };
    expect(findings(() => ({ ledger }))).toEqual(['the ledger of LCC is off by 1 USD']);
  });
});

describe('compare', () => {
  it('names what is missing, what is too much and what is there twice', () =>
    expect(compare('thing', ['a', 'b'], ['b', 'b', 'c'], 'the box')).toEqual([
      'thing a is missing in the box',
      'thing c is in the box and nowhere else',
      'thing b is 2 times in the box',
    ]));
});

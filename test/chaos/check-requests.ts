import { messages } from '#lib/contracts';
import { compare, once, type Check, type Told } from './evidence.ts';

const ENDED: readonly string[] = ['closed', 'unfilled', 'cancelled', 'merged', 'declined'];

/** What clients were told had been taken or done is there. */
export const checkAcknowledged: Check = ({ acknowledged, batchLines, requests, steps }) => {
  const known = new Set(requests.map(({ id }) => id));
  const lost = acknowledged.requests.filter((id) => !known.has(id)).map((id) => `request ${id} was acknowledged and is lost`);
  const lines = batchLines
    .filter(({ status, requestId }) => (requestId ? !known.has(requestId) : status !== 'refused'))
    .map(({ line, status }) => `line ${line} of an acknowledged file is "${status}" and no request`);
  const undone = acknowledged.actions
    .filter(({ service, id, event }) => !steps.has(`${service} ${id} ${event}`))
    .map(({ service, id, event }) => `${event} of ${service} ${id} was acknowledged and left no event`);
  return {
    findings: [...lost, ...lines, ...undone],
    compared: {
      'acknowledged requests': acknowledged.requests.length,
      'lines of files': batchLines.length,
      'acknowledged actions': acknowledged.actions.length,
    },
  };
};

/** Every request has ended or waits for somebody with a name. */
export const checkEnds: Check = ({ requests, inHands }) => {
  const hands = new Set(inHands);
  const open = requests.filter(({ id, status, asksPatron }) => !ENDED.includes(status) && !asksPatron && !hands.has(id));
  return {
    findings: open.map(({ id, status }) => `request ${id} is ${status}, and nobody has it on a list`),
    compared: { requests: requests.length, ended: requests.filter(({ status }) => ENDED.includes(status)).length },
  };
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Each service's tables against what the others said. */
export const checkServices: Check = (evidence) => {
  const all = once(evidence.told);
  const of = (...types: string[]): Told[] => all.filter(({ envelope }) => types.includes(envelope.type));
  const subjects = (type: string): string[] => of(type).map(({ envelope }) => envelope.subject);
  const requests = new Set(evidence.requests.map(({ id }) => id));
  const decided = of('sourcing.decided.v1').map(({ envelope }) => text(envelope.data['decisionId']));
  // a purchase the fund refused, a loan abroad there were no vouchers for, or given up before it was granted, was decided and never told
  const untold = new Set(
    of('payment.reservation-refused.v1', 'payment.vouchers-refused.v1', 'payment.release-reservation.v1').map(
      ({ envelope }) => envelope.correlation,
    ),
  );
  const toldOf = evidence.decisions.filter(
    ({ id, route, requestId }) => decided.includes(id) || (route !== 'buy' && route !== 'borrow') || !untold.has(requestId),
  );
  const onPages = all.filter(
    ({ service, envelope }) =>
      (['sourcing', 'fulfillment', 'payment'].includes(service) ||
        /^directory\.(notice-changed|message-written)\.v1$/.test(envelope.type)) &&
      // what services ask of each other, and what a fund has left, stands on no page
      messages.get(envelope.type)?.kind === 'event' &&
      envelope.type !== 'payment.fund-changed.v1' &&
      envelope.type !== 'payment.vouchers-changed.v1' &&
      requests.has(envelope.correlation),
  );
  const events = all.filter(({ envelope }) => KEPT.has(envelope.type)).map(({ envelope }) => envelope.id);
  const findings = [
    ...compare(
      'decision',
      toldOf.map(({ id }) => id),
      decided,
      'the messages of sourcing',
    ),
    ...compare('decision', decided, evidence.decisionRows, "reporting's decisions"),
    ...compare(
      'attempt',
      subjects('fulfillment.attempt-opened.v1'),
      evidence.attempts.map(({ id }) => id),
      "fulfillment's attempts",
    ),
    ...compare(
      'attempt',
      evidence.attempts.map(({ id }) => id),
      subjects('fulfillment.attempt-opened.v1'),
      'the messages of fulfillment',
    ),
    ...compare('attempt', subjects('fulfillment.attempt-opened.v1'), evidence.attemptRows, "reporting's attempts"),
    ...compare('cost of attempt', subjects('fulfillment.cost-incurred.v1'), evidence.charges, "payment's charges"),
    ...compare(
      'cost of attempt',
      new Set(evidence.charges),
      subjects('fulfillment.cost-incurred.v1'),
      'the messages of fulfillment',
    ),
    ...compare('entry', evidence.entries, subjects('payment.entry-posted.v1'), 'the messages of payment'),
    ...compare(
      'message',
      onPages.map(({ envelope }) => envelope.id),
      evidence.timeline,
      "intake's timelines",
    ),
    ...compare('event', events, evidence.heard, 'what reporting keeps'),
    ...(evidence.postings === evidence.moneyRows
      ? []
      : [`the ledger has ${evidence.postings} postings, reporting ${evidence.moneyRows}`]),
    ...evidence.ledger.faults,
    ...balances(evidence.balances, of('fulfillment.request-finished.v1'), evidence.members),
  ];
  const { charges, entries, postings } = evidence.ledger;
  const compared = { decisions: decided.length, attempts: evidence.attempts.length, charges, entries, postings };
  return { findings, compared: { ...compared, 'timeline entries': onPages.length, 'events kept': events.length } };
};

/** What reporting keeps: every event, but who may sign in, who may ask in whose name, and that a practice copy goes. */
const NOT_KEPT: readonly string[] = [
  'directory.account-changed.v1',
  'directory.proxy-changed.v1',
  'directory.practice-removed.v1',
];
const KEPT = new Set(
  [...messages.values()].filter(({ kind, type }) => kind === 'event' && !NOT_KEPT.includes(type)).map(({ type }) => type),
);

/** Who borrowed how much from whom, counted once more from what fulfillment said. */
function balances(
  found: readonly { tenant: string; partner: string; borrowed: number; lent: number }[],
  finished: readonly Told[],
  members: readonly string[],
): string[] {
  const wanted: string[] = [];
  for (const { envelope } of finished) {
    if (envelope.data['kind'] !== 'borrow') continue;
    const supplier = text(envelope.data['supplier']);
    wanted.push(`${envelope.tenant} from ${supplier}`);
    if (members.includes(supplier)) wanted.push(`${supplier} to ${envelope.tenant}`);
  }
  const counts = Map.groupBy(wanted, (one) => one);
  const said = new Map<string, number>(
    found.flatMap(({ tenant, partner, borrowed, lent }) => [
      [`${tenant} from ${partner}`, borrowed] as const,
      [`${tenant} to ${partner}`, lent] as const,
    ]),
  );
  return [...new Set([...counts.keys(), ...said.keys()])]
    .filter((pair) => (counts.get(pair)?.length ?? 0) !== (said.get(pair) ?? 0))
    .map(
      (pair) => `the balance says ${said.get(pair) ?? 0} loans ${pair}, fulfillment finished ${counts.get(pair)?.length ?? 0}`,
    );
}

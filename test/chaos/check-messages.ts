import { messages } from '#lib/contracts';
import { compare, once, type Check, type Told } from './evidence.ts';

// who may ask in whose name is no figure
const EVENTS = [...messages.values()]
  .filter(({ kind, type }) => kind === 'event' && type !== 'directory.proxy-changed.v1')
  .map(({ type }) => type);

/** Who listens to what. Written here once more: a handler that goes missing is a finding, not a shorter list. */
export const LISTENS: Readonly<Record<string, readonly string[]>> = {
  directory: [
    'directory.place-hold.v1',
    'directory.remove-hold.v1',
    'directory.circulate-copy.v1',
    'intake.patron-forgotten.v1',
    'intake.request-received.v1',
    'intake.request-verified.v1',
    'intake.patron-answered.v1',
    'intake.request-cancelled.v1',
    'intake.request-unlinked.v1',
    'intake.not-obtained.v1',
    'sourcing.question-reminded.v1',
    'fulfillment.request-reopened.v1',
    'sourcing.decided.v1',
    'sourcing.ended.v1',
    'fulfillment.attempt-advanced.v1',
    'fulfillment.request-closed.v1',
    'sourcing.holdings-brought.v1',
    'sourcing.policy-published.v1',
    'sourcing.policy-withdrawn.v1',
    'payment.fund-changed.v1',
  ],
  intake: [
    'directory.account-changed.v1',
    'directory.connector-changed.v1',
    'directory.practice-removed.v1',
    'directory.library-changed.v1',
    'intake.forget-patron.v1',
    'directory.patron-changed.v1',
    'directory.message-written.v1',
    'directory.notice-changed.v1',
    'directory.proxy-changed.v1',
    'intake.take-batch-line.v1',
    'sourcing.decided.v1',
    'sourcing.question-reminded.v1',
    'sourcing.ended.v1',
    'fulfillment.attempt-opened.v1',
    'fulfillment.attempt-advanced.v1',
    'fulfillment.supply-exhausted.v1',
    'fulfillment.request-finished.v1',
    'fulfillment.request-closed.v1',
    'fulfillment.request-reopened.v1',
    'fulfillment.cost-incurred.v1',
    'fulfillment.cost-reversed.v1',
    'fulfillment.fee-owed.v1',
    'fulfillment.fee-taken-back.v1',
    'payment.fund-reserved.v1',
    'payment.reservation-refused.v1',
    'payment.reservation-released.v1',
    'payment.vouchers-promised.v1',
    'payment.vouchers-refused.v1',
    'payment.entry-posted.v1',
    'payment.patron-fee-changed.v1',
  ],
  sourcing: [
    'directory.account-changed.v1',
    'directory.practice-made.v1',
    'directory.practice-removed.v1',
    'directory.connector-changed.v1',
    'directory.library-changed.v1',
    'directory.partner-changed.v1',
    'directory.patron-changed.v1',
    'intake.request-verified.v1',
    'intake.patron-answered.v1',
    'intake.request-cancelled.v1',
    'intake.request-unlinked.v1',
    'directory.patron-erased.v1',
    'fulfillment.attempt-advanced.v1',
    'fulfillment.supply-exhausted.v1',
    'fulfillment.request-finished.v1',
    'fulfillment.request-closed.v1',
    'fulfillment.request-reopened.v1',
    'payment.fund-changed.v1',
    'payment.fund-reserved.v1',
    'payment.reservation-refused.v1',
    'payment.vouchers-changed.v1',
    'payment.vouchers-promised.v1',
    'payment.vouchers-refused.v1',
    'sourcing.tell-directory-policies.v1',
    'sourcing.tell-fulfillment-policies.v1',
    'sourcing.tell-payment-policies.v1',
  ],
  fulfillment: [
    'directory.circulation-failed.v1',
    'directory.copy-not-circulated.v1',
    'directory.hold-answered.v1',
    'directory.account-changed.v1',
    'directory.practice-removed.v1',
    'directory.connector-changed.v1',
    'directory.library-changed.v1',
    'directory.partner-changed.v1',
    'sourcing.decided.v1',
    'sourcing.ended.v1',
    'sourcing.policy-published.v1',
    'sourcing.policy-withdrawn.v1',
    'fulfillment.lent-changed.v1',
    'intake.renewal-asked.v1',
    'intake.not-obtained.v1',
    'intake.request-cancelled.v1',
    'intake.request-unlinked.v1',
  ],
  payment: [
    'directory.account-changed.v1',
    'sourcing.policy-published.v1',
    'sourcing.policy-withdrawn.v1',
    'directory.practice-made.v1',
    'directory.practice-removed.v1',
    'fulfillment.cost-incurred.v1',
    'fulfillment.cost-reversed.v1',
    'fulfillment.lent-charged.v1',
    'fulfillment.lent-charge-taken-back.v1',
    'fulfillment.fee-owed.v1',
    'fulfillment.fee-taken-back.v1',
    'payment.reserve-fund.v1',
    'payment.release-reservation.v1',
    'payment.abandon-reservation.v1',
    'payment.promise-vouchers.v1',
  ],
  reporting: EVENTS,
};

const name = ({ envelope: { id, type, subject, sequence } }: Told): string =>
  `${type} ${id} (subject ${subject}, sequence ${sequence})`;

/** Every message written to an outbox stands in its topic, and nothing else does; each key in the order in which it was written. */
export const checkTopics: Check = ({ told, sent }) => {
  const findings: string[] = [];
  const first = once(told);
  const audited = new Set(sent.map(({ id }) => id));
  const inTopics = new Set(first.map(({ envelope }) => envelope.id));
  for (const { service, id, type } of sent)
    if (!inTopics.has(id)) findings.push(`${type} ${id} was written to ${service}'s outbox and is in no topic`);
  for (const one of first)
    if (one.envelope.source !== one.service)
      findings.push(`${name(one)} of ${one.envelope.source} is in the topic of ${one.service}`);
  const position = new Map(sent.map(({ id, pos }) => [id, pos]));
  let ordered = 0;
  for (const [key, group] of Map.groupBy(first, ({ service, envelope }) => `${service} ${envelope.subject}`)) {
    if (new Set(group.map(({ partition }) => partition)).size > 1) findings.push(`key ${key} is in more than one partition`);
    let [sequence, pos] = [-1, -1];
    for (const one of group) {
      ordered += 1;
      if (one.envelope.sequence < sequence) findings.push(`${name(one)} comes after sequence ${sequence} of its key`);
      const at = position.get(one.envelope.id) ?? -1;
      if (at >= 0 && at < pos) findings.push(`${name(one)} was written before the message that stands before it`);
      sequence = Math.max(sequence, one.envelope.sequence);
      pos = Math.max(pos, at);
    }
  }
  return { findings, compared: { messages: first.length, 'messages by outbox': audited.size, 'messages in order': ordered } };
};

/** Every subscriber handled each message once: neither never nor again. */
export const checkHandled: Check = ({ told, sent, handled }) => {
  const findings: string[] = [];
  const type = new Map(once(told).map(({ envelope }) => [envelope.id, envelope.type]));
  const audited = new Set(sent.map(({ id }) => id));
  let compared = 0;
  for (const [service, types] of Object.entries(LISTENS)) {
    const wanted = [...audited].filter((id) => types.includes(type.get(id) ?? ''));
    const done = handled.filter((one) => one.service === service);
    // those sent before the audit may have been handled before it too, yet not again
    const mine = done.filter(({ id }) => audited.has(id));
    compared += mine.length;
    findings.push(
      ...compare(
        'message',
        wanted,
        mine.map(({ id }) => id),
        `what ${service} handled`,
      ).map((text) => describe(text, type)),
    );
    const early = done.filter(({ id }) => !audited.has(id)).map(({ id }) => id);
    findings.push(...compare('early message', early, early, `what ${service} handled`).map((text) => describe(text, type)));
    for (const unknown of new Set(done.map((one) => one.type)))
      if (!types.includes(unknown)) findings.push(`${service} handles ${unknown}, of which the checker does not know`);
  }
  return { findings, compared: { handlings: compared } };
};

const describe = (text: string, type: ReadonlyMap<string, string>): string =>
  text.replace(/message (\S+)/, (_, id: string) => `message ${id} (${type.get(id) ?? 'in no topic'})`);

/** Nothing is on its way any more, and every aggregate's row stands where its unbroken row of events ends. */
export const checkRest: Check = ({ left, aggregates, told }) => {
  const findings = left.filter(({ n }) => n > 0).map(({ what, n }) => `${n} rows are left in ${what}`);
  for (const { service, table, id, version, events, lowest, highest } of aggregates)
    if (version !== highest || events !== highest || (events > 0 && lowest !== 1))
      findings.push(`${service}.${table} ${id} is at version ${version}, its ${events} events run from ${lowest} to ${highest}`);
  const versions = new Map(aggregates.map(({ service, id, version }) => [`${service} ${id}`, version]));
  let founded = 0;
  for (const one of once(told)) {
    const version = versions.get(`${one.service} ${one.envelope.subject}`);
    if (version === undefined) continue;
    founded += 1;
    if (one.envelope.sequence > version)
      findings.push(`${name(one)} tells of a step that its aggregate (version ${version}) never took`);
  }
  return { findings, compared: { aggregates: aggregates.length, 'messages with their aggregate': founded } };
};

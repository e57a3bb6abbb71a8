import { compare, err, formatMoney, ok, reject, transitionFor, type Money, type Rejection, type Result } from '#lib/kernel';
import type { Command, Heard, LenderWord, On, Said } from '../commands.ts';
import type { AttemptEvent, Facts } from '../events.ts';
import { MACHINES } from '../machines/index.ts';
import { dueDates, limitsOf } from '../limits.ts';
import type { Borrowing } from '../plan.ts';
import { NOTHING_SENT, type Attempt } from '../state.ts';
import { handOver } from './own.ts';
import { redue, renewalRefused, renewed } from './renewal.ts';
import { endOf, giveUp, moved, noted, questioned, tell } from './step.ts';

type Saying = Extract<On, `says-${string}`>;
type Says = Command<Saying>;
/** An attempt at a lender: these steps exist for no other kind. */
type Asked = Attempt & { readonly plan: Borrowing };

const isCopy = ({ plan }: Asked): boolean => plan.machine === 'borrow-copy';
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  !a || (b && Date.parse(b) > Date.parse(a)) ? b : a;
const isOld = ({ lastChange }: Attempt, word: LenderWord): boolean =>
  lastChange !== undefined && word.lastChange !== undefined && Date.parse(word.lastChange) < Date.parse(lastChange);

const learned = (attempt: Attempt, { word }: Heard): Facts => {
  const lastChange = later(attempt.lastChange, word.lastChange);
  return { ...(lastChange ? { lastChange } : {}), ...(word.lenderRequestId ? { lenderRequestId: word.lenderRequestId } : {}) };
};

/** What the lender charges, once: what it says, else what was agreed. More than was agreed is not posted but asked about. */
export function charge(attempt: Asked, command: Command, word: LenderWord, questionId: string): AttemptEvent[] {
  const { lender } = attempt.plan;
  if (attempt.charged || lender.settledBy === 'nobody') return [];
  const amount = word.cost ?? attempt.offered ?? lender.expectedCost;
  if (!amount || amount.minor <= 0) return [];
  // nothing is paid: what it names is told, and no limit is needed
  if (lender.settledBy === 'reciprocity') return [{ type: 'charged', amount, at: command.at }];
  const most: Money = attempt.maxCost ?? lender.maxCost ?? lender.expectedCost ?? { minor: 0, currency: amount.currency };
  if (most.currency === amount.currency && compare(amount, most) <= 0) return [{ type: 'charged', amount, at: command.at }];
  const text = `${lender.name} charges ${formatMoney(amount)}; at most ${formatMoney(most)} was agreed. Nothing is posted: settle it with them.`;
  return [questioned(command, questionId, 'cost-over-maximum', text)];
}

/** What OCLC settles counts from its receipt where the library has it so (the older practice; FIELD.md §4); a link is received as it comes. */
const countsLater = ({ plan, status }: Asked, command: Command, { url }: LenderWord): boolean =>
  limitsOf(command).chargedOnReceipt &&
  plan.lender.settledBy === 'OCLC' &&
  !plan.lender.notInIfm &&
  url === undefined &&
  (status === 'shipped' || NOTHING_SENT.includes(status));

/** The lender shipped it: charged now, or what it said is kept until it is here. */
export function chargeAtShipping(attempt: Asked, command: Command, word: LenderWord, questionId: string) {
  const onReceipt = countsLater(attempt, command, word);
  return {
    cost: onReceipt ? [] : charge(attempt, command, word, questionId),
    facts: onReceipt && word.cost ? { billed: word.cost } : {},
  };
}

/** It is here: what was kept until now is charged. */
export const chargeAtReceipt = (attempt: Asked, command: Command): AttemptEvent[] =>
  countsLater(attempt, command, {})
    ? charge(attempt, command, attempt.billed ? { cost: attempt.billed } : {}, 'cost-at-receipt')
    : [];

/** The lender sent it, or says so. Twice, late, or before it had said yes: all of that happens. */
function sent(attempt: Asked, command: Command<'says-loaned' | 'says-copy-completed'>): AttemptEvent[] {
  const { word, questionId, spareId } = command;
  const { cost, facts: billed } = chargeAtShipping(attempt, command, word, questionId);
  const facts: Facts = {
    ...learned(attempt, command),
    ...billed,
    ...(word.dueDate ? dueDates(word.dueDate, command) : {}),
    ...(word.url ? { url: word.url } : {}),
    ...(word.note ? { note: word.note } : {}),
    ...(word.loanConditions?.length ? { loanConditions: word.loanConditions } : {}),
  };
  switch (attempt.status) {
    case 'unfilled':
    case 'no-answer':
    case 'cancelled':
    case 'not-received':
      return attempt.succeededBy ? [noted(command, facts)] : [{ type: 'succeeded', by: spareId, at: command.at }];
    case 'closed':
    case 'lost':
      return [noted(command, facts)];
    case 'patron-notified':
    case 'checked-out': {
      const otherDay = word.dueDate && word.dueDate !== attempt.dueDate ? word.dueDate : undefined;
      if (!otherDay) return [noted(command, facts), ...cost];
      return attempt.renewal === 'asked'
        ? renewed(attempt, command, word, facts)
        : [redue(attempt, command, otherDay, facts), ...cost];
    }
    case 'planned':
    case 'asked':
    case 'expect-to-supply':
    case 'will-supply':
    case 'conditional':
    case 'cancelling':
      break;
    default:
      if (!(isCopy(attempt) && attempt.status === 'shipped')) return [noted(command, facts), ...cost];
  }
  if (!isCopy(attempt)) return [moved(attempt, command, 'shipped', { facts }), ...cost];
  if (!word.url)
    return [attempt.status === 'shipped' ? noted(command, facts) : moved(attempt, command, 'shipped', { facts }), ...cost];
  // one too many: a person decides whether the patron gets it
  if (attempt.withdrawn) return [moved(attempt, command, 'received', { facts }), ...tell(attempt, command, 'Received'), ...cost];
  if (limitsOf(command).checkCopies)
    return [moved(attempt, command, 'received', { facts }), ...tell(attempt, command, 'Received'), ...cost];
  return [...handOver(attempt, command, facts), ...cost];
}

/** Retries in a row that nobody looks at: two systems may never agree. */
const MOST_RETRIES = 4;

/** Whether the decision said that such a condition is agreed to without asking a person. */
function acceptsItself({ plan, offered, loanConditions = [], requestIds }: Asked): boolean {
  const { upTo, conditions = [] } = plan.accepts ?? {};
  if (!plan.accepts || requestIds.length > MOST_RETRIES) return false;
  const price = !offered || (upTo !== undefined && upTo.currency === offered.currency && compare(offered, upTo) <= 0);
  return price && loanConditions.every((condition) => conditions.includes(condition));
}

const retryOf = (attempt: Attempt, maxCost: Money | undefined) => ({
  requestId: `${attempt.id}.${attempt.requestIds.length}`,
  previousRequestId: attempt.requestIds.at(-1) ?? attempt.id,
  ...(maxCost ? { maxCost } : {}),
  ...(attempt.loanConditions ? { loanConditions: attempt.loanConditions } : {}),
});

/** The policy has agreed beforehand: the Retry goes out with the answer. */
const agree = (attempt: Asked, command: Command<'says-retry-possible'>, condition: Facts, reason: string): AttemptEvent[] => [
  moved(attempt, command, 'asked', {
    facts: { ...condition, ...(attempt.offered ? { maxCost: attempt.offered } : {}) },
    reason: `${reason} Agreed to, as decided.`,
    anew: true,
  }),
  ...tell(attempt, command, 'Retry', retryOf(attempt, attempt.offered)),
];

const becauseOf = ({ word }: Heard, otherwise: string): string => word.reason ?? word.note ?? otherwise;

function retryPossible(attempt: Asked, command: Command<'says-retry-possible'>): AttemptEvent[] {
  const { word } = command;
  const facts = learned(attempt, command);
  if (MACHINES[attempt.plan.machine].statuses[attempt.status].final) return [noted(command, facts, word.note)];
  const reason = becauseOf(command, 'It might be had later or otherwise.');
  if (attempt.status === 'cancelling') return [moved(attempt, command, endOf(attempt.withdrawn), { facts, reason })];
  const condition: Facts = {
    ...(word.offered ? { offered: word.offered } : {}),
    ...(word.loanConditions?.length ? { loanConditions: word.loanConditions } : {}),
  };
  if (attempt.withdrawn || !Object.keys(condition).length) {
    const retry = word.retryAfter && !attempt.withdrawn ? { retryAfter: word.retryAfter } : {};
    return [moved(attempt, command, 'unfilled', { facts: { ...facts, ...retry }, reason })];
  }
  const conditional = { ...attempt, ...facts, ...condition };
  if (acceptsItself(conditional)) return agree(conditional, command, condition, reason);
  return [moved(attempt, command, 'conditional', { facts: { ...facts, ...condition }, reason })];
}

/** For its lender it is still out, or paid for; here it has gone back or never came. A person settles that with them, once. */
function afterwards(attempt: Asked, command: Says, facts: Facts): AttemptEvent[] {
  const { note, cost } = command.word;
  const said = command.on.slice('says-'.length).replaceAll('-', ' ');
  const here = attempt.status === 'closed' ? 'here it counts as given back' : 'it never arrived here';
  const text = `${attempt.plan.lender.name} says "${said}"${cost ? ` and asks ${formatMoney(cost)}` : ''}; ${here}. Settle it with them.`;
  const id = `after-${command.on}`;
  return [
    noted(command, facts, note),
    ...(attempt.questions.some((question) => question.id === id)
      ? []
      : [questioned(command, id, 'by-hand', [text, note].filter(Boolean).join(' '))]),
  ];
}

/** A yes that comes later, or crossed our Cancel, changes nothing. */
const BEFORE_A_YES: readonly Attempt['status'][] = ['planned', 'asked', 'conditional'];

function listed(attempt: Asked, command: Says): AttemptEvent[] {
  const facts = learned(attempt, command);
  const { status, withdrawn } = attempt;
  switch (command.on) {
    case 'says-loaned':
    case 'says-copy-completed':
      return sent(attempt, command);
    case 'says-retry-possible':
      return retryPossible(attempt, command);
    case 'says-unfilled':
    case 'says-cancelled':
      if (status === 'cancelling')
        return [moved(attempt, command, endOf(withdrawn), { facts, reason: becauseOf(command, 'The lender has let go of it.') })];
      if (MACHINES[attempt.plan.machine].statuses[status].final) return [noted(command, facts)];
      return [moved(attempt, command, 'unfilled', { facts, reason: becauseOf(command, 'No reason given.') })];
    case 'says-request-received':
      return status === 'planned' ? [moved(attempt, command, 'asked', { facts })] : [noted(command, facts)];
    case 'says-expect-to-supply':
      return BEFORE_A_YES.includes(status) ? [moved(attempt, command, 'expect-to-supply', { facts })] : [noted(command, facts)];
    case 'says-will-supply':
      return BEFORE_A_YES.includes(status) || status === 'expect-to-supply'
        ? [moved(attempt, command, 'will-supply', { facts })]
        : [noted(command, facts)];
    case 'says-cancel-refused':
      return status === 'cancelling'
        ? [moved(attempt, command, 'will-supply', { facts, reason: becauseOf(command, 'The lender can no longer stop it.') })]
        : [noted(command, facts)];
    case 'says-overdue':
    case 'says-recalled': {
      const { dueDate, note } = command.word;
      if (MACHINES[attempt.plan.machine].statuses[status].final) return afterwards(attempt, command, facts);
      const news: Facts = { ...facts, ...(command.on === 'says-overdue' ? { overdue: true } : { recalled: true }) };
      if (dueDate && dueDate !== attempt.dueDate && status === 'checked-out')
        return [redue(attempt, command, dueDate, news, note)];
      return [noted(command, { ...news, ...(dueDate ? dueDates(dueDate, command) : {}) }, note)];
    }
    case 'says-renewed':
      return renewed(attempt, command, command.word, facts);
    case 'says-renew-refused':
      return renewalRefused(attempt, command, command.word.reason ?? command.word.note, facts);
    case 'says-loan-completed':
    case 'says-completed-without-return':
      if (status === 'not-received') return afterwards(attempt, command, facts);
      if (MACHINES[attempt.plan.machine].statuses[status].final) return [noted(command, facts)];
      return [moved(attempt, command, 'closed', { facts, ...(command.word.note ? { reason: command.word.note } : {}) })];
    case 'says-hold-return':
      return [noted(command, { ...facts, holdReturn: true }, command.word.note)];
    case 'says-release-hold-return':
      return [noted(command, { ...facts, holdReturn: false }, command.word.note)];
    case 'says-nothing-new':
      return [noted(command, facts, command.word.note)];
  }
}

/** A no, or a condition, that crossed our Retry: said of the number before it, and the Retry has still to be answered. */
const crossedRetry = ({ status, requestIds }: Attempt, { on, word: { requestId } }: Says): boolean =>
  (on === 'says-unfilled' || on === 'says-retry-possible') &&
  status === 'asked' &&
  requestId !== undefined &&
  requestIds.slice(0, -1).includes(requestId);

/**
 * A lender's message. What the table has no row for is old news (by the lender's own `lastChange`) or illegal now: then a person is
 * told; nothing is dropped.
 */
export function heard(attempt: Attempt, command: Says): AttemptEvent[] {
  const asked = attempt as Asked;
  if (crossedRetry(attempt, command)) return [noted(command, learned(attempt, command), command.word.note)];
  if (command.on === 'says-nothing-new' || transitionFor(MACHINES[asked.plan.machine], asked.status, command.on))
    return listed(asked, command);
  if (isOld(attempt, command.word)) return [noted(command, {}, command.word.note)];
  const said = command.on.slice('says-'.length).replaceAll('-', ' ');
  const text = `${asked.plan.lender.name} says "${said}" while the request stands at "${attempt.status.replaceAll('-', ' ')}".`;
  return [noted(command, learned(attempt, command)), questioned(command, command.questionId, 'illegal-message', text)];
}

/** Agrees to what the lender asks: a Retry with the new maximum, under a request id of its own. */
export function acceptCondition(attempt: Attempt, command: Command<'accept-condition'>): Result<AttemptEvent[], Rejection> {
  const { plan, offered } = attempt as Asked;
  const maxCost = command.maxCost ?? offered;
  const limit = plan.mayRaiseTo ?? plan.lender.maxCost;
  if (maxCost && offered && (maxCost.currency !== offered.currency || compare(maxCost, offered) < 0))
    return err(
      reject('too-little', `${plan.lender.name} asks ${formatMoney(offered)}.`, {
        field: 'maxCost',
        remedy: `Agree to ${formatMoney(offered)} or decline.`,
      }),
    );
  if (maxCost && (!limit || limit.currency !== maxCost.currency || compare(maxCost, limit) > 0))
    return err(
      reject(
        'over-limit',
        limit ? `At most ${formatMoney(limit)} may be agreed to for this request.` : 'No cost may be agreed to for this request.',
        {
          field: 'maxCost',
          remedy: 'Decline, or decide anew in sourcing.',
        },
      ),
    );
  return ok([
    moved(attempt, command, 'asked', { facts: maxCost ? { maxCost } : {} }),
    ...tell(attempt, command, 'Retry', retryOf(attempt, maxCost)),
  ]);
}

export const declineCondition = (attempt: Attempt, command: Command<'decline-condition'>): AttemptEvent[] => [
  moved(attempt, command, 'unfilled', { reason: 'The condition was not accepted.' }),
];

const WORTH_A_LOOK: readonly Said[] = ['Received', 'Renew', 'ShippedReturn', 'Lost', 'Notification'];

/** A message never got through. Who could not be asked counts as silent; should it have got the request, Cancel goes after it. */
export function unreachable(attempt: Attempt, command: Command<'unreachable'>): AttemptEvent[] {
  const { status } = attempt;
  const reason = command.reason;
  if (command.said === 'Request' && status === 'planned')
    return command.perhapsSent
      ? giveUp(attempt, command, 'silent', reason)
      : [moved(attempt, command, 'no-answer', { reason, facts: { withdrawn: 'silent' } })];
  if (command.said === 'Cancel' && status === 'cancelling')
    return [moved(attempt, command, endOf(attempt.withdrawn), { reason })];
  return WORTH_A_LOOK.includes(command.said)
    ? [questioned(command, `not-told-${command.said}`, 'not-told', `The lender could not be told "${command.said}": ${reason}`)]
    : [];
}

/** The lender's system answered with an error instead of taking the message. */
export function messageRefused(attempt: Attempt, command: Command<'message-refused'>): AttemptEvent[] {
  const { said, reason, questionId } = command;
  if (said === 'Request' && attempt.status === 'planned') return [moved(attempt, command, 'unfilled', { reason })];
  if (said === 'Retry' && attempt.status === 'asked') return [moved(attempt, command, 'unfilled', { reason })];
  return WORTH_A_LOOK.includes(said)
    ? [questioned(command, questionId, 'not-told', `The lender's system refused "${said}": ${reason}`)]
    : [];
}

export function cancelBorrowing(attempt: Attempt, command: Command<'cancel'>): AttemptEvent[] {
  const { because, reason } = command;
  const facts = { withdrawn: because };
  switch (attempt.status) {
    case 'conditional':
      return [moved(attempt, command, 'cancelled', { facts, reason })];
    case 'received':
    case 'patron-notified': {
      const to = attempt.plan.machine === 'borrow-copy' ? 'closed' : 'returned-by-patron';
      return [moved(attempt, command, to, { facts, reason })];
    }
    case 'shipped':
      return [
        moved(attempt, command, 'shipped', { facts, reason: `Already on its way; it goes back when it arrives. ${reason}` }),
      ];
    default:
      return giveUp(attempt, command, because, reason);
  }
}

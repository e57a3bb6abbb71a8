import {
  AbandonReservation,
  AttemptAdvanced,
  AttemptOpened,
  CostIncurred,
  CostReversed,
  FeeOwed,
  FeeTakenBack,
  RequestClosed,
  RequestFinished,
  RequestReopened,
  SupplyExhausted,
  type SettledBy,
} from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { message, type Effect, type Loaded } from '#lib/messaging';
import {
  byHand,
  evolve,
  heldFor,
  kindOf,
  MACHINES,
  supplierOf,
  type Attempt,
  type AttemptEvent,
  type Facts,
} from '../domain/attempt/index.ts';
import type { Process, ProcessEvent } from '../domain/process/index.ts';
import { tellBy } from './channels/tell.ts';
import { errandEffect, type Connected } from './jobs/errands.ts';

type EventOf<T extends AttemptEvent['type']> = Extract<AttemptEvent, { type: T }>;

const about = (attempt: Attempt) => ({
  requestId: attempt.requestId,
  decisionId: attempt.decisionId,
  kind: kindOf(attempt.plan.machine),
  supplier: supplierOf(attempt.plan),
});

const WHAT: Readonly<Partial<Record<Attempt['plan']['machine'], CostIncurred['what']>>> = {
  'buy-copy': 'copy',
  'buy-e-book': 'e-book',
  'buy-print': 'print',
  'buy-by-hand': 'copy',
  'borrow-copy': 'copy',
  'borrow-loan': 'loan',
};

type Step = Pick<EventOf<'moved' | 'noted'>, 'on' | 'by' | 'facts'>;

const unseen = ({ plan, status }: Attempt): boolean =>
  plan.machine === 'borrow-copy' && (status === 'received' || status === 'unfilled');

function advanced(before: Attempt, after: Attempt, { on, by, facts }: Step, reason?: string): AttemptAdvanced {
  const rule = MACHINES[after.plan.machine].statuses[after.status];
  return {
    ...about(after),
    from: before.status,
    status: after.status,
    by,
    ...(reason ? { reason } : {}),
    ...(after.dueDate ? { dueDate: after.dueDate } : {}),
    ...(after.patronDueDate ? { patronDueDate: after.patronDueDate } : {}),
    ...(facts.recalled ? { recalled: true } : {}),
    ...(facts.overdue ? { overdue: true } : {}),
    ...(facts.renewal ? { renewal: facts.renewal } : {}),
    ...(on === 'undo' ? { undone: true } : {}),
    ...(after.status === 'conditional' && after.offered ? { offeredCost: after.offered } : {}),
    // a copy nobody has looked at yet, or that is no good, is not the patron's to open
    ...(after.url && !unseen(after) ? { url: after.url } : {}),
    ...(after.availableUntil ? { availableUntil: after.availableUntil } : {}),
    ...(after.status === 'patron-notified' && after.deadline ? { pickUpBy: after.deadline } : {}),
    waitsFor: byHand(after) ? 'staff' : rule.owner,
  };
}

/** Calendar days from a moment until the last day on which it is of use; null where no day was named. */
const daysLeft = (neededBy: string | undefined, at: string): number | null =>
  neededBy ? Math.round((Date.parse(neededBy) - Date.parse(at.slice(0, 10))) / DAY) : null;

/** By what a seller is paid: from the deposit account that the library keeps there, where it said so of its account. */
const paidFor = (seller: string, accounts: Connected['accounts']): SettledBy =>
  accounts.get(seller)?.settings['deposit'] === 'yes' ? 'deposit' : 'invoice';

function cost(attempt: Attempt, { amount, at }: EventOf<'charged'>, { accounts }: Connected): CostIncurred {
  const { plan, requestId } = attempt;
  // money given back is held no longer: what is charged after that stands without a reservation
  const held = 'lender' in plan || !MACHINES[plan.machine].statuses[attempt.status].final ? heldFor(plan) : undefined;
  const settledBy: SettledBy = 'lender' in plan ? plan.lender.settledBy : paidFor(supplierOf(plan), accounts);
  return {
    requestId,
    kind: kindOf(plan.machine),
    what: WHAT[plan.machine] ?? 'copy',
    payee: supplierOf(plan),
    ...('lender' in plan && plan.lender.member ? { member: true } : {}),
    amount,
    settledBy,
    ...('lender' in plan && plan.lender.notInIfm ? { notInIfm: plan.lender.notInIfm } : {}),
    ...('lender' in plan && plan.lender.terms ? { lender: plan.lender.terms } : {}),
    ...('lender' in plan ? { daysLeft: daysLeft(attempt.wanted.wishes.neededBy, at) } : {}),
    ...(attempt.lenderRequestId ? { reference: attempt.lenderRequestId.slice(0, 200) } : {}),
    ...(held ? { reservation: held } : {}),
  };
}

/** What the patron or the pages have to hear of although the status stays. */
const isNews = ({ overdue, recalled, renewal, notObtained, refund }: Facts): boolean =>
  Boolean(overdue || recalled || renewal || notObtained || refund);

/** The messages and jobs that follow from one event of an attempt. */
function follows(tenant: string, before: Attempt | null, after: Attempt, event: AttemptEvent, connected: Connected): Effect[] {
  const correlation = after.requestId;
  switch (event.type) {
    case 'opened':
      return [message(AttemptOpened, { ...about(after), position: after.position, of: after.of }, { correlation })];
    case 'moved':
      if (event.from === event.to && !event.reason && !isNews(event.facts)) return [];
      return [message(AttemptAdvanced, advanced(before!, after, event, event.reason), { correlation })];
    case 'noted': {
      const { dueDate } = event.facts;
      if (!isNews(event.facts) && (!dueDate || dueDate === before?.dueDate)) return [];
      return [message(AttemptAdvanced, advanced(before!, after, event, event.text), { correlation })];
    }
    case 'charged':
      return [message(CostIncurred, cost(after, event, connected), { correlation })];
    case 'refunded':
      return [message(CostReversed, { requestId: after.requestId, reason: event.reason }, { correlation })];
    case 'fee-owed': {
      const { service: what } = after.wanted;
      return [message(FeeOwed, { requestId: after.requestId, what, amount: event.amount }, { correlation })];
    }
    case 'fee-taken-back':
      return [message(FeeTakenBack, { requestId: after.requestId, reason: event.reason }, { correlation })];
    case 'fund-given-back':
      return [
        message(
          AbandonReservation,
          { requestId: after.requestId, reason: event.reason },
          { subject: event.reservation, correlation },
        ),
      ];
    case 'told':
      return tellBy(tenant, after, event, connected.desk);
    case 'errand':
      return [errandEffect(after, event.errand, connected)];
    default:
      return [];
  }
}

/** What follows from an attempt's events, each with the state it left; a message's sequence is its event's version. */
export function attemptEffects(
  tenant: string,
  loaded: Loaded<Attempt | null>,
  events: readonly AttemptEvent[],
  connected: Connected,
): readonly Effect[] {
  let before = loaded.state;
  return events.flatMap((event, index) => {
    const after = evolve(before, event);
    const effects = follows(tenant, before, after, event, connected);
    before = after;
    const sequence = loaded.version + index + 1;
    return effects.map((effect) => (effect.effect === 'message' ? { ...effect, sequence } : effect));
  });
}

const closedAs = ({ outcome, reason, cause }: Extract<ProcessEvent, { type: 'closed' }>): RequestClosed => ({
  outcome,
  reason: reason.slice(0, 2000),
  ...(cause ? { cause } : {}),
});

/** What follows from the events of the request as a whole. */
export function processEffects(loaded: Loaded<Process | null>, events: readonly ProcessEvent[]): readonly Effect[] {
  return events.flatMap((event, index): Effect[] => {
    const options = { correlation: loaded.id, sequence: loaded.version + index + 1 };
    switch (event.type) {
      case 'exhausted':
        return [message(SupplyExhausted, { decisionId: event.decisionId, tried: [...event.tried] }, options)];
      case 'finished': {
        const { kind, supplier, url, availableUntil } = event;
        const copy = { ...(url ? { url } : {}), ...(availableUntil ? { availableUntil } : {}) };
        return [message(RequestFinished, { kind, supplier, ...copy }, options)];
      }
      case 'reopened': {
        const { kind, supplier, reason = 'The last step was taken back.' } = event;
        return kind && supplier ? [message(RequestReopened, { kind, supplier, reason }, options)] : [];
      }
      case 'closed':
        return event.quiet ? [] : [message(RequestClosed, closedAs(event), options)];
      case 'passed-over': {
        if (!event.reservation) return [];
        const { reason, reservation } = event;
        return [message(AbandonReservation, { requestId: loaded.id, reason }, { ...options, subject: reservation })];
      }
      default:
        return [];
    }
  });
}

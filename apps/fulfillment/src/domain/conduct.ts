import type { LenderToAsk, NotObtainedReason, ServiceType } from '#lib/contracts';
import { ok, type NewId, type Rejection, type Result } from '#lib/kernel';
import {
  decide,
  evolve,
  kindOf,
  MACHINES,
  supplierOf,
  type Attempt,
  type AttemptEvent,
  type Because,
  type Command,
  type Lender,
  type Opening,
  type Plan,
  type When,
} from './attempt/index.ts';
import {
  decideProcess,
  evolveProcess,
  isAble,
  type Entry,
  type Planned,
  type Process,
  type ProcessCommand,
  type ProcessEvent,
} from './process/index.ts';

/** A request's process with those of its attempts that a step may touch. */
export interface Round {
  readonly process: Process | null;
  readonly attempts: ReadonlyMap<string, Attempt>;
}

/** What conducting needs from outside: time, ids, and what is known of lenders. */
export interface Surroundings extends When {
  readonly newId: NewId;
  /** A lender with its days to respond and its address. */
  lender(lender: Omit<LenderToAsk, 'why'>, service: ServiceType): Lender;
  /** Attempts whose job had not begun and was taken back: nothing was sent for them. */
  readonly notSent?: ReadonlySet<string>;
}

export interface Conducted extends Round {
  readonly processEvents: readonly ProcessEvent[];
  readonly attemptEvents: ReadonlyMap<string, readonly AttemptEvent[]>;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command without what conducting adds itself. */
export type AttemptOrder = DistributiveOmit<Command, keyof When | 'questionId' | 'spareId'>;
export type ProcessOrder = DistributiveOmit<ProcessCommand, keyof When | 'newId'>;
/** What the patron does with what they have, or staff for them; which attempt it is about is known here. */
export type PatronOrder = { readonly by: 'patron' | 'staff' } & (
  { readonly on: 'renew' } | { readonly on: 'not-obtained'; readonly reason: NotObtainedReason; readonly note?: string }
);
export type Order =
  | { readonly attempt: string; readonly command: AttemptOrder }
  | { readonly process: ProcessOrder }
  | { readonly patron: PatronOrder };

/** What the process keeps of an attempt. */
export const entryOf = (attempt: Attempt): Entry => ({
  id: attempt.id,
  kind: kindOf(attempt.plan.machine),
  supplier: supplierOf(attempt.plan),
  status: attempt.status,
  ended: MACHINES[attempt.plan.machine].statuses[attempt.status].final === true,
  withdrawn: Boolean(attempt.withdrawn),
  supplied: attempt.supplied,
  finished: attempt.finished,
  ...(attempt.reason ? { reason: attempt.reason } : {}),
  ...(attempt.url ? { url: attempt.url } : {}),
  ...(attempt.availableUntil ? { availableUntil: attempt.availableUntil } : {}),
  ...(attempt.lost ? { lost: true } : {}),
  ...(attempt.retryAfter ? { retryAfter: attempt.retryAfter } : {}),
});

/** The same step once more, where the supplier may be asked again: once for each reason. */
function againOf({
  plan,
  status,
  retryAfter,
  notObtained,
  reason,
  again,
  requestIds,
  id,
  withdrawn,
}: Attempt): Planned | undefined {
  if ('lender' in plan) {
    const { daysToRespond: _days, address: _address, channel: _channel, terms: _terms, ...lender } = plan.lender;
    const step = { ...plan, lender };
    if (status === 'unfilled' && retryAfter && !again && !withdrawn)
      return { ...step, notBefore: retryAfter, again: { why: 'retry', previousRequestId: requestIds.at(-1) ?? id } };
    if (plan.machine === 'borrow-copy' && notObtained && again?.why !== 'bad-copy')
      return {
        ...step,
        again: { why: 'bad-copy', note: `You have sent it before. ${reason ?? notObtained}` },
      };
    return undefined;
  }
  return plan.machine === 'scan' && notObtained && !again
    ? { ...plan, again: { why: 'bad-copy', note: notObtained } }
    : undefined;
}

const AT_HAND: readonly Attempt['status'][] = ['hold-placed', 'patron-notified', 'checked-out', 'received'];
const ON_LOAN: readonly Attempt['status'][] = ['patron-notified', 'checked-out'];

class Conductor {
  process: Process | null;
  readonly attempts: Map<string, Attempt>;
  readonly processEvents: ProcessEvent[] = [];
  readonly attemptEvents = new Map<string, AttemptEvent[]>();
  readonly #around: Surroundings;

  constructor(round: Round, around: Surroundings) {
    this.process = round.process;
    this.attempts = new Map(round.attempts);
    this.#around = around;
  }

  /** One command to one attempt, and all that follows from it. A late message goes to the attempt that follows what came. */
  attempt(id: string, order: AttemptOrder): Result<null, Rejection> {
    const state = this.attempts.get(id) ?? null;
    if ((order.on.startsWith('says-') || order.on === 'receive') && state?.succeededBy)
      return this.attempt(state.succeededBy, order);
    const { newId } = this.#around;
    const command = { questionId: newId(), spareId: newId(), ...order, ...this.#when() } as Command;
    const decided = decide(state, command);
    if (!decided.ok) return decided;
    const events = decided.value;
    if (!events.length) return ok(null);
    const after = events.reduce<Attempt | null>(evolve, state);
    this.attempts.set(id, after!);
    this.attemptEvents.set(id, [...(this.attemptEvents.get(id) ?? []), ...events]);
    for (const event of events)
      if (event.type === 'succeeded') {
        const followed = this.processCommand({ on: 'follow', id: event.by, follows: id });
        if (!followed.ok) return followed;
        const passedOn = this.attempt(event.by, order);
        if (!passedOn.ok) return passedOn;
      }
    const again = againOf(after!);
    return this.processCommand({ on: 'attempt-changed', entry: entryOf(after!), ...(again ? { again } : {}) });
  }

  #when(): When {
    const { at, calendar, limits } = this.#around;
    return { at, calendar, ...(limits ? { limits } : {}) };
  }

  /** The attempt by which the patron has it, or had it. Where there is none, and where the attempt refuses, nothing happens. */
  patron({ on, ...order }: PatronOrder): Result<null, Rejection> {
    const attempts = [...this.attempts.values()];
    const about =
      on === 'renew'
        ? attempts.findLast(({ plan, status }) => plan.machine === 'borrow-loan' && ON_LOAN.includes(status))
        : (attempts.findLast(({ status, withdrawn }) => AT_HAND.includes(status) && !withdrawn) ??
          attempts.findLast(({ finished }) => finished));
    if (about) this.attempt(about.id, { ...order, on } as AttemptOrder);
    return ok(null);
  }

  processCommand(order: ProcessOrder): Result<null, Rejection> {
    const { newId } = this.#around;
    const decided = decideProcess(this.process, { ...order, ...this.#when(), newId } as ProcessCommand);
    if (!decided.ok) return decided;
    // all of it stands before anything else reacts, so that nobody decides on half a step
    for (const event of decided.value) this.process = evolveProcess(this.process, event);
    this.processEvents.push(...decided.value);
    for (const event of decided.value) {
      const reacted = this.#react(event);
      if (!reacted.ok) return reacted;
    }
    return ok(null);
  }

  #react(event: ProcessEvent): Result<null, Rejection> {
    switch (event.type) {
      case 'decided':
        return this.#letGo('rerouted', 'Something else was decided.', isAble);
      case 'finished':
        return this.#letGo('rerouted', 'The patron has it from elsewhere.', isAble);
      case 'preferred':
        return this.#letGo(
          'rerouted',
          `The patron gets it from ${event.supplier}.`,
          (entry) => isAble(entry) && entry.id !== event.id,
        );
      case 'cancelled':
        return this.#letGo('cancelled', event.reason, ({ ended, finished }) => !ended && !finished, event.by);
      case 'ended':
        return this.#letGo('cancelled', event.reason, ({ ended, finished }) => !ended && !finished);
      case 'capped':
        return event.all ? this.#endAll() : this.#letGo('hard-cap', event.reason, ({ ended, finished }) => !ended && !finished);
      case 'started': {
        const { again } = event.step;
        const { id, position, of } = event;
        return this.#open(id, { plan: this.#plan(event.step), position, of, ...(again ? { again } : {}) });
      }
      case 'followed': {
        const { plan, position, of, requestIds } = this.attempts.get(event.follows)!;
        return this.#open(event.id, { plan, position, of, follows: event.follows, requestIds, withdrawn: 'silent' });
      }
      default:
        return ok(null);
    }
  }

  /** Cancels what is under way; of a decision's own first step there is nothing yet. */
  #letGo(
    because: Because,
    reason: string,
    which: (entry: Entry) => boolean,
    by: 'patron' | 'staff' | 'system' = 'system',
  ): Result<null, Rejection> {
    for (const { id } of this.process!.attempts.filter(which)) {
      const attempt = this.attempts.get(id);
      if (!attempt || !which(entryOf(attempt))) continue;
      const notSent = this.#around.notSent?.has(id) ?? false;
      const done = this.attempt(id, { on: 'cancel', by, because, reason, notSent });
      if (!done.ok) return done;
    }
    return ok(null);
  }

  /** The hard cap over the whole: whatever still waits has waited long enough, step after step until it ends. */
  #endAll(): Result<null, Rejection> {
    const open = (): readonly Entry[] => this.process!.attempts.filter(({ ended }) => !ended);
    for (let steps = 0; open().length && steps < 50; steps += 1)
      for (const { id } of open()) {
        const done = this.attempt(id, { on: 'time-out', by: 'system', force: true });
        if (!done.ok) return done;
      }
    return ok(null);
  }

  #plan({ again: _again, notBefore: _notBefore, ...step }: Planned): Plan {
    if (!('lender' in step)) return step;
    // why it stands where it stands in the string is sourcing's to tell
    return { ...step, lender: this.#around.lender(step.lender, this.process!.wanted!.service) };
  }

  #open(id: string, opening: Omit<Opening, 'requestId' | 'decisionId' | 'wanted'>): Result<null, Rejection> {
    const { requestId, decisions, wanted } = this.process!;
    return this.attempt(id, {
      on: 'open',
      by: 'system',
      id,
      data: { ...opening, requestId, decisionId: decisions.at(-1)!, wanted: wanted! },
    });
  }
}

/**
 * Carries one command through the request: the attempt it is for, the process above it, and whatever that leads to (the next lender
 * asked, the others let go). Pure: the same round, order and surroundings give the same events.
 */
export function conduct(round: Round, order: Order, around: Surroundings): Result<Conducted, Rejection> {
  const conductor = new Conductor(round, around);
  const done =
    'attempt' in order
      ? conductor.attempt(order.attempt, order.command)
      : 'patron' in order
        ? conductor.patron(order.patron)
        : conductor.processCommand(order.process);
  if (!done.ok) return done;
  const { process, attempts, processEvents, attemptEvents } = conductor;
  return ok({ process, attempts, processEvents, attemptEvents });
}

import type { LenderToAsk, ServiceType } from '#lib/contracts';
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
  lender(lender: LenderToAsk, service: ServiceType): Lender;
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
export type Order = { readonly attempt: string; readonly command: AttemptOrder } | { readonly process: ProcessOrder };

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
});

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
    if (order.on.startsWith('says-') && state?.succeededBy) return this.attempt(state.succeededBy, order);
    const { at, calendar, newId } = this.#around;
    const command = { questionId: newId(), spareId: newId(), ...order, at, calendar } as Command;
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
    return this.processCommand({ on: 'attempt-changed', entry: entryOf(after!) });
  }

  processCommand(order: ProcessOrder): Result<null, Rejection> {
    const { at, calendar, newId } = this.#around;
    const decided = decideProcess(this.process, { ...order, at, calendar, newId } as ProcessCommand);
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
      case 'started':
        return this.#open(event.id, { plan: this.#plan(event.step), position: event.position, of: event.of });
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

  #plan(step: Planned): Plan {
    if (!('lender' in step)) return step;
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
  const done = 'attempt' in order ? conductor.attempt(order.attempt, order.command) : conductor.processCommand(order.process);
  if (!done.ok) return done;
  const { process, attempts, processEvents, attemptEvents } = conductor;
  return ok({ process, attempts, processEvents, attemptEvents });
}

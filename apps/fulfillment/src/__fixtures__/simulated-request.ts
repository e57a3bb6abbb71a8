import type { Borrowing, Outcome } from '#lib/contracts';
import type { Result, Rejection } from '#lib/kernel';
import { evolve, tasksOf, type Attempt, type AttemptEvent, type LenderWord } from '../domain/attempt/index.ts';
import { conduct, type AttemptOrder, type Order, type PatronOrder, type Round } from '../domain/conduct.ts';
import { evolveProcess, type Process, type ProcessEvent } from '../domain/process/index.ts';
import { countedIds, MONDAY, REQUEST, surroundings, wanted } from './samples.ts';

type Taken = AttemptOrder;
/** A request under way in memory: commands go in, all that happened can be asked for. For specs. */
export class SimulatedRequest {
  round: Round = { process: null, attempts: new Map() };
  at = MONDAY;
  readonly processEvents: ProcessEvent[] = [];
  readonly attemptEvents = new Map<string, AttemptEvent[]>();
  newId = countedIds();
  readonly #limits: Borrowing | undefined;

  /** @param limits what the library has set of how long borrowing may take */
  constructor(limits?: Borrowing) {
    this.#limits = limits;
  }

  /** The same request so far, to be led another way: neither hears of what becomes of the other. */
  fork(): SimulatedRequest {
    const other = new SimulatedRequest(this.#limits);
    Object.assign(other, { round: this.round, at: this.at, newId: this.newId });
    other.processEvents.push(...this.processEvents);
    for (const [id, events] of this.attemptEvents) other.attemptEvents.set(id, events);
    return other;
  }

  do(order: Order, notSent: ReadonlySet<string> = new Set()): Result<null, Rejection> {
    const done = conduct(this.round, order, { ...surroundings(this.at, this.newId), limits: this.#limits, notSent });
    if (!done.ok) return done;
    this.round = { process: done.value.process, attempts: done.value.attempts };
    this.processEvents.push(...done.value.processEvents);
    for (const [id, events] of done.value.attemptEvents)
      this.attemptEvents.set(id, [...(this.attemptEvents.get(id) ?? []), ...events]);
    return { ok: true, value: null };
  }
  /** As `do`, and a refusal is a fault of the spec. */
  must(order: Order): this {
    const done = this.do(order);
    if (!done.ok) throw new Error(`${done.error.message} ${done.error.remedy ?? ''}`);
    return this;
  }
  decided(outcome: Outcome, decisionId = this.newId()): this {
    const service = outcome.route === 'borrow' || (outcome.route === 'buy' && outcome.what === 'print') ? 'loan' : 'copy';
    return this.decidedFor(service, outcome, decisionId);
  }
  decidedFor(service: 'copy' | 'loan', outcome: Outcome, decisionId = this.newId()): this {
    return this.must({ process: { on: 'decided', requestId: REQUEST, decisionId, outcome, wanted: wanted(service) } });
  }
  staff(on: Extract<Taken, { by: unknown }>['on'], more: object = {}, attempt = this.last.id): this {
    return this.must({ attempt, command: { on, by: 'staff', ...more } as Taken });
  }
  says(what: string, word: LenderWord = {}, attempt = this.last.id): this {
    return this.must({ attempt, command: { on: `says-${what}`, by: 'lender', word } as Taken });
  }
  job(on: Taken['on'], more: object = {}, attempt = this.last.id): this {
    return this.must({ attempt, command: { on, by: 'provider', ...more } as Taken });
  }
  patron(patron: PatronOrder): this {
    return this.must({ patron });
  }
  cancel(reason = 'No longer needed.'): this {
    return this.must({ process: { on: 'cancel', requestId: REQUEST, by: 'patron', reason } });
  }
  /** The deadline that is next, of an attempt or of the request as a whole. */
  #next(): { readonly at: string; readonly order: Order } | undefined {
    const ofAttempts = this.attempts.flatMap(({ id, deadline }) =>
      deadline === null ? [] : [{ at: deadline, order: { attempt: id, command: { on: 'time-out', by: 'system' } } as const }],
    );
    const watch = this.round.process?.deadline;
    const all = [...ofAttempts, ...(watch ? [{ at: watch, order: { process: { on: 'time-out' } } as const }] : [])];
    return all.toSorted((a, b) => a.at.localeCompare(b.at))[0];
  }
  /** When it is; undefined where there is none. */
  nextDeadline(): string | undefined {
    return this.#next()?.at;
  }
  /** Lets the deadline that is next pass; false where there is none. */
  passDeadline(): boolean {
    const next = this.#next();
    if (!next) return false;
    if (next.at > this.at) this.at = next.at;
    this.must(next.order);
    return true;
  }
  /** Lets time pass, with every deadline on the way. */
  passTo(moment: string): this {
    for (let next = this.#next(); next && next.at <= moment; next = this.#next()) this.passDeadline();
    if (moment > this.at) this.at = moment;
    return this;
  }
  get attempts(): readonly Attempt[] {
    return [...this.round.attempts.values()];
  }
  get last(): Attempt {
    return this.attempts.at(-1)!;
  }
  get process(): Process {
    return this.round.process!;
  }
  get told(): string[] {
    return this.attempts.flatMap(({ id, plan }) =>
      this.events(id, 'told').map(({ said }) => `${'lender' in plan ? plan.lender.symbol : ''}: ${said}`),
    );
  }
  events<T extends AttemptEvent['type']>(id: string, type: T): Extract<AttemptEvent, { type: T }>[] {
    return (this.attemptEvents.get(id) ?? []).filter((event): event is Extract<AttemptEvent, { type: T }> => event.type === type);
  }
  happened<T extends ProcessEvent['type']>(type: T): Extract<ProcessEvent, { type: T }>[] {
    return this.processEvents.filter((event): event is Extract<ProcessEvent, { type: T }> => event.type === type);
  }
  tasks(): string[] {
    return this.attempts.flatMap((attempt) => tasksOf(attempt).map(({ kind }) => kind));
  }
  /** Whether what is kept is what the events say. */
  replays(): boolean {
    const process = this.processEvents.reduce<Process | null>(evolveProcess, null);
    const attempts = this.attempts.map(({ id }) => (this.attemptEvents.get(id) ?? []).reduce<Attempt | null>(evolve, null));
    return JSON.stringify([process, attempts]) === JSON.stringify([this.round.process, this.attempts]);
  }
}

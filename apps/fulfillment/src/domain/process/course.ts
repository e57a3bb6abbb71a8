import { addWorkingDays, DAY, localDate } from '#lib/kernel';
import { kindOf, limitsOf, supplierOf, type Plan, type When } from '../attempt/index.ts';
import type { ProcessEvent, Tried } from './commands.ts';
import { evolve } from './evolve.ts';
import { isAble, isUnderWay, type Caps, type Entry, type Planned, type Process, type ProcessStatus } from './state.ts';

/** Working days after which a request that is still open is shown to staff (see processMachine). */
const WATCH: Readonly<Record<Exclude<ProcessStatus, 'closed'>, number>> = {
  supplying: 30,
  exhausted: 10,
  finished: 30,
  cancelling: 30,
};

/** Working days that a lender's own date may lie ahead: for a later one sourcing decides again, and hears of the date. */
const WAIT_FOR_LENDER = 10;

const afterDays = (when: When, days: number): string => addWorkingDays(new Date(when.at), days, when.calendar).toISOString();

/** The hard caps, counted from now. */
export const capsFrom = (when: When): Caps => {
  const { askingCap, cap } = limitsOf(when);
  return { askBy: afterDays(when, askingCap), endBy: afterDays(when, Math.max(askingCap, cap)) };
};

const asks = (status: ProcessStatus): boolean => status === 'supplying' || status === 'exhausted';

/** Whether the cap over the asking holds: nothing is on its way, nothing has come. */
export const isAsking = ({ status, attempts }: Pick<Process, 'status' | 'attempts'>): boolean =>
  asks(status) && !attempts.some((entry) => isUnderWay(entry) || entry.supplied);

/** When the request is looked at next: to be shown to staff, to end what languishes, or as a lender's date has come. */
function nextLook(status: ProcessStatus, { caps }: Pick<Process, 'caps'>, when: When, until?: string): string | null {
  if (status === 'closed') return null;
  const looks = [afterDays(when, WATCH[status]), asks(status) ? caps?.askBy : undefined, caps?.endBy, until];
  return looks.filter((one): one is string => one !== undefined && one > when.at).toSorted()[0] ?? afterDays(when, 1);
}

/** Folds as it goes: each event is decided on what the one before it left. */
export class Course {
  readonly events: ProcessEvent[] = [];
  process: Process;
  readonly #when: When;

  constructor(process: Process, when: When) {
    this.process = process;
    this.#when = when;
  }
  add(event: ProcessEvent): void {
    this.events.push(event);
    this.process = evolve(this.process, event);
  }
  at(status: ProcessStatus, more: { readonly caps?: Caps; readonly until?: string } = {}) {
    const { caps = this.process.caps } = more;
    return { at: this.#when.at, status, deadline: nextLook(status, caps ? { caps } : {}, this.#when, more.until) };
  }
  unchanged() {
    return { at: this.#when.at, status: this.process.status, deadline: this.process.deadline };
  }

  /** The next step, or word to sourcing that nobody is left. Only once nobody is counted on any more. */
  goOn(newId: () => string): void {
    const { status, attempts, queue, of, decisions, caps } = this.process;
    const { at } = this.#when;
    if (status !== 'supplying' || attempts.some((entry) => isAble(entry) || entry.supplied)) return;
    if (caps && at >= caps.askBy) return this.cap(false);
    const nth = queue.findIndex(({ notBefore }) => !notBefore || notBefore <= at);
    const step = queue[nth];
    if (step) {
      const plan = step as Plan;
      const about = { kind: kindOf(plan.machine), supplier: supplierOf(plan) };
      const place = { position: of - queue.length + 1, of, ...(nth ? { nth } : {}) };
      return this.add({ type: 'started', id: newId(), step, ...place, ...about, ...this.at('supplying') });
    }
    const until = queue.map(({ notBefore }) => notBefore!).toSorted()[0];
    if (until) return this.add({ type: 'waiting', until, ...this.at('supplying', { until }) });
    this.add({ type: 'exhausted', decisionId: decisions.at(-1)!, tried: this.#tried(attempts), ...this.at('exhausted') });
  }

  #tried(attempts: readonly Entry[]): readonly Tried[] {
    const { timeZone } = this.#when.calendar;
    return attempts
      .filter((entry) => !entry.supplied)
      .map(({ kind, supplier, status, reason, retryAfter }) => ({
        kind,
        supplier,
        status,
        ...(reason ? { reason } : {}),
        ...(retryAfter ? { retryAfter: localDate(new Date(retryAfter), timeZone) } : {}),
      }));
  }

  /** The same supplier once more; a date of its own only where the thing is still wanted then, and it is not too long to wait. */
  askAgain(step: Planned): void {
    const { status, wanted, caps } = this.process;
    const { notBefore } = step;
    if (status !== 'supplying') return;
    if (notBefore) {
      const neededBy = wanted?.wishes.neededBy;
      const late = neededBy !== undefined && notBefore > new Date(Date.parse(neededBy) + DAY).toISOString();
      if (late || notBefore > afterDays(this.#when, WAIT_FOR_LENDER) || (caps && notBefore >= caps.askBy)) return;
    }
    this.add({ type: 'queued', step, first: notBefore === undefined, ...this.unchanged() });
  }

  /** Nobody ended it: the library's limit does. */
  cap(all: boolean): void {
    const { askingCap, cap } = limitsOf(this.#when);
    const reason = all
      ? `Ended after ${cap} working days, the most this library allows for a request.`
      : `Nothing was on its way after ${askingCap} working days, the most this library allows.`;
    this.add({ type: 'capped', all, reason, ...this.at('cancelling') });
  }

  /** Closes once every attempt has ended and nothing more is to come. */
  closeIfDone(): void {
    const { status, attempts, cancelled, ended, capped } = this.process;
    if (status === 'closed' || !attempts.every((entry) => entry.ended)) return;
    const finisher = attempts.findLast((entry) => entry.finished);
    const supplied = attempts.findLast((entry) => entry.supplied);
    const quiet = attempts.length ? {} : { quiet: true };
    type Closed = Extract<ProcessEvent, { type: 'closed' }>;
    const close = (outcome: Closed['outcome'], cause: NonNullable<Closed['cause']>, reason: string) =>
      this.add({
        type: 'closed',
        outcome,
        cause: capped === undefined ? cause : 'hard-cap',
        reason,
        ...quiet,
        ...this.at('closed'),
      });
    if (finisher) close('filled', finisher.lost ? 'lost' : 'filled', finisher.reason ?? `Supplied by ${finisher.supplier}.`);
    else if (cancelled !== undefined) close('cancelled', 'cancelled', cancelled);
    else if (capped !== undefined) close('unfilled', 'hard-cap', capped);
    else if (supplied) close('cancelled', supplied.lost ? 'lost' : 'not-picked-up', supplied.reason ?? 'Not picked up.');
    else if (ended !== undefined) close('unfilled', 'unfilled', ended);
  }
}

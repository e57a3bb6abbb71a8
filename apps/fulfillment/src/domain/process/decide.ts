import { addWorkingDays, err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { kindOf, supplierOf, type Plan, type When } from '../attempt/index.ts';
import type { ProcessCommand, ProcessEvent, Tried } from './commands.ts';
import { evolve } from './evolve.ts';
import { processMachine } from './machine.ts';
import { isAble, stepsOf, type Entry, type Planned, type Process, type ProcessStatus } from './state.ts';

/** Working days after which a request that is still open is shown to staff (see processMachine). */
const WATCH: Readonly<Record<Exclude<ProcessStatus, 'closed'>, number>> = {
  supplying: 30,
  exhausted: 10,
  finished: 30,
  cancelling: 30,
};

const watch = (status: ProcessStatus, { at, calendar }: When): string | null =>
  status === 'closed' ? null : addWorkingDays(new Date(at), WATCH[status], calendar).toISOString();
const at = (status: ProcessStatus, when: When) => ({ at: when.at, status, deadline: watch(status, when) });
const unchanged = (process: Process, when: When) => ({ at: when.at, status: process.status, deadline: process.deadline });

/** Folds as it goes: each event is decided on what the one before it left. */
class Course {
  readonly events: ProcessEvent[] = [];
  process: Process;

  constructor(process: Process) {
    this.process = process;
  }
  add(event: ProcessEvent): void {
    this.events.push(event);
    this.process = evolve(this.process, event);
  }
}

const toTried = ({ kind, supplier, status, reason }: Entry): Tried => ({ kind, supplier, status, ...(reason ? { reason } : {}) });

/** The next step, or word to sourcing that nobody is left. Only once nobody is counted on any more. */
function goOn(course: Course, when: When, newId: () => string): void {
  const { status, attempts, queue, of, decisions } = course.process;
  if (status !== 'supplying' || attempts.some((entry) => isAble(entry) || entry.supplied)) return;
  const [step] = queue;
  if (step) {
    const plan = step as Plan;
    const about = { kind: kindOf(plan.machine), supplier: supplierOf(plan) };
    course.add({ type: 'started', id: newId(), step, position: of - queue.length + 1, of, ...about, ...at('supplying', when) });
  } else
    course.add({
      type: 'exhausted',
      decisionId: decisions.at(-1)!,
      tried: attempts.filter((entry) => !entry.supplied).map(toTried),
      ...at('exhausted', when),
    });
}

/** Closes once every attempt has ended and nothing more is to come. */
function closeIfDone(course: Course, when: When): void {
  const { status, attempts, cancelled, ended } = course.process;
  if (status === 'closed' || !attempts.every((entry) => entry.ended)) return;
  const finisher = attempts.findLast((entry) => entry.finished);
  const quiet = attempts.length ? {} : { quiet: true };
  const close = (outcome: 'filled' | 'unfilled' | 'cancelled', reason: string) =>
    course.add({ type: 'closed', outcome, reason, ...quiet, ...at('closed', when) });
  if (finisher) close('filled', finisher.reason ?? `Supplied by ${finisher.supplier}.`);
  else if (cancelled !== undefined) close('cancelled', cancelled);
  else if (attempts.some((entry) => entry.supplied))
    close('cancelled', attempts.findLast((entry) => entry.supplied)?.reason ?? 'Not picked up.');
  else if (ended !== undefined) close('unfilled', ended);
}

function decidedAnew(process: Process | null, command: ProcessCommand<'decided'>): readonly ProcessEvent[] {
  const { requestId, decisionId, outcome, wanted, newId } = command;
  if (process?.decisions.includes(decisionId)) return [];
  const queue: readonly Planned[] = stepsOf(outcome, wanted.service);
  const reservation = outcome.route === 'buy' ? { reservation: outcome.reservation } : {};
  if (!process && !queue.length) return [];
  if (process && process.status !== 'supplying' && process.status !== 'exhausted')
    return [
      {
        type: 'passed-over',
        requestId,
        decisionId,
        ...reservation,
        reason: 'The request had ended before.',
        ...unchanged(process, command),
      },
    ];
  const status = queue.length ? 'supplying' : 'exhausted';
  const first: ProcessEvent = { type: 'decided', requestId, decisionId, wanted, queue, ...at(status, command) };
  const course = new Course(evolve(process, first));
  // whoever was counted on until now is let go by whoever carries this out: the next step starts all the same
  course.process = {
    ...course.process,
    attempts: course.process.attempts.map((entry) => ({ ...entry, withdrawn: true, supplied: false })),
  };
  goOn(course, command, newId);
  return [first, ...course.events];
}

function attemptChanged(process: Process, command: ProcessCommand<'attempt-changed'>): readonly ProcessEvent[] {
  const { entry, newId } = command;
  const before = process.attempts.find(({ id }) => id === entry.id);
  if (before && JSON.stringify(before) === JSON.stringify(entry)) return [];
  const course = new Course(process);
  course.add({ type: 'attempt-changed', entry, ...unchanged(process, command) });
  if (process.status === 'closed') return course.events;
  if (before?.withdrawn && isAble(entry)) {
    const status = process.status === 'exhausted' ? 'supplying' : process.status;
    course.add({ type: 'preferred', id: entry.id, supplier: entry.supplier, ...at(status, command) });
  }
  if (entry.finished && !before?.finished && process.status !== 'finished')
    course.add({
      type: 'finished',
      kind: entry.kind,
      supplier: entry.supplier,
      ...(entry.url ? { url: entry.url } : {}),
      ...at('finished', command),
    });
  if (before?.finished && !course.process.attempts.some((other) => other.finished))
    course.add({
      type: 'reopened',
      ...at(process.cancelled === undefined && process.ended === undefined ? 'supplying' : 'cancelling', command),
    });
  goOn(course, command, newId);
  closeIfDone(course, command);
  return course.events;
}

function cancelledBy(process: Process | null, command: ProcessCommand<'cancel'>): readonly ProcessEvent[] {
  const { requestId, by, reason } = command;
  if (process && process.status !== 'supplying' && process.status !== 'exhausted') return [];
  const event: ProcessEvent = { type: 'cancelled', requestId, by, reason, ...at('cancelling', command) };
  const course = new Course(evolve(process, event));
  closeIfDone(course, command);
  return [event, ...course.events];
}

function endedBySourcing(process: Process, command: ProcessCommand<'ended'>): readonly ProcessEvent[] {
  if (process.status !== 'supplying' && process.status !== 'exhausted') return [];
  const course = new Course(process);
  course.add({ type: 'ended', reason: command.reason, ...at('cancelling', command) });
  closeIfDone(course, command);
  return course.events;
}

function answer(process: Process | null, command: ProcessCommand): Result<readonly ProcessEvent[], Rejection> {
  if (command.on === 'decided') return ok(decidedAnew(process, command));
  if (command.on === 'cancel') return ok(cancelledBy(process, command));
  if (command.on === 'ended') return ok(process ? endedBySourcing(process, command) : []);
  if (!process) return err(reject('not-found', 'Nothing is being supplied for this request.'));
  switch (command.on) {
    case 'attempt-changed':
      return ok(attemptChanged(process, command));
    case 'follow':
      return ok([{ type: 'followed', id: command.id, follows: command.follows, ...unchanged(process, command) }]);
    case 'time-out':
      return ok(process.status === 'closed' ? [] : [{ type: 'reminded', ...at(process.status, command) }]);
  }
}

/**
 * Says what happens to the request as a whole. What comes twice changes nothing.
 * @throws Error where the table has no such step: a fault of the code that decides, never of who asked.
 */
export function decideProcess(process: Process | null, command: ProcessCommand): Result<readonly ProcessEvent[], Rejection> {
  const answered = answer(process, command);
  const to = answered.ok ? answered.value.at(-1)?.status : undefined;
  const from = process?.status ?? processMachine.initial;
  if (to && ![transitionFor(processMachine, from, command.on)?.to].flat().includes(to))
    throw new Error(`fulfilling: "${command.on}" does not lead from "${from}" to "${to}"`);
  return answered;
}

export const processDecider: Decider<Process | null, ProcessCommand, ProcessEvent> = {
  initial: null,
  decide: decideProcess,
  evolve,
};

import type { Outcome } from '#lib/contracts';
import { err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import type { ProcessCommand, ProcessEvent } from './commands.ts';
import { capsFrom, Course, isAsking } from './course.ts';
import { evolve } from './evolve.ts';
import { processMachine } from './machine.ts';
import { isAble, isUnderWay, stepsOf, type Planned, type Process } from './state.ts';

/** Under what number payment holds money or vouchers for what was decided. */
function heldBy(outcome: Outcome): string | undefined {
  if (outcome.route === 'buy') return outcome.reservation;
  return outcome.route === 'borrow' ? outcome.lenders[0]?.vouchers?.promise : undefined;
}

function decidedAnew(process: Process | null, command: ProcessCommand<'decided'>): readonly ProcessEvent[] {
  const { requestId, decisionId, outcome, wanted, newId, at } = command;
  if (process?.decisions.includes(decisionId)) return [];
  const queue: readonly Planned[] = stepsOf(outcome, wanted.service);
  const held = heldBy(outcome);
  const reservation = held ? { reservation: held } : {};
  if (!process && !queue.length) return [];
  if (process && process.status !== 'supplying' && process.status !== 'exhausted') {
    const { status, deadline } = process;
    const reason = 'The request had ended before.';
    return [{ type: 'passed-over', requestId, decisionId, ...reservation, reason, at, status, deadline }];
  }
  if (process?.caps && at >= process.caps.askBy && isAsking(process)) {
    const course = new Course(process, command);
    course.add({
      type: 'passed-over',
      requestId,
      decisionId,
      ...reservation,
      reason: 'Decided too late.',
      ...course.unchanged(),
    });
    course.cap(false);
    course.closeIfDone();
    return course.events;
  }
  const status = queue.length ? 'supplying' : 'exhausted';
  const caps = process?.caps ?? capsFrom(command);
  const before = process ?? evolve(null, { type: 'decided', requestId, decisionId, wanted, queue, at, status, deadline: null });
  const stands = new Course(before, command).at(status, { caps });
  const first: ProcessEvent = {
    type: 'decided',
    requestId,
    decisionId,
    wanted,
    queue,
    ...(process?.caps ? {} : { caps }),
    ...stands,
  };
  const course = new Course(evolve(process, first), command);
  // whoever was counted on until now is let go by whoever carries this out: the next step starts all the same
  course.process = {
    ...course.process,
    attempts: course.process.attempts.map((entry) => ({ ...entry, withdrawn: true, supplied: false })),
  };
  course.goOn(newId);
  return [first, ...course.events];
}

function attemptChanged(process: Process, command: ProcessCommand<'attempt-changed'>): readonly ProcessEvent[] {
  const { entry, again, newId } = command;
  const before = process.attempts.find(({ id }) => id === entry.id);
  if (before && JSON.stringify(before) === JSON.stringify(entry)) return [];
  const course = new Course(process, command);
  const inVain = before && isUnderWay(before) && !isUnderWay(entry) && !entry.supplied && process.caps;
  const anew = inVain ? { caps: { ...inVain, askBy: capsFrom(command).askBy } } : {};
  course.add({ type: 'attempt-changed', entry, ...anew, ...course.unchanged() });
  const { kind, supplier, url, availableUntil, reason } = entry;
  const noLonger = before?.finished && !course.process.attempts.some((other) => other.finished);
  if (process.status === 'closed' && !noLonger) return course.events;
  if (before?.withdrawn && isAble(entry)) {
    const status = process.status === 'exhausted' ? 'supplying' : process.status;
    course.add({ type: 'preferred', id: entry.id, supplier, ...course.at(status) });
  }
  if (entry.finished && !before?.finished && process.status !== 'finished')
    course.add({
      type: 'finished',
      kind,
      supplier,
      ...(url ? { url } : {}),
      ...(availableUntil ? { availableUntil } : {}),
      ...course.at('finished'),
    });
  if (noLonger) {
    const status = process.cancelled === undefined && process.ended === undefined ? 'supplying' : 'cancelling';
    const caps = capsFrom(command);
    course.add({ type: 'reopened', kind, supplier, ...(reason ? { reason } : {}), caps, ...course.at(status, { caps }) });
  }
  if (again && (noLonger || (entry.ended && !before?.ended))) course.askAgain(again);
  course.goOn(newId);
  course.closeIfDone();
  return course.events;
}

function cancelledBy(process: Process | null, command: ProcessCommand<'cancel'>): readonly ProcessEvent[] {
  const { requestId, by, reason, at } = command;
  if (process && process.status !== 'supplying' && process.status !== 'exhausted') return [];
  const bare = { type: 'cancelled', requestId, by, reason, at, status: 'cancelling', deadline: null } as const;
  const event: ProcessEvent = { ...bare, ...new Course(evolve(process, bare), command).at('cancelling') };
  const course = new Course(evolve(process, event), command);
  course.closeIfDone();
  return [event, ...course.events];
}

function endedBySourcing(process: Process, command: ProcessCommand<'ended'>): readonly ProcessEvent[] {
  if (process.status !== 'supplying' && process.status !== 'exhausted') return [];
  const course = new Course(process, command);
  course.add({ type: 'ended', reason: command.reason, ...course.at('cancelling') });
  course.closeIfDone();
  return course.events;
}

/** Its time has come: a lender's own date, a hard cap, or only to be shown to staff once more. */
function look(process: Process, command: ProcessCommand<'time-out'>): readonly ProcessEvent[] {
  const { status, caps, queue } = process;
  const { at, newId } = command;
  if (status === 'closed') return [];
  const course = new Course(process, command);
  if (caps && at >= caps.endBy) course.cap(true);
  else if (caps && at >= caps.askBy && isAsking(process)) course.cap(false);
  else if (queue.some(({ notBefore }) => notBefore && notBefore <= at)) course.goOn(newId);
  if (!course.events.length) course.add({ type: 'reminded', ...course.at(status) });
  course.closeIfDone();
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
      return ok([{ type: 'followed', id: command.id, follows: command.follows, ...new Course(process, command).unchanged() }]);
    case 'time-out':
      return ok(look(process, command));
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

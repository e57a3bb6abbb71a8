import type { ProcessEvent } from './commands.ts';
import type { Entry, Process } from './state.ts';

const begun = (requestId: string, at: string): Process => ({
  requestId,
  status: 'supplying',
  since: at,
  deadline: null,
  reminders: 0,
  decisions: [],
  queue: [],
  of: 0,
  attempts: [],
});

const FRESH = { status: 'planned', ended: false, withdrawn: false, supplied: false, finished: false } as const;
const replaced = (attempts: readonly Entry[], entry: Entry): readonly Entry[] =>
  attempts.some(({ id }) => id === entry.id)
    ? attempts.map((other) => (other.id === entry.id ? entry : other))
    : [...attempts, entry];

/** What the process is once that has happened. */
export function evolve(state: Process | null, event: ProcessEvent): Process {
  const before = state ?? begun('requestId' in event ? event.requestId : '', event.at);
  const { status, deadline } = event;
  const moved = status !== before.status;
  const process: Process = {
    ...before,
    status,
    deadline,
    since: moved ? event.at : before.since,
    reminders: moved ? 0 : before.reminders,
  };
  switch (event.type) {
    case 'decided':
      return {
        ...process,
        reminders: 0,
        decisions: [...process.decisions, event.decisionId],
        wanted: event.wanted,
        queue: event.queue,
        of: event.queue.length,
        ...(event.caps && { caps: event.caps }),
      };
    case 'passed-over':
      return { ...process, decisions: [...process.decisions, event.decisionId] };
    case 'started': {
      const { id, kind, supplier, nth = 0 } = event;
      return {
        ...process,
        queue: process.queue.toSpliced(nth, 1),
        attempts: [...process.attempts, { id, kind, supplier, ...FRESH }],
      };
    }
    case 'followed': {
      const original = process.attempts.find(({ id }) => id === event.follows);
      if (!original) return process;
      const { kind, supplier } = original;
      return { ...process, attempts: [...process.attempts, { id: event.id, kind, supplier, ...FRESH, withdrawn: true }] };
    }
    case 'attempt-changed':
      return { ...process, attempts: replaced(process.attempts, event.entry), ...(event.caps && { caps: event.caps }) };
    case 'queued':
      return {
        ...process,
        queue: event.first ? [event.step, ...process.queue] : [...process.queue, event.step],
        of: process.of + 1,
      };
    case 'capped':
      return { ...process, capped: event.reason, queue: [] };
    case 'reopened': {
      const { capped: _, ...open } = process;
      return { ...open, ...(event.caps && { caps: event.caps }) };
    }
    case 'cancelled':
      return { ...process, cancelled: event.reason, queue: [] };
    case 'ended':
      return { ...process, ended: event.reason, queue: [] };
    case 'reminded':
      return { ...process, reminders: process.reminders + 1 };
    case 'exhausted':
    case 'finished':
    case 'preferred':
    case 'waiting':
    case 'closed':
      return process;
  }
}

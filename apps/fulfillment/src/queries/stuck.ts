import type { Task } from '#lib/contracts';
import type { Process } from '../domain/process/index.ts';

export interface StuckRow {
  readonly id: string;
  readonly title: string | null;
  readonly state: Process;
}

/** A request that has been open for longer than it should, whatever its attempts do. */
export function stuck(library: string, { id, title, state }: StuckRow): Task {
  const waits = state.status === 'exhausted' ? 'Nobody has decided what to do next.' : 'It has been open for a long time.';
  return {
    id: `request-${id}`,
    service: 'fulfillment',
    kind: 'stuck',
    requestId: id,
    library,
    title: title ?? 'Untitled',
    reason: waits,
    since: state.since,
    ...(state.deadline ? { deadline: state.deadline } : {}),
    // nothing more is supplied once sourcing ends it
    actions: [
      {
        name: 'close',
        method: 'POST',
        path: `/api/sourcing/requests/${id}/close`,
        fields: [{ name: 'reason', kind: 'text', required: true }],
        primary: true,
      },
    ],
  };
}

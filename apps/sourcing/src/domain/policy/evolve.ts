import { initial, type PolicyVersionEvent, type PolicyVersionState } from './state.ts';

const without = <Key extends keyof PolicyVersionState>(
  state: PolicyVersionState,
  ...keys: Key[]
): Omit<PolicyVersionState, Key> => {
  const copy: Partial<PolicyVersionState> = { ...state };
  for (const key of keys) delete copy[key];
  return copy as Omit<PolicyVersionState, Key>;
};

export function evolve(state: PolicyVersionState, event: PolicyVersionEvent): PolicyVersionState {
  switch (event.type) {
    case 'drafted': {
      const { kind, number, origin, content, by, basedOn, note, at, deadline } = event;
      const known = { kind, number, origin, content, authors: [by], note, since: at, deadline };
      return { ...initial, ...known, ...(basedOn !== undefined && { basedOn }) };
    }
    case 'installed': {
      const { kind, number, content, note, at } = event;
      return { ...initial, status: 'live', kind, number, origin: 'shipped', content, note, wasLive: true, since: at };
    }
    case 'edited':
      return {
        ...without(state, 'approval', 'proposedBy'),
        status: 'draft',
        // what came with the software is somebody's own once it is changed
        origin: 'written',
        content: event.content,
        authors: [...new Set([...state.authors, event.by])],
        note: event.note || state.note,
        since: event.at,
        deadline: event.deadline,
      };
    case 'proposed':
      return { ...state, status: 'proposed', proposedBy: event.by, since: event.at, deadline: event.deadline };
    case 'approved': {
      const { hash, by, at, deadline } = event;
      return { ...state, status: 'approved', approval: { hash, by, at }, since: at, deadline };
    }
    case 'sent-back':
      return {
        ...without(state, 'approval', 'proposedBy'),
        status: 'draft',
        since: event.at,
        deadline: event.deadline,
      };
    case 'published':
    case 'restored':
      return { ...without(state, 'deadline'), status: 'live', wasLive: true, since: event.at };
    case 'retired':
      return { ...without(state, 'deadline'), status: 'retired', since: event.at };
  }
}

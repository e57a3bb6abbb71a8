import type { HoldAnswered } from '#lib/contracts';
import type { AttemptOrder } from '../domain/conduct.ts';

/** What an attempt is told of what the library's own system said to its hold. */
export function heardOfHold({ answer, holdId, reason = 'No reason given.' }: HoldAnswered): AttemptOrder {
  const by = 'system';
  switch (answer) {
    case 'placed':
      return { on: 'hold-placed', by, ...(holdId && { holdId }) };
    case 'refused':
      return { on: 'hold-refused', by, reason };
    case 'in-doubt':
      return { on: 'doubt', by, reason: `The hold could not be placed from here: ${reason}` };
    case 'removed':
      return { on: 'hold-removed', by };
    case 'kept':
      return { on: 'hold-kept', by, reason };
  }
}

import type { AttemptAdvanced } from '#lib/contracts';

/** What a step of an attempt to borrow says of the lender it asks. */
export type LenderStep = 'asked' | 'here' | 'not-filled' | 'withdrawn';

/**
 * How a lender is doing by one step; undefined where it says nothing of that. That we turned down its condition, or called the request
 * off, is no failing of the lender's: it counts neither way. Silence until the time was out does.
 */
export function lenderStep({ kind, from, status, by }: AttemptAdvanced): LenderStep | undefined {
  if (kind !== 'borrow') return undefined;
  switch (status) {
    case 'asked':
      return 'asked';
    case 'received':
    case 'delivered':
      return 'here';
    case 'unfilled':
      return from === 'conditional' && by !== 'lender' ? 'withdrawn' : 'not-filled';
    case 'no-answer':
    case 'not-received':
      return 'not-filled';
    case 'cancelled':
      return 'withdrawn';
    default:
      return undefined;
  }
}

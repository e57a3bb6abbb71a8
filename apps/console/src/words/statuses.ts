import type { RequestStatus } from '../api/shapes.ts';

/** Every status of a request, in the order of its way; the colour says who has to act. */
export const STATUSES = {
  checking: 'gray',
  deciding: 'gray',
  'waiting-for-staff': 'petal',
  'waiting-for-patron': 'amber',
  'in-progress': 'blue',
  ready: 'leaf',
  finished: 'leaf',
  closed: 'gray',
  unfilled: 'red',
  cancelled: 'gray',
  merged: 'gray',
  declined: 'gray',
} as const satisfies Record<RequestStatus, string>;

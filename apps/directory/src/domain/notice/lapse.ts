import { DAY } from '#lib/kernel';
import { noticeMachine } from './notice.machine.ts';
import type { NoticeState } from './notice.ts';

/** Whom nobody has told in a month needs no telling any more; the request's page says so. */
export const LAPSE_AFTER = 30 * DAY;

/** When a notice that waits for staff lapses; null where it does not wait for them. */
export const deadlineOf = ({ status, at }: Pick<NoticeState, 'status' | 'at'>): string | null =>
  noticeMachine.statuses[status].owner === 'staff' ? new Date(Date.parse(at) + LAPSE_AFTER).toISOString() : null;

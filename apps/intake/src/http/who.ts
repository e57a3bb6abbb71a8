import { reject, RejectionError } from '#lib/kernel';
import type { SignedInUser } from '#lib/service';
import type { Whose } from '../queries/request-list.query.ts';

export const CONSORTIUM = 'consortium';
const DESK = ['staff', 'manager', 'rules-admin', 'operator'] as const;

/** Whether somebody acts for the library rather than for themselves. */
export const atDesk = (user: SignedInUser): boolean => DESK.some((role) => user.roles.includes(role));

/** Whose requests this user may see. Patrons their own, staff their library's, an operator all (acting for a library: that one's). */
export function whoseRequests(user: SignedInUser): Whose {
  if (user.tenant === CONSORTIUM) return { tenant: CONSORTIUM, everybody: user.roles.includes('operator') };
  if (atDesk(user)) return { tenant: user.tenant };
  if (!user.patronRef)
    throw new RejectionError(
      reject('forbidden', 'Your account has no patron of this library.', { remedy: 'Ask the library to link your account.' }),
    );
  return { tenant: user.tenant, patronRef: user.patronRef };
}

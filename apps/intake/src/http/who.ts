import { reject, RejectionError } from '#lib/kernel';
import { may } from '#lib/contracts';
import type { SignedInUser } from '#lib/service';
import type { Whose } from '../queries/request-list.query.ts';

export const CONSORTIUM = 'consortium';

/** Something a person does with requests: with the library's, or with their own. */
type WithRequests = 'ask' | 'read' | 'cancel' | 'answer' | 'correct' | 'renew' | 'not-obtained';

/** Whether somebody does this for the library, with anybody's requests, rather than with their own only. */
export const atDesk = (user: SignedInUser, what: WithRequests | 'go-on'): boolean => may(user, `requests.${what}`);

/**
 * With whose requests this user may do it. Patrons with their own, the library's people with their library's, an operator with all
 * (acting for a library: that one's).
 */
export function whoseRequests(user: SignedInUser, what: WithRequests | 'go-on'): Whose {
  if (user.tenant === CONSORTIUM) return { tenant: CONSORTIUM, everybody: atDesk(user, what) };
  const branch = user.branch && { branch: user.branch };
  if (atDesk(user, what)) return { tenant: user.tenant, ...branch };
  if (!user.patronRef)
    throw new RejectionError(
      reject('forbidden', 'Your account has no patron of this library.', { remedy: 'Ask the library to link your account.' }),
    );
  return { tenant: user.tenant, patronRef: user.patronRef };
}

/** How the audit trail calls who did it: a patron by their reference, which goes when the request is unlinked; others by account. */
export const actorOf = ({ sub, patronRef, roles }: SignedInUser): string =>
  patronRef && roles.every((role) => role === 'patron' || role === 'proxy') ? patronRef : sub;

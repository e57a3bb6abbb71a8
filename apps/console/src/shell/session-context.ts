import { getRouteApi } from '@tanstack/react-router';
import type { Role } from '#lib/contracts';
import { useActingFor } from '../api/acting.ts';
import type { Session } from '../api/session.ts';

const route = getRouteApi('/signed-in');

/** Who is signed in, on every page behind the sign-in. */
export const useSession = (): Session => route.useRouteContext({ select: ({ session }) => session });

/** What an operator may do at the library they act for, as the services' guard says too. */
const ACTING: readonly Role[] = ['operator', 'staff', 'rules-admin', 'manager'];

export function useRoles(): readonly Role[] {
  const { roles } = useSession().user;
  return useActingFor() && roles.includes('operator') ? ACTING : roles;
}

import { getRouteApi } from '@tanstack/react-router';
import { practisedBy } from '#lib/kernel';
import { may, permission, type Action, type Asking } from '#lib/contracts';
import { useActingFor } from '../api/acting.ts';
import type { Session } from '../api/session.ts';

const route = getRouteApi('/signed-in');

/** Who is signed in, on every page behind the sign-in. */
export const useSession = (): Session => route.useRouteContext({ select: ({ session }) => session });

/** Who asks, and for which library: an operator for the one they have chosen, others for their own or its practice copy. */
export function useAsking(): Asking {
  const { roles, tenant, branch } = useSession().user;
  const chosen = useActingFor();
  // whoever works at a library may practise in its copy, with the roles they have at home (guard.ts of libs/service)
  if (chosen && practisedBy(chosen) === tenant)
    return { tenant: chosen, roles: roles.filter((role) => role !== 'patron' && role !== 'proxy') };
  return { roles, branch, tenant: roles.includes('operator') ? (chosen ?? tenant) : tenant };
}

/** Whether any of these actions is open to the person, by the table the services go by. */
export function useMay(): (...actions: readonly Action[]) => boolean {
  const asking = useAsking();
  return (...actions) => may(asking, ...actions);
}

/** Whether what the person does of these waits for a supervisor's release: a student worker's. */
export function useProposes(): (...actions: readonly Action[]) => boolean {
  const asking = useAsking();
  return (...actions) => permission(asking, ...actions) === 'propose';
}

import { type ReactNode, useEffect } from 'react';
import { actFor, actingFor, useActingFor } from '../../api/acting.ts';
import { PagePending } from '../../components/page-pending.tsx';
import { useSession } from '../../shell/session-context.ts';

interface AtItsLibraryProps {
  readonly library: string;
  readonly children: ReactNode;
}

/**
 * An operator who opens a request from the consortium's list acts for its library while looking at it: decisions, attempts and money are
 * that library's. Leaving the page leads back to the consortium.
 */
export function AtItsLibrary({ library, children }: AtItsLibraryProps) {
  const operator = useSession().user.roles.includes('operator');
  const acting = useActingFor();
  useEffect(() => {
    if (!operator || actingFor()) return undefined;
    actFor(library);
    return () => {
      if (actingFor() === library) actFor(undefined);
    };
  }, [operator, library]);
  return operator && !acting ? <PagePending /> : children;
}

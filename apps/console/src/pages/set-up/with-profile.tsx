import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { profileQuery, type Profile } from '../../api/set-up.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { SectionPending } from '../../components/section.tsx';
import { useAsking } from '../../shell/session-context.ts';

/** A form that begins with the library's profile as it is kept. */
export function WithProfile({ children }: { readonly children: (profile: Profile) => ReactNode }) {
  const { tenant } = useAsking();
  const profile = useQuery(profileQuery(tenant));
  if (profile.error) return <ProblemAlert error={profile.error} onRetry={() => void profile.refetch()} />;
  return profile.data ? children(profile.data) : <SectionPending />;
}

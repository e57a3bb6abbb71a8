import { IconBook2, IconChartBar, IconInbox, IconListDetails, IconScale, IconUpload, type Icon } from '@tabler/icons-react';
import type { Role } from '#lib/contracts';
import { may } from '../api/session.ts';

export interface Place {
  readonly to: '/queue' | '/requests' | '/ask' | '/upload' | '/reports' | '/policy';
  readonly label: string;
  readonly icon: Icon;
}

const everyone = (): boolean => true;
const PLACES: readonly (Place & { readonly for: (roles: readonly Role[]) => boolean })[] = [
  { to: '/queue', label: 'nav.queue', icon: IconInbox, for: may.workAtDesk },
  { to: '/requests', label: 'nav.requests', icon: IconListDetails, for: everyone },
  { to: '/ask', label: 'nav.ask', icon: IconBook2, for: everyone },
  { to: '/upload', label: 'nav.upload', icon: IconUpload, for: may.upload },
  { to: '/reports', label: 'nav.reports', icon: IconChartBar, for: may.seeReports },
  { to: '/policy', label: 'nav.policy', icon: IconScale, for: may.seePolicy },
];

/** Where a person may go, in the order of the menu. */
export const placesFor = (roles: readonly Role[]): readonly Place[] => PLACES.filter((place) => place.for(roles));

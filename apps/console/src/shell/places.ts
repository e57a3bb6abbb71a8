import {
  IconBarcode,
  IconBook2,
  IconBuildingCommunity,
  IconChartBar,
  IconCoins,
  IconInbox,
  IconListDetails,
  IconPlugConnected,
  IconMail,
  IconMailOff,
  IconScale,
  IconHeart,
  IconSettings,
  IconSchool,
  IconSend,
  IconShieldSearch,
  IconUpload,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { may, type Action, type Asking } from '#lib/contracts';

export interface Place {
  readonly to:
    | '/queue'
    | '/scan'
    | '/requests'
    | '/ask'
    | '/upload'
    | '/lent'
    | '/patrons'
    | '/reports'
    | '/policy'
    | '/wishes'
    | '/set-up'
    | '/settings'
    | '/notices'
    | '/practice'
    | '/libraries'
    | '/money'
    | '/refused'
    | '/audit';
  readonly label: string;
  readonly icon: Icon;
}

/** A place is open to whoever may do any of these there. */
const PLACES: readonly (Place & { readonly needs: readonly Action[] })[] = [
  {
    to: '/queue',
    label: 'nav.queue',
    icon: IconInbox,
    needs: ['decisions.tasks', 'attempts.tasks', 'reservations.tasks', 'nettings.read'],
  },
  { to: '/scan', label: 'nav.scan', icon: IconBarcode, needs: ['parcels.receive', 'parcels.ship', 'items.hand-out'] },
  { to: '/requests', label: 'nav.requests', icon: IconListDetails, needs: ['requests.read', 'requests.read-own'] },
  { to: '/ask', label: 'nav.ask', icon: IconBook2, needs: ['requests.ask', 'requests.ask-own'] },
  { to: '/upload', label: 'nav.upload', icon: IconUpload, needs: ['batches.upload'] },
  { to: '/lent', label: 'nav.lent', icon: IconSend, needs: ['lent.read'] },
  { to: '/patrons', label: 'nav.patrons', icon: IconUsers, needs: ['patrons.read'] },
  { to: '/reports', label: 'nav.reports', icon: IconChartBar, needs: ['reports.read'] },
  // what waits of netting: an operator who acts for no library begins elsewhere
  { to: '/queue', label: 'nav.queue', icon: IconInbox, needs: ['nettings.read'] },
  { to: '/money', label: 'nav.money', icon: IconCoins, needs: ['ledger.read', 'nettings.read'] },
  { to: '/wishes', label: 'nav.wishes', icon: IconHeart, needs: ['wishes.own'] },
  { to: '/policy', label: 'nav.policy', icon: IconScale, needs: ['policies.read'] },
  { to: '/set-up', label: 'nav.setUp', icon: IconSettings, needs: ['libraries.set-up'] },
  {
    to: '/settings',
    label: 'nav.settings',
    icon: IconPlugConnected,
    needs: ['connectors.manage', 'sign-in.manage', 'keys.manage'],
  },
  { to: '/notices', label: 'nav.notices', icon: IconMail, needs: ['notices.write'] },
  { to: '/practice', label: 'nav.practice', icon: IconSchool, needs: ['practice.read'] },
  { to: '/libraries', label: 'nav.libraries', icon: IconBuildingCommunity, needs: ['libraries.invite'] },
  { to: '/refused', label: 'nav.refused', icon: IconMailOff, needs: ['messages.read'] },
  { to: '/audit', label: 'nav.audit', icon: IconShieldSearch, needs: ['audit.read'] },
];

/** Where a person may go, in the order of the menu; each place once. */
export function placesFor(who: Asking): readonly Place[] {
  const open = PLACES.filter(({ needs }) => may(who, ...needs));
  return open.filter(({ to }, n) => open.findIndex((one) => one.to === to) === n);
}

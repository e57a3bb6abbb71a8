import type { PartnerTerms } from '../../../api/set-up.ts';

/** How a partner is asked: by itself, or by hand in another system. */
export const WAYS = [
  'iso18626',
  'email',
  'illiad',
  'e-mail',
  'WorldShare',
  'ILLiad',
  'DOCLINE',
  'RapidILL',
  'SHAREit',
  'other',
] as const;
/** Beside them a member whose lending is done on the platform. */
export type Way = (typeof WAYS)[number] | 'platform';
export const SETTLED = ['nobody', 'OCLC', 'consortium', 'invoice', 'vouchers', 'EFTS', 'deposit', 'reciprocity'] as const;
export const CARRIERS = ['van', 'USPS', 'UPS', 'FedEx', 'courier', 'other'] as const;

type Channel = Pick<PartnerTerms, 'channel' | 'where' | 'address'>;

/** The channel that a way stands for. The address is kept whatever the way: it is there when the way is changed back. */
export function channelOf(way: Way, address: string): Channel {
  const kept = address.trim() ? { address: address.trim() } : {};
  if (way === 'iso18626' || way === 'email' || way === 'illiad' || way === 'platform') return { channel: way, ...kept };
  return { channel: 'by-hand', where: way, ...kept };
}

export const wayOf = ({ channel, where }: Channel): Way => (channel === 'by-hand' ? (where ?? 'other') : channel);

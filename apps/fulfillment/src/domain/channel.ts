import type { PartnerChanged } from '#lib/contracts';

/** The ways to a lender. `platform`: a member whose lending is done here hears it at once. `hand`: a person asks, in whatever system, and says what was answered. */
export type ChannelName = 'platform' | 'iso18626' | 'email' | 'illiad' | 'hand';

/** What the library has connected that a channel needs. */
export interface Ways {
  readonly mail: boolean;
  readonly illiad: boolean;
}

export interface Way {
  readonly channel: ChannelName;
  /** Where its messages go, in that channel's own terms; none by hand. */
  readonly address?: string;
}
const BY_HAND: Way = { channel: 'hand' };

/**
 * How a partner is reached, as it stands now: an ISO 18626 address, its desk's e-mail where the library has a mail server, the
 * library's own ILLiad where it has connected one, else by hand.
 * A partner that is not active any more is nobody's to write to.
 */
export function wayTo(partner: PartnerChanged | undefined, ways: Ways): Way {
  if (!partner?.active) return BY_HAND;
  const { channel, address, email, member, symbol } = partner;
  if (channel === 'platform') return member ? { channel, address: symbol } : BY_HAND;
  if (channel === 'iso18626') return address ? { channel, address } : BY_HAND;
  if (channel === 'illiad' && ways.illiad) return { channel, address: 'illiad' };
  if (channel === 'email' && email && ways.mail) return { channel, address: email };
  return BY_HAND;
}

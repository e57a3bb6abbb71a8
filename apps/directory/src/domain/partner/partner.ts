import { err, isPractice, ok, reject, type Decider, type Rejection, type Result } from '#lib/kernel';
import type { PartnerChanged, PartnerProtocol } from '#lib/contracts';

/** One whom a library exchanges with, and on what terms; others hear the whole of it. */
export type PartnerProfile = Omit<PartnerChanged, 'iso18626'>;

export interface PartnerState {
  readonly profile?: PartnerProfile;
  /** The agreement whose terms hold; undefined where the library has set them itself. */
  readonly agreement?: string;
  /** How ISO 18626 is spoken with it; secrets are sealed. */
  readonly protocol?: PartnerProtocol;
}

export type PartnerCommand =
  | { readonly type: 'set'; readonly library: string; readonly profile: PartnerProfile }
  /** Terms from an agreement: they do not touch what the library has set itself. */
  | { readonly type: 'agree'; readonly library: string; readonly profile: PartnerProfile; readonly agreement: string }
  /** Loans to and from its country are open, or suspended; all else stays, also whose terms they are. */
  | { readonly type: 'open-loans'; readonly open: boolean }
  | { readonly type: 'speak'; readonly protocol: PartnerProtocol };

export interface PartnerSet {
  readonly type: 'partner-set';
  readonly profile: PartnerProfile;
  readonly agreement?: string;
  readonly protocol?: PartnerProtocol;
}

export const partnerDecider: Decider<PartnerState, PartnerCommand, PartnerSet> = {
  initial: {},
  decide(state, command) {
    if (command.type === 'speak') return speak(state, command.protocol);
    if (command.type === 'open-loans') return openLoans(state, command.open);
    const profile = tidied(command.profile);
    const fault = faultOf(command.library, profile) ?? backwards(command.profile);
    if (fault) return err(fault);
    if (state.profile && state.profile.symbol !== profile.symbol)
      return err(
        reject('already-another', `This is the partner ${state.profile.symbol}.`, {
          field: 'symbol',
          remedy: 'Add the other one as a partner of its own.',
        }),
      );
    if (command.type === 'agree' && state.profile && !state.agreement) return ok([]);
    const agreement = command.type === 'agree' ? command.agreement : undefined;
    const same = JSON.stringify([state.profile, state.agreement]) === JSON.stringify([profile, agreement]);
    const protocol = state.protocol && kept(state.protocol, state.profile, profile);
    return ok(same ? [] : [{ type: 'partner-set', profile, ...(agreement && { agreement }), ...(protocol && { protocol }) }]);
  },
  evolve: (_, { type: __, ...state }) => state,
};

function openLoans({ profile, ...kept }: PartnerState, open: boolean): Result<readonly PartnerSet[], Rejection> {
  if (!profile || profile.loansOpen === open) return ok([]);
  return ok([{ type: 'partner-set', ...kept, profile: { ...profile, loansOpen: open } }]);
}

function speak(state: PartnerState, protocol: PartnerProtocol): Result<readonly PartnerSet[], Rejection> {
  const { profile, agreement } = state;
  if (!profile)
    return err(reject('no-partner', 'There is no such partner yet.', { remedy: 'Add it first: its symbol, name and address.' }));
  for (const direction of ['outgoing', 'incoming'] as const) {
    const { by, name } = protocol[direction] ?? {};
    if ((by === 'header' || by === 'basic') && !name)
      return err(
        reject('missing-name', `${profile.symbol} is to be known by ${by === 'header' ? 'a header' : 'a user'} without a name.`, {
          field: `${direction}.name`,
          remedy: by === 'header' ? 'Give the name of the header.' : 'Give the user’s name.',
        }),
      );
  }
  if (JSON.stringify(state.protocol) === JSON.stringify(protocol)) return ok([]);
  return ok([{ type: 'partner-set', profile, ...(agreement && { agreement }), protocol }]);
}

const hostOf = (address = ''): string => (URL.canParse(address) ? new URL(address).host : '');
/** A secret goes to the server it was given for and to no other. */
const kept = (protocol: PartnerProtocol, before: PartnerProfile | undefined, after: PartnerProfile): PartnerProtocol => {
  if (hostOf(before?.address) === hostOf(after.address)) return protocol;
  const { outgoing: _, ...rest } = protocol;
  return rest;
};

const tidied = (p: PartnerProfile): PartnerProfile => ({
  symbol: p.symbol.trim(),
  name: p.name.trim(),
  member: p.member,
  country: p.country.toUpperCase(),
  channel: p.channel,
  ...(p.where && p.channel === 'by-hand' && { where: p.where }),
  ...(p.address && { address: p.address }),
  ...(p.email && { email: p.email.trim() }),
  ...(p.postalAddress && { postalAddress: p.postalAddress }),
  settledBy: p.settledBy,
  ...(p.withoutIfm && p.settledBy === 'OCLC' && { withoutIfm: true }),
  ...(p.agreementName && { agreementName: p.agreementName }),
  ...(p.postage && { postage: { minor: p.postage.minor, currency: p.postage.currency } }),
  loansOpen: p.loansOpen,
  lendsAv: p.lendsAv,
  daysToRespond: { loan: p.daysToRespond.loan, copy: p.daysToRespond.copy },
  lastResort: p.lastResort,
  ...(p.carrier && { carrier: p.carrier }),
  ...(p.mostOpen && { mostOpen: p.mostOpen }),
  ...(p.vouchers && p.settledBy === 'vouchers' && { vouchers: { loan: p.vouchers.loan, copy: p.vouchers.copy } }),
  ...(p.closures?.length && {
    closures: p.closures.map(({ from, to }) => ({ from, to })).toSorted((a, b) => a.from.localeCompare(b.from)),
  }),
  active: p.active,
});

/** A closure that ends before it begins, by its place among those given. */
function backwards({ closures = [] }: PartnerProfile): Rejection | undefined {
  const at = closures.findIndex(({ from, to }) => to < from);
  if (at < 0) return undefined;
  return reject('closed-backwards', `The closure from ${closures[at]!.from} ends before it begins.`, {
    field: `closures.${at}.to`,
    remedy: 'Give a last day that is not before the first.',
  });
}

function faultOf(
  library: string,
  { symbol, name, member, channel, where, address, email }: PartnerProfile,
): Rejection | undefined {
  if (!symbol) return reject('missing-symbol', 'The partner has no symbol.', { field: 'symbol', remedy: 'Give its symbol.' });
  if (!name) return reject('missing-name', 'The partner has no name.', { field: 'name', remedy: 'Give its full name.' });
  if (isPractice(symbol))
    return reject('malformed-symbol', `${symbol} is a practice copy: nothing goes to one.`, {
      field: 'symbol',
      remedy: 'Give the symbol of the library itself.',
    });
  if (symbol === library)
    return reject('own-symbol', 'A library is no partner of itself.', {
      field: 'symbol',
      remedy: 'Give the other library’s symbol.',
    });
  if (channel === 'iso18626' && !address)
    return reject('missing-address', `${symbol} is to be reached by ISO 18626, and no address is given.`, {
      field: 'address',
      remedy: 'Give the address its system answers at, or choose the channel by-hand.',
    });
  if (channel === 'platform' && !member)
    return reject('not-here', `${symbol} is no member of the consortium: its lending is not done here.`, {
      field: 'channel',
      remedy: 'Say how it is reached: iso18626, email, illiad or by-hand.',
    });
  if ((channel === 'email' || (channel === 'by-hand' && where === 'e-mail')) && !email)
    return reject('missing-email', `${symbol} is to be asked by e-mail, and no e-mail address is given.`, {
      field: 'email',
      remedy: 'Give the address of its interlibrary loan desk, or choose another way.',
    });
  return undefined;
}

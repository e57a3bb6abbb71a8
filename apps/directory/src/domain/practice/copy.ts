import type { ConnectorKind } from '#lib/contracts';
import { KINDS, type ConnectorField } from '../connector/kinds.ts';
import type { LibraryProfile } from '../library/library.ts';
import type { PartnerProfile } from '../partner/partner.ts';

/** A library that the simulated outside plays, as test/world tells of it. */
export interface PlayedLibrary {
  readonly symbol: string;
  readonly name: string;
  /** `partner` abroad, paid by vouchers; `outside`, paid through OCLC; `member`, free. */
  readonly role: string;
  readonly country: string;
  readonly lendsAv: boolean;
}

/** RFC 2606: reserved, nobody's. */
const NOBODY = 'practice@example.invalid';
/** Where the copy's outside is: the simulated one's address. */
type World = string;
const under = (world: World, path: string): string => `${world.replace(/\/+$/, '')}/${path}`;

/** The library's profile as its practice copy has it: everything as it is but addresses of its systems. */
export function copiedProfile(profile: LibraryProfile, symbol: string): LibraryProfile {
  const { catalogUrl: _, ilsUrl: __, ...rest } = profile;
  return { ...rest, symbol, practiceOf: profile.symbol, active: true };
}

/** What a practice copy has connected. */
export interface PlayedConnector {
  readonly kind: ConnectorKind;
  readonly address: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Everything the simulated outside plays, whether the library has connected it or not: what is practised is to find its way. Of the library's own
 * connectors nothing is taken, neither addresses nor secrets.
 * @param catalogFile whether the library has brought its catalog as a file: then the copy looks there as well
 */
export function playedConnectors(library: string, world: World, catalogFile: boolean): PlayedConnector[] {
  const filled = (fields: readonly ConnectorField[]): Record<string, string> =>
    Object.fromEntries(
      fields.filter(({ required }) => required).map(({ name }) => [name, name === 'email' ? NOBODY : 'practice']),
    );
  return Object.entries(KINDS).flatMap(([name, { playedAt, settings, secrets }]) => {
    const kind = name as ConnectorKind;
    if (playedAt === undefined || (kind === 'sru' && catalogFile)) return [];
    const address = under(world, playedAt.replace('{library}', encodeURIComponent(library)));
    return [{ kind, address, settings: filled(settings), secrets: filled(secrets) }];
  });
}

/** A partner with the terms it has, reached in the simulated outside; what is done by hand in another system is practised by hand. */
export function copiedPartner(partner: PartnerProfile, world: World): PartnerProfile {
  const { email: _, address: __, ...profile } = partner;
  if (profile.channel === 'by-hand' && profile.where !== 'e-mail') return profile;
  const { where: ___, ...terms } = profile;
  return { ...terms, channel: 'iso18626', address: under(world, `iso18626/${encodeURIComponent(profile.symbol)}`) };
}

/**
 * Lenders that the simulated outside's union catalog names, where the library does not exchange with them itself: without them most of what is
 * practised would find nobody.
 */
export function playedPartners(played: readonly PlayedLibrary[], known: readonly string[], world: World): PartnerProfile[] {
  return played
    .filter(({ symbol, role }) => ['member', 'partner', 'outside'].includes(role) && !known.includes(symbol))
    .map(({ symbol, name, role, country, lendsAv }) => ({
      symbol,
      name: `${name} (played)`,
      member: false,
      country,
      channel: 'iso18626',
      address: under(world, `iso18626/${encodeURIComponent(symbol)}`),
      settledBy: role === 'outside' ? 'OCLC' : role === 'partner' ? 'vouchers' : 'nobody',
      loansOpen: true,
      lendsAv,
      daysToRespond: { loan: 4, copy: 2 },
      lastResort: false,
      active: true,
    }));
}

const NAMES = ['Ann', 'Ben', 'Cleo', 'Dev', 'Eva', 'Finn', 'Gia', 'Hal', 'Ida', 'Jon', 'Kay', 'Leo'];
const USUAL = ['student', 'faculty', 'staff'];

/** Patrons to practise with, whom nobody can take for real: one of each group the library has, so that its rules fit them. */
export function practicePatrons(groups: readonly string[]) {
  return (groups.length ? groups : USUAL).slice(0, NAMES.length).map((group, n) => ({
    givenName: NAMES[n]!,
    familyName: 'Practice',
    // RFC 2606: reserved, nobody's
    email: `${NAMES[n]!.toLowerCase()}.practice@example.invalid`,
    cardNumber: `PRACTICE-${n + 1}`,
    group,
  }));
}

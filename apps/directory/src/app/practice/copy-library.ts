import { reject, RejectionError, unwrap } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import {
  copiedPartner,
  copiedProfile,
  playedConnectors,
  playedPartners,
  practicePatrons,
  type PlayedLibrary,
} from '../../domain/practice/copy.ts';
import type { PartnerState } from '../../domain/partner/partner.ts';
import type { Seals } from '#lib/service';
import { keepBrought, type Brought } from '../brought.ts';
import { setConnector } from '../connectors.ts';
import type { NameSafe } from '../names/name-safe.ts';
import { registerPatron } from '../patrons.ts';
import { setLibrary } from '../set-library.ts';
import { setPartner } from '../set-partner.ts';
import { libraries, libraryId, partnerId } from '../stores.ts';

const PARTNERS = statement('select state from partner where active order by symbol');
const GROUPS = statement(
  'select patron_group as name from patron where active group by patron_group order by count(*) desc, patron_group limit 12',
);
const BROUGHT = statement(`select what, subject, sequence::float8, amount::float8 from brought where what <> 'fund'`);

interface BroughtRow {
  readonly what: Brought;
  readonly subject: string;
  readonly sequence: number;
  readonly amount: number;
}

/** What seals names and secrets. */
export interface Keys {
  readonly safe: NameSafe;
  readonly seals: Seals;
}

/** Where the copy's outside is, and whom it plays. */
export interface Outside {
  readonly address: string;
  readonly played: readonly PlayedLibrary[];
}

/**
 * Copies what directory knows of the transaction's library: profile, partners with their terms, how much it has brought. Not its patrons, nor
 * its connectors, sign-in, keys: people sign in at their library, and the outside is played.
 */
export async function copyLibrary(tx: Tx, { safe, seals }: Keys, copy: string, { address, played }: Outside): Promise<void> {
  const profile = (await libraries.find(tx, libraryId(tx.tenant)))?.state.profile;
  if (!profile)
    throw new RejectionError(
      reject('not-found', `There is no library "${tx.tenant}".`, {
        remedy: 'A practice copy is made of one library: choose it.',
      }),
    );
  const partners = (await tx.query<{ state: PartnerState }>(PARTNERS)).map(({ state }) => state.profile!);
  const groups = (await tx.query<{ name: string }>(GROUPS)).map(({ name }) => name);
  const brought = await tx.query<BroughtRow>(BROUGHT);
  const catalogFile = brought.some(({ what, amount }) => what === 'catalog' && amount > 0);
  const known = [profile.symbol, ...partners.map(({ symbol }) => symbol)];
  await tx.asTenant(copy, async (side) => {
    unwrap(await setLibrary(side, copiedProfile(profile, copy)));
    for (const { kind, ...given } of playedConnectors(profile.symbol, address, catalogFile))
      unwrap(await setConnector(side, seals, kind, given));
    for (const partner of [...partners.map((one) => copiedPartner(one, address)), ...playedPartners(played, known, address)])
      unwrap(await setPartner(side, partnerId(copy, partner.symbol), partner));
    for (const { group, ...identity } of practicePatrons(groups))
      unwrap(await registerPatron(side, safe, identity, { group, blocked: false, active: true }));
    for (const { what, subject, sequence, amount } of brought) await keepBrought(side, what, subject, sequence, amount);
  });
}

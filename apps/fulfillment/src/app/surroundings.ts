import type { LenderToAsk, LibraryChanged, PartnerChanged, ServiceType } from '#lib/contracts';
import type { Calendar } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { Lender } from '../domain/attempt/index.ts';
import { wayTo, type Ways } from '../domain/channel.ts';
import type { Surroundings } from '../domain/conduct.ts';
import { connectorOf } from './directory-copies.ts';

const LIBRARY = statement('select profile from library where symbol = $1');
const PARTNERS = statement('select profile from partner where symbol = any($1)');

/** Until directory has told of a library: Monday to Friday, no holidays. */
const UNKNOWN: Calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: [] };
/** Working days a lender has where directory has not told of it (FIELD.md §2: four at SHAREit, 1 to 20 at OCLC). */
const DAYS_TO_RESPOND = 4;

/** What directory last told of a library. */
export async function libraryOf(tx: Tx, symbol: string): Promise<LibraryChanged | undefined> {
  const [row] = await tx.query<{ profile: LibraryChanged }>(LIBRARY, [symbol]);
  return row?.profile;
}

const NOBODY: ReadonlyMap<string, PartnerChanged> = new Map();
const NO_WAYS: Ways = { mail: false, illiad: false };

/** How the library writes to lenders, beside ISO 18626. */
async function waysOf(tx: Tx): Promise<Ways> {
  const [mail, illiad] = await Promise.all([connectorOf(tx, 'smtp'), connectorOf(tx, 'illiad')]);
  return { mail: mail !== undefined, illiad: illiad !== undefined };
}

async function partnersOf(tx: Tx, symbols: readonly string[]): Promise<ReadonlyMap<string, PartnerChanged>> {
  const rows = await tx.query<{ profile: PartnerChanged }>(PARTNERS, [symbols]);
  return new Map(rows.map(({ profile }) => [profile.symbol, profile]));
}

/** A lender as the decision names it, with its days to respond and the way to it. */
function completed(
  lender: Omit<LenderToAsk, 'why'>,
  partner: PartnerChanged | undefined,
  service: ServiceType,
  ways: Ways,
): Lender {
  // why it stands where it stands in the string is sourcing's to tell
  const { why: _why, ...asked } = lender as LenderToAsk;
  return {
    ...asked,
    daysToRespond: partner?.daysToRespond[service] ?? DAYS_TO_RESPOND,
    ...(partner && {
      terms: { country: partner.country, ...(partner.agreementName && { agreement: partner.agreementName }) },
    }),
    ...wayTo(partner, ways),
  };
}

/**
 * Time, the library's calendar, ids, and what is known of the lenders that may be asked.
 * @param library the library's profile
 * @param symbols those lenders
 */
export async function surroundings(
  tx: Tx,
  library: LibraryChanged | undefined,
  symbols: readonly string[],
  notSent: ReadonlySet<string> = new Set(),
): Promise<Surroundings> {
  const [partners, ways] = symbols.length ? await Promise.all([partnersOf(tx, symbols), waysOf(tx)]) : [NOBODY, NO_WAYS];
  return {
    at: tx.now().toISOString(),
    calendar: library ?? UNKNOWN,
    limits: library?.borrowing,
    newId: () => tx.newId(),
    lender: (lender, service) => completed(lender, partners.get(lender.symbol), service, ways),
    notSent,
  };
}

import type { PartnerChanged } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';
import type { CompiledPolicy } from '#lib/policy';
import { NoPolicyError, type LivePolicy, type Policies } from '#lib/service';
import type { Borrower } from '../../domain/lent/advice.ts';
import type { Lent } from '../../domain/lent/index.ts';
import { libraryOf } from '../surroundings.ts';

const PARTNER = statement('select profile from partner where symbol = $1');
const HAD = statement(`select count(*)::int as had from attempt where tenant = $1 and supplier = $2 and kind = 'borrow'
  and (state ->> 'supplied')::boolean`);
const LENT = statement(`select count(*)::int as had from lent where borrower = $1 and version > 0
  and status not in ('asked', 'conditional', 'try-later', 'promised', 'pulled', 'cancel-asked', 'unfilled', 'cancelled')`);

/** The library's live policy; undefined where none is known here yet. */
export const liveOf = <Kind extends 'lending' | 'charges'>(
  tx: Tx,
  policies: Policies,
  kind: Kind,
): Promise<LivePolicy<Kind> | undefined> =>
  policies.live(tx, kind).catch((error: unknown) => {
    if (error instanceof NoPolicyError) return undefined;
    throw error;
  });

/** Whether a policy looks at how loans stand between the two: only then they are counted. */
export const counts = ({ uses }: Pick<CompiledPolicy, 'uses'>): boolean => uses.some(({ name }) => name === 'borrower-balance');

interface Asking {
  readonly borrower: string;
  /** Null where the lender's system is elsewhere. */
  readonly state: Lent | null;
}

/** What the lender knows of the library that asks. @param counted whether their balance is wanted */
export async function borrowerOf(tx: Tx, { borrower: symbol, state }: Asking, counted: boolean): Promise<Borrower> {
  const [partner] = await tx.query<{ profile: PartnerChanged }>(PARTNER, [symbol]);
  const [theirs, ours] = [await libraryOf(tx, symbol), await libraryOf(tx, tx.tenant)];
  const country = partner?.profile.country ?? theirs?.country;
  return {
    symbol,
    partner: partner?.profile,
    member: partner?.profile.member ?? theirs !== undefined,
    country,
    abroad: country !== undefined && ours !== undefined && country !== ours.country,
    balance: counted ? await balanceWith(tx, symbol, state?.requester.via === 'iso18626') : 0,
  };
}

/** Loans and copies they had from us less those we had from them. @param outside whether they are counted on our side alone */
async function balanceWith(tx: Tx, symbol: string, outside: boolean): Promise<number> {
  const had = async (own: Tx, from: string): Promise<number> =>
    (await own.query<{ had: number }>(HAD, [own.tenant, from]))[0]?.had ?? 0;
  const weHad = await had(tx, symbol);
  if (outside) return ((await tx.query<{ had: number }>(LENT, [symbol]))[0]?.had ?? 0) - weHad;
  // one count on each side: a loan between members is written with its borrower
  return (await tx.asTenant(symbol, (own) => had(own, tx.tenant))) - weHad;
}

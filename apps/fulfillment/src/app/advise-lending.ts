import type { PartnerChanged, ServiceType } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';
import { evaluate } from '#lib/policy';
import { NoPolicyError, type Policies } from '#lib/service';
import { adviceOf, lendingFacts, type Asked, type Borrower } from '../domain/lent/advice.ts';
import { libraryOf } from './surroundings.ts';

const ASKED = statement('select borrower, service, asked from lent where id = $1 and advice is null for update');
const KEEP = statement('update lent set advice = $2 where id = $1');
const PARTNER = statement('select profile from partner where symbol = $1');
const HAD = statement(`select count(*)::int as had from attempt where tenant = $1 and supplier = $2 and kind = 'borrow'
  and (state ->> 'supplied')::boolean`);

/**
 * What the lender's own live policy says to a member's request, kept as advice to its staff. The transaction is the lender's: whoever asks
 * neither waits for it nor sees it. Said once; where no policy is known here, nothing is.
 * @param id the lender's side
 */
export async function adviseLending(tx: Tx, policies: Policies, id: string): Promise<void> {
  const [row] = await tx.query<{ borrower: string; service: ServiceType; asked: Asked | null }>(ASKED, [id]);
  if (!row) return;
  const live = await policies.live(tx, 'lending').catch((error: unknown) => {
    if (error instanceof NoPolicyError) return undefined;
    throw error;
  });
  if (!live) return;
  const { compiled } = live;
  const facts = lendingFacts(compiled, row.service, await borrowerOf(tx, row.borrower), row.asked ?? {}, tx.now().toISOString());
  const decided = await evaluate(compiled, facts);
  // nothing is left to look up: what is not known is said to be unknown
  if (decided.kind === 'needs') throw new Error(`the lending policy ${compiled.hash} needs ${decided.lookups.join(', ')}`);
  await tx.execute(KEEP, [id, json(adviceOf(compiled, facts, decided))]);
}

async function borrowerOf(tx: Tx, symbol: string): Promise<Borrower> {
  const [partner] = await tx.query<{ profile: PartnerChanged }>(PARTNER, [symbol]);
  const [theirs, ours] = [await libraryOf(tx, symbol), await libraryOf(tx, tx.tenant)];
  const country = partner?.profile.country ?? theirs?.country;
  const had = async (own: Tx, from: string): Promise<number> =>
    (await own.query<{ had: number }>(HAD, [own.tenant, from]))[0]?.had ?? 0;
  // one count on each side: a loan is written with its borrower
  const weHad = await had(tx, symbol);
  const theyHad = await tx.asTenant(symbol, (own) => had(own, tx.tenant));
  return {
    symbol,
    partner: partner?.profile,
    abroad: country !== undefined && ours !== undefined && country !== ours.country,
    balance: theyHad - weHad,
  };
}

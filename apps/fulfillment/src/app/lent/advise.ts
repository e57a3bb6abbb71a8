import type { LentAdvice, PartnerChanged, ServiceType } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';
import { evaluate } from '#lib/policy';
import { NoPolicyError, type Policies } from '#lib/service';
import { adviceOf, lendingFacts, type Asked, type Borrower } from '../../domain/lent/advice.ts';
import type { Lent, LentAction } from '../../domain/lent/index.ts';
import { libraryOf } from '../surroundings.ts';
import { step } from './act.ts';
import type { LentOrder } from './requesting.ts';

const ASKED = statement(`select borrower, service, asked, state from lent
  where id = $1 and (advice is null or version > 0) and status = 'asked' for update`);
const KEEP = statement('update lent set advice = $2 where id = $1');
const PARTNER = statement('select profile from partner where symbol = $1');
const HAD = statement(`select count(*)::int as had from attempt where tenant = $1 and supplier = $2 and kind = 'borrow'
  and (state ->> 'supplied')::boolean`);
const LENT = statement(`select count(*)::int as had from lent where borrower = $1 and version > 0
  and status not in ('asked', 'conditional', 'try-later', 'promised', 'pulled', 'cancel-asked', 'unfilled', 'cancelled')`);

interface Row {
  readonly borrower: string;
  readonly service: ServiceType;
  readonly asked: Asked | null;
  /** Null where the lender's system is elsewhere. */
  readonly state: Lent | null;
}

/**
 * What the lender's own live policy says to a request, kept as advice to its staff. The transaction is the lender's: whoever asks neither
 * waits for it nor sees it. Where the library lets its policy answer by itself, that is told the borrower; where no policy is known here, nothing is.
 * @param id the lender's side
 */
export async function adviseLending(tx: Tx, policies: Policies, id: string): Promise<void> {
  const [row] = await tx.query<Row>(ASKED, [id]);
  if (!row) return;
  const live = await policies.live(tx, 'lending').catch((error: unknown) => {
    if (error instanceof NoPolicyError) return undefined;
    throw error;
  });
  if (!live) return;
  const { compiled } = live;
  const counts = compiled.uses.some(({ name }) => name === 'borrower-balance');
  const borrower = await borrowerOf(tx, row, counts);
  const facts = lendingFacts(compiled, row.service, borrower, row.state?.asked ?? row.asked ?? {}, tx.now().toISOString());
  const decided = await evaluate(compiled, facts);
  // nothing is left to look up: what is not known is said to be unknown
  if (decided.kind === 'needs') throw new Error(`the lending policy ${compiled.hash} needs ${decided.lookups.join(', ')}`);
  const advice = adviceOf(compiled, facts, decided);
  await tx.execute(KEEP, [id, json(advice)]);
  if (!row.state) return;
  const answer = answerOf(advice, tx.now());
  if (answer && (await libraryOf(tx, tx.tenant))?.lending?.answersItself) await step(tx, id, answer);
}

type Answer = Extract<LentAction, 'will-supply' | 'condition' | 'try-later' | 'unfilled'>;
const DAY = 86_400_000;

/** What the policy's answer is as a step; undefined where it leaves it to a person. */
export function answerOf({ answer, params }: LentAdvice, now: Date): LentOrder | undefined {
  const as = (on: Answer, fields: object): LentOrder => ({ on, by: 'system', ...fields }) as LentOrder;
  const { loanDays, condition, reason, afterDays } = params;
  const days = typeof loanDays === 'number' ? { loanDays } : {};
  switch (answer) {
    case 'supply':
      return as('will-supply', days);
    case 'conditional':
      return as('condition', { condition, ...days });
    case 'unfilled':
      return as('unfilled', { reason });
    case 'retry': {
      const after =
        typeof afterDays === 'number' ? new Date(now.getTime() + afterDays * DAY).toISOString().slice(0, 10) : undefined;
      return as('try-later', { reason, ...(after ? { after } : {}) });
    }
    default:
      return undefined;
  }
}

async function borrowerOf(tx: Tx, { borrower: symbol, state }: Row, counts: boolean): Promise<Borrower> {
  const [partner] = await tx.query<{ profile: PartnerChanged }>(PARTNER, [symbol]);
  const [theirs, ours] = [await libraryOf(tx, symbol), await libraryOf(tx, tx.tenant)];
  const country = partner?.profile.country ?? theirs?.country;
  return {
    symbol,
    partner: partner?.profile,
    abroad: country !== undefined && ours !== undefined && country !== ours.country,
    balance: counts ? await balanceWith(tx, symbol, state?.requester.via === 'iso18626') : 0,
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

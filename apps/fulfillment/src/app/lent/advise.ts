import type { LentAdvice, ServiceType } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';
import { evaluate } from '#lib/policy';
import type { Policies } from '#lib/service';
import { adviceOf, lendingFacts, type Asked } from '../../domain/lent/advice.ts';
import type { Lent, LentAction } from '../../domain/lent/index.ts';
import { libraryOf } from '../surroundings.ts';
import { step } from './act.ts';
import { asksBy } from './asks.ts';
import { borrowerOf, counts, liveOf } from './borrower.ts';
import type { LentOrder } from './requesting.ts';

const ASKED = statement(`select borrower, service, asked, state from lent
  where id = $1 and (advice is null or version > 0) and status = 'asked' for update`);
const KEEP_ASKS = statement('update lent set asks = $2 where id = $1');
const KEEP = statement('update lent set advice = $2 where id = $1');

interface Row {
  readonly borrower: string;
  readonly service: ServiceType;
  readonly asked: Asked | null;
  /** Null where the lender's system is elsewhere. */
  readonly state: Lent | null;
}

/**
 * What the lender's own live policies say to a request, kept as advice to its staff: whether it is lent, and what is asked for it. The transaction
 * is the lender's: whoever asks neither waits for it nor sees it. Where the library lets its policy answer by itself, that is told the borrower;
 * where no policy is known here, nothing is.
 * @param id the lender's side
 */
export async function adviseLending(tx: Tx, policies: Policies, id: string): Promise<void> {
  const [row] = await tx.query<Row>(ASKED, [id]);
  if (!row) return;
  const [charges, lending] = [await liveOf(tx, policies, 'charges'), await liveOf(tx, policies, 'lending')];
  const looked = [charges, lending].flatMap((live) => live?.compiled ?? []);
  if (!looked.length) return;
  const borrower = await borrowerOf(tx, row, looked.some(counts));
  if (charges) await tx.execute(KEEP_ASKS, [id, json(await asksBy(tx, charges.compiled, row, borrower))]);
  if (!lending) return;
  const { compiled } = lending;
  const facts = lendingFacts(compiled, row.service, borrower, row.state?.asked ?? row.asked ?? {}, tx.now().toISOString());
  const decided = await evaluate(compiled, facts);
  // nothing is left to look up: what is not known is said to be unknown
  if (decided.kind === 'needs') throw new Error(`the lending policy ${compiled.hash} needs ${decided.lookups.join(', ')}`);
  const advice = adviceOf(compiled, facts, decided);
  await tx.execute(KEEP, [id, json(advice)]);
  if (!row.state) return;
  const answer = answerOf(advice, tx.now());
  if (answer && (await libraryOf(tx, tx.tenant))?.lending?.answersItself) await step(tx, id, answer, policies);
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

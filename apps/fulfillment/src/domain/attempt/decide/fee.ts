import type { AttemptStatus } from '#lib/contracts';
import { patronFee, type FeeTerms } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { AttemptEvent } from '../events.ts';
import { evolve, NOTHING_SENT, type Attempt } from '../state.ts';

const termsOf = ({ plan }: Attempt): FeeTerms | undefined =>
  'lender' in plan ? plan.lender.fee : 'reservation' in plan ? plan.fee : undefined;

/** Where nobody can say that it will come. */
const CAME_TO_NOTHING: readonly AttemptStatus[] = ['unfilled', 'no-answer', 'cancelled', 'not-received'];

/** Whether its patron is to pay for it as it stands: it was sent or paid for, for them, and not taken back since. */
function isOwed(attempt: Attempt): boolean {
  const { status, plan, charged, withdrawn, refunded, notObtained, finished, fee } = attempt;
  if (withdrawn || refunded || CAME_TO_NOTHING.includes(status)) return false;
  if (status === 'closed') return fee?.owed === true && !(notObtained && !finished);
  if ('reservation' in plan) return charged !== undefined;
  return !NOTHING_SENT.includes(status);
}

/** What is passed on is known once the lender's charge is, at the latest once it is here. */
const isPriced = ({ charged, status }: Attempt, { bears }: FeeTerms): boolean =>
  bears === undefined || charged !== undefined || status !== 'shipped';

/**
 * What follows for the patron's fee from the events of a step, whatever step it was: owed from the moment it was sent, as the cost is, and
 * taken back once the patron is not to have it. Priced once; what is charged later is the library's.
 */
export function feeSteps(before: Attempt, command: Command, events: readonly AttemptEvent[]): readonly AttemptEvent[] {
  const terms = termsOf(before);
  if (!terms) return [];
  const after = events.reduce<Attempt>(evolve, before);
  const owed = isOwed(after);
  if (owed === (before.fee?.owed ?? false)) return [];
  const { at } = command;
  if (!owed) return [{ type: 'fee-taken-back', reason: after.reason ?? WORDS, at }];
  if (!isPriced(after, terms)) return [];
  const amount = patronFee(terms, after.charged);
  return amount.minor > 0 ? [{ type: 'fee-owed', amount, at }] : [];
}
const WORDS = 'The patron is not to have it.';

import type { PartnerChanged, Task } from '#lib/contracts';
import type { Attempt } from '../domain/attempt/index.ts';
import { pasteInto } from '../domain/by-hand/paste.ts';

/** What staff paste into the system in which this lender is asked; nothing for tasks of another kind. */
export function pasteFor(
  task: Task,
  { plan, wanted, requestIds, maxCost }: Attempt,
  partners: ReadonlyMap<string, PartnerChanged>,
): Pick<Task, 'paste'> {
  if (task.kind !== 'ask-by-hand' || !('lender' in plan)) return {};
  const where = partners.get(plan.lender.symbol)?.where ?? 'other';
  const fields = pasteInto(where, {
    service: plan.machine === 'borrow-copy' ? 'copy' : 'loan',
    citation: wanted.citation,
    lender: plan.lender.symbol,
    reference: requestIds.at(-1) ?? '',
    neededBy: wanted.wishes.neededBy,
    maxCost,
  });
  return { paste: { where, fields: [...fields] } };
}

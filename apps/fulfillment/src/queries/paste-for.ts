import type { PartnerChanged, Task } from '#lib/contracts';
import type { Attempt } from '../domain/attempt/index.ts';
import { passOn } from '../domain/by-hand/pass-on.ts';
import { pasteAtPublisher, pasteInto } from '../domain/by-hand/paste.ts';

/** In which system a person asks; what else would go there by itself is done so while the library lacks a mail server, or ILLiad. */
function whereOf(partner: PartnerChanged | undefined): NonNullable<PartnerChanged['where']> {
  if (partner?.channel === 'email') return 'e-mail';
  return partner?.channel === 'illiad' ? 'ILLiad' : (partner?.where ?? 'other');
}

/** What a question of that id is about: `<attempt>:tell-Cancel`, `<attempt>:tell-Renew-<when>`. */
const SAID = /:tell-([A-Za-z]+)/;

function passedOn({ id, title }: Task, attempt: Attempt): ReturnType<typeof passOn> {
  const { requestIds, lenderRequestId, maxCost, loanConditions, dueDate, carrier, tracking } = attempt;
  return passOn({
    said: SAID.exec(id)?.[1] ?? '',
    title,
    reference: requestIds.at(-1) ?? attempt.id,
    lenderReference: lenderRequestId,
    maxCost,
    conditions: loanConditions,
    dueDate,
    carrier,
    tracking,
  });
}

/** What staff paste into the system in which this lender is asked, or is told of a later step; nothing for tasks of another kind. */
export function pasteFor(task: Task, attempt: Attempt, partners: ReadonlyMap<string, PartnerChanged>): Pick<Task, 'paste'> {
  const { plan, wanted, requestIds, maxCost } = attempt;
  if (plan.machine === 'buy-by-hand' && task.kind === 'to-buy') {
    const { citation, service } = wanted;
    return {
      paste: {
        where: plan.provider,
        fields: [...pasteAtPublisher({ service, citation, reference: attempt.id, maxCost: plan.price })],
      },
    };
  }
  if (!('lender' in plan)) return {};
  const where = whereOf(partners.get(plan.lender.symbol));
  if (task.kind === 'by-hand') return { paste: { where, fields: [...passedOn(task, attempt)] } };
  if (task.kind !== 'ask-by-hand') return {};
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

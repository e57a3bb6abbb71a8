import { job, type Effect } from '#lib/messaging';
import type { Attempt, AttemptEvent, Borrowing } from '../../domain/attempt/index.ts';
import { letterFor } from '../../domain/email/letter.ts';
import { composeMessage } from '../iso18626/compose.ts';
import type { Desk, MailLender, TellIlliad, TellLender } from '../jobs/errands.ts';
import { titleOf } from '../store.ts';

type Told = Extract<AttemptEvent, { type: 'told' }>;
type Asked = Attempt & { readonly plan: Borrowing };

function byMail(tenant: string, attempt: Asked, told: Told, desk: Desk | undefined, to: string): Effect[] {
  const { lender, machine } = attempt.plan;
  const { citation, wishes } = attempt.wanted;
  const name = desk?.name ?? tenant;
  const letter = letterFor({
    said: told.said,
    library: { symbol: tenant, name },
    lender,
    service: machine === 'borrow-copy' ? 'copy' : 'loan',
    citation,
    title: titleOf(citation),
    requestId: told.requestId,
    neededBy: wishes.neededBy,
    maxCost: told.maxCost,
    conditions: told.loanConditions,
    note: told.note,
    dueDate: attempt.dueDate,
    shippedBack: { carrier: attempt.carrier, tracking: attempt.tracking },
  });
  if (!letter) return [];
  const { said, requestId, at } = told;
  const account = desk?.mail;
  const payload: MailLender = {
    to,
    partner: lender.symbol,
    from: name,
    said,
    requestId,
    letter,
    at,
    ...(account && { account }),
  };
  return [job({ kind: 'mail-lender', key: attempt.id, lane: attempt.requestId, payload, idempotent: false })];
}

/** By the library's own ILLiad. That it has arrived ILLiad's staff see there. */
function byIlliad({ id, requestId, requestIds, plan, wanted }: Asked, told: Told, desk: Desk | undefined): Effect[] {
  const { said, note, maxCost } = told;
  if (said === 'Received') return [];
  const asked = {
    service: plan.machine === 'borrow-copy' ? 'copy' : 'loan',
    citation: wanted.citation,
    lender: plan.lender.symbol,
    // the number it was made under: what is agreed later is agreed about the same request there
    reference: requestIds[0] ?? id,
    neededBy: wanted.wishes.neededBy,
    maxCost,
  } as const;
  const account = desk?.illiad;
  const payload: TellIlliad = { said, asked, ...(note ? { note } : {}), ...(account && { account }) };
  return [job({ kind: 'illiad-tell', key: id, lane: requestId, payload, idempotent: said !== 'Request' })];
}

/** Brings what is told to the lender, by its channel: the job that does it, or none where a person passes it on by hand. */
export function tellBy(tenant: string, attempt: Attempt, told: Told, desk?: Desk): Effect[] {
  if (!('lender' in attempt.plan) || !attempt.plan.lender.address) return [];
  const { channel = 'iso18626', address, symbol } = attempt.plan.lender;
  // One lane a request: a lender gets its messages in order, and Cancel goes out before the next one is asked.
  switch (channel) {
    case 'iso18626': {
      const payload: TellLender = { address, partner: symbol, said: told.said, xml: composeMessage(tenant, attempt, told) };
      return [job({ kind: 'tell-lender', key: attempt.id, lane: attempt.requestId, payload })];
    }
    case 'email':
      return byMail(tenant, attempt as Asked, told, desk, address);
    case 'illiad':
      return byIlliad(attempt as Asked, told, desk);
    case 'platform':
    case 'hand':
      return [];
  }
}

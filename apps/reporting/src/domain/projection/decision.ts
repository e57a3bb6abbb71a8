import type { Decided, Envelope, Outcome } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import { momentStamp } from '../registers.ts';
import type { DecisionRow } from './rows.ts';

/** Who or what was chosen, short. */
function choiceOf(outcome: Outcome): { choice: string | null; price?: Money | undefined } {
  switch (outcome.route) {
    case 'borrow':
      return { choice: outcome.lenders.map((lender) => lender.symbol).join(' → '), price: outcome.lenders[0]?.expectedCost };
    case 'buy':
      return { choice: outcome.provider, price: outcome.price };
    case 'hold':
    case 'scan':
      return { choice: outcome.library };
    case 'link':
      return { choice: outcome.package };
    case 'deliver':
      return { choice: outcome.host ?? new URL(outcome.url).host };
    case 'ask-patron':
      return { choice: outcome.question, price: outcome.cost };
    case 'decline':
      return { choice: outcome.offer };
    case 'staff':
    case 'merge':
    case 'tell-patron':
      return { choice: null };
  }
}

/** The row of a decision. Decisions are never changed: a new one is a new row. */
export function decisionRow({ data, time, subject }: Envelope<Decided>): DecisionRow {
  const { choice, price } = choiceOf(data.outcome);
  return {
    id: data.decisionId,
    request_id: subject,
    attempt: data.attempt,
    decided_at: momentStamp(time),
    route: data.outcome.route,
    rule_number: data.rule?.number ?? null,
    rule_id: data.rule?.id ?? null,
    rule_text: data.rule?.description ?? null,
    reason: data.reason,
    also: data.also.map((added) => added.reason).join(' · ') || null,
    choice,
    price_minor: price?.minor ?? null,
    price_currency: price?.currency ?? null,
    policy_name: data.policy.name,
    policy_hash: data.policy.hash,
    override_reason: data.override?.reason ?? null,
    instead_of: data.override?.insteadOf ?? null,
    explanation: data.explanation ? JSON.stringify(data.explanation) : null,
    asked: data.asked ? JSON.stringify(data.asked) : null,
  };
}

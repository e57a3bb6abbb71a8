import type { CompiledPolicy } from '../evaluate/compile.ts';
import type { Collected } from '../evaluate/collect.ts';
import type { EventOf } from '../kinds/index.ts';
import type { Lookups } from '../lookups/index.ts';

/** Who asks the charges policy: of what a lender charges the library, or of what the library asks when it lends. */
export type ChargeSide = 'borrowing' | 'lending';
type Event = EventOf<'charges'>;

const sideOf = ({ type }: Event): ChargeSide => (type === 'ask' || type === 'ask-return-postage' ? 'lending' : 'borrowing');

const REASON = {
  lending: 'The library borrows here and lends nothing.',
  borrowing: 'The library lends here, and no lender charges it.',
} as const;

/** What only the other side could look up: said to be unknown, so that a rule of the other side stops nobody. @param at ISO 8601 */
export function otherSide(side: ChargeSide, source: string, at: string): Lookups {
  return side === 'borrowing'
    ? { incoming: { known: false, reason: REASON.lending, source, at } }
    : { charge: { known: false, reason: REASON.borrowing, source, at } };
}

/**
 * What the rules of one side gave. A rule belongs to the side that its event is for, so no rule on what is paid ever says what is asked: of
 * the other side's rules neither an answer, nor a question to a person, nor a failure counts.
 */
export function ofSide(
  answer: Collected<'charges'>,
  compiled: CompiledPolicy<'charges'>,
  side: ChargeSide,
): Collected<'charges'> {
  const events = new Map(compiled.policy.rules.map(({ id, event }) => [id, event]));
  const isOurs = (id: string): boolean => {
    const event = events.get(id);
    return event === undefined || sideOf(event) === side;
  };
  return {
    ...answer,
    hits: answer.hits.filter(({ id }) => isOurs(id)),
    asks: answer.asks.filter(({ id }) => isOurs(id)),
    failures: answer.failures.filter(({ rule }) => isOurs(rule)),
  };
}

import { formatMoney, parseMoney, type Money } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import type { Collected, EventOf, Found, LookupValue, MEANS, Needs } from '#lib/policy';

export type Means = (typeof MEANS)[number];

/** What is to be paid beside the lender's charge, to whom and by what means. */
export interface Fee {
  readonly payee: string;
  readonly amount: Money;
  readonly means: Means;
  /** The rule that asks it. */
  readonly rule: string;
}
/** A rule that applied, and its reason as a sentence. */
export interface Said {
  readonly id: string;
  readonly reason: string;
}
/** How what a lender charges is settled, and who said so: the library's policy, or a person where the policy does not. */
export interface Settlement {
  /** `nothing`: nothing is owed after all. Undefined: a person has to say. */
  readonly means?: Means | 'nothing';
  readonly fees: readonly Fee[];
  /** The rules that applied, in their order. */
  readonly rules: readonly Said[];
  /** The hash of the policy; undefined where none could be asked. */
  readonly policy?: string;
  /** Why a person has to say. */
  readonly why?: string;
  /** What the person who said it gave as the reason. */
  readonly person?: string;
}

/** Whether the policy is asked: what a lender charges, not what a vendor or provider sells, and not what is free. */
export const isCharge = (cost: CostIncurred): boolean => cost.kind !== 'buy' && cost.amount.minor > 0;

/** What the policy may look at: the cost as fulfillment tells it. @param at ISO 8601, when it was heard */
export const chargeFound = (
  { kind, what, payee, amount, settledBy, lender, daysLeft }: CostIncurred,
  at: string,
): Found<LookupValue<'charge'>> => ({
  known: true,
  value: { kind, what, payee, amount, settledBy, lender, daysLeft },
  source: 'fulfillment',
  at,
});

type Event = EventOf<'charges'>;
type Answer = Collected<'charges'> | Needs;

/** For a person: nothing is posted, and why. */
export const forPerson = (why: string, rest: Partial<Settlement> = {}): Settlement => ({ fees: [], rules: [], ...rest, why });

/**
 * What follows from the policy's answer. A person has to say where it names no means or several, where a rule could not be checked or
 * failed, or an amount is none: half an answer posts nothing.
 * @param currency the policy's, in which it names amounts
 */
export function settlementOf(answer: Answer, currency: string, hash: string): Settlement {
  if (answer.kind === 'needs') return forPerson(`The rule ${answer.rule} looks at what payment does not know.`, { policy: hash });
  const { hits, asks, failures } = answer;
  const rules = hits.map(({ id, reason }) => ({ id, reason }));
  const told = { policy: hash, rules };
  const [failed] = failures;
  if (failed) return forPerson(`The rule ${failed.rule} failed: ${failed.message}`, told);
  if (asks.length) return forPerson(asks.map(({ reason }) => reason).join(' '), told);
  const fees: Fee[] = [];
  for (const { id, event } of hits) {
    if (event.type !== 'fee') continue;
    const { payee, amount: units, means } = event.params;
    const amount = parseMoney(units, currency);
    if (!amount || amount.minor <= 0) return forPerson(`The fee of the rule ${id}, ${units}, is no amount in ${currency}.`, told);
    fees.push({ payee, amount, means, rule: id });
  }
  const means = [...new Set(hits.flatMap(({ event }) => meansOf(event) ?? []))];
  if (means.length > 1) return forPerson(`The rules name several means: ${means.join(', ')}.`, { ...told, fees });
  if (means.length === 0) return forPerson(unsaid(answer), { ...told, fees });
  return { ...told, means: means[0]!, fees };
}

const meansOf = (event: Event): Means | undefined => (event.type === 'settle' ? event.params.means : undefined);

/** What the rules say instead of how it is settled. */
function unsaid({ hits }: Collected<'charges'>): string {
  const notes = hits.filter(({ event }) => event.type === 'note').map(({ reason }) => reason);
  return notes.length ? notes.join(' ') : 'No rule says how it is settled.';
}

/** A person says how it is settled; the fees that the policy named stay, where anything is owed at all. */
export const byPerson = (before: Settlement, means: Means | 'nothing', person: string): Settlement => {
  const { why: _, ...told } = before;
  return { ...told, fees: means === 'nothing' ? [] : before.fees, means, person };
};

/** In a sentence, for the page. */
export const feeText = ({ payee, amount }: Fee): string => `Fee to ${payee}, ${formatMoney(amount)}`;

import { formatMoney, parseMoney, type Money } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import {
  collect,
  deriveFacts,
  ofSide,
  otherSide,
  type Collected,
  type CompiledPolicy,
  type FEES_FOR,
  type Found,
  type LookupValue,
  type MEANS,
  type Needs,
  type RETURN_POSTAGE,
} from '#lib/policy';

export type Means = (typeof MEANS)[number];
export type ReturnPostage = (typeof RETURN_POSTAGE)[number];

/** What is to be paid beside the lender's charge, to whom and by what means. */
export interface Fee {
  readonly payee: string;
  readonly amount: Money;
  readonly means: Means;
  /** What it is for, where that stands apart in the books. */
  readonly for?: (typeof FEES_FOR)[number];
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
  /** What is paid instead of what the lender named: a flat amount, say. */
  readonly amount?: Money;
  /** Who pays for sending it back, where a rule says so. */
  readonly returnPostage?: ReturnPostage;
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
const chargeFound = (
  { kind, what, payee, amount, settledBy, notInIfm, lender, daysLeft }: CostIncurred,
  at: string,
): Found<LookupValue<'charge'>> => ({
  known: true,
  value: { kind, what, payee, amount, settledBy, notInIfm, lender, daysLeft },
  source: 'fulfillment',
  at,
});

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
    const { payee, amount: units, means, for: what } = event.params;
    const amount = parseMoney(units, currency);
    if (!amount || amount.minor <= 0) return forPerson(`The fee of the rule ${id}, ${units}, is no amount in ${currency}.`, told);
    if (what && means === 'IFM') return forPerson(`The rule ${id} asks ${what} by IFM, which has no such lines.`, told);
    fees.push({ payee, amount, means, ...(what && { for: what }), rule: id });
  }
  const settled = hits.flatMap(({ id, event }) => (event.type === 'settle' ? [{ id, ...event.params }] : []));
  const means = [...new Set(settled.map((one) => one.means))];
  if (means.length > 1) return forPerson(`The rules name several means: ${means.join(', ')}.`, { ...told, fees });
  const amounts = new Map<number, Money>();
  for (const { id, amount: units } of settled) {
    if (units === undefined) continue;
    const amount = parseMoney(units, currency);
    if (!amount || amount.minor <= 0)
      return forPerson(`What the rule ${id} has paid, ${units}, is no amount in ${currency}.`, told);
    amounts.set(amount.minor, amount);
  }
  if (amounts.size > 1)
    return forPerson(`The rules name several amounts: ${[...amounts.values()].map(formatMoney).join(', ')}.`, { ...told, fees });
  const payers = [...new Set(hits.flatMap(({ event }) => (event.type === 'return-postage' ? [event.params.paidBy] : [])))];
  if (payers.length > 1)
    return forPerson(`The rules name several who pay return postage: ${payers.join(', ')}.`, { ...told, fees });
  const postage = fees.find((fee) => fee.for === 'postage');
  if (payers[0] === 'each' && postage)
    return forPerson(`Each pays for what it sends, and the rule ${postage.rule} asks postage.`, { ...told, fees });
  const back = payers[0] ? { returnPostage: payers[0] } : {};
  if (means.length === 0) return forPerson(unsaid(answer), { ...told, fees, ...back });
  const [amount] = amounts.values();
  return { ...told, means: means[0]!, ...(amount && { amount }), ...back, fees };
}

/**
 * How a charges policy wants what a lender charges settled: by its rules on borrowing alone. @param at ISO 8601, when it was heard
 * @throws Error where the policy itself fails
 */
export async function settlementBy(compiled: CompiledPolicy<'charges'>, cost: CostIncurred, at: string): Promise<Settlement> {
  const found = { charge: chargeFound(cost, at), ...otherSide('borrowing', 'fulfillment', at) };
  const answer = await collect(compiled, deriveFacts(found, compiled.uses, 'charges'));
  const ours = answer.kind === 'collected' ? ofSide(answer, compiled, 'borrowing') : answer;
  return settlementOf(ours, compiled.policy.currency, compiled.hash);
}

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

const FEE_WORDS = { postage: 'Postage', royalty: 'Royalty', replacement: 'Replacement' } as const;
/** In a sentence, for the page. */
export const feeText = ({ payee, amount, for: what }: Fee): string =>
  `${what ? FEE_WORDS[what] : 'Fee'} to ${payee}, ${formatMoney(amount)}`;

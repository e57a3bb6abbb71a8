import type { LentAsks, Means } from '#lib/contracts';
import { compare, formatMoney, parseMoney, vouchersText, type Money } from '#lib/kernel';
import { ofSide, type Collected, type CompiledPolicy, type Needs } from '#lib/policy';
import type { AskedFor } from './commands.ts';

/** By what means no money goes. */
export const isUnpaid = (means: Means | undefined): boolean => means === 'vouchers' || means === 'reciprocity';

/**
 * What the charges policy has the library ask for something lent. Where its rules contradict each other, name no amount, or could not be
 * checked, nothing is asked by itself and a person sees why; where none says anything, there is nothing to ask.
 */
export function asksOf(answer: Collected<'charges'> | Needs, compiled: CompiledPolicy<'charges'>): LentAsks {
  const policy = compiled.hash;
  if (answer.kind === 'needs')
    return { policy, rules: [], why: `The rule ${answer.rule} looks at what is not known where something is lent.` };
  const { hits, asks, failures } = ofSide(answer, compiled, 'lending');
  const told = { policy, rules: hits.map(({ id, reason }) => ({ id, reason })) };
  const [failed] = failures;
  if (failed) return { ...told, why: `The rule ${failed.rule} failed: ${failed.message}` };
  if (asks.length) return { ...told, why: asks.map(({ reason }) => reason).join(' ') };
  const { currency } = compiled.policy;
  const asked = hits.flatMap(({ id, event }) => (event.type === 'ask' ? [{ id, ...event.params }] : []));
  const postage = hits.flatMap(({ id, event }) => (event.type === 'ask-return-postage' ? [{ id, ...event.params }] : []));
  const amounts: Money[] = [];
  for (const { id, amount: units } of [...asked, ...postage]) {
    if (units === undefined) continue;
    const amount = parseMoney(units, currency);
    if (!amount || amount.minor <= 0) return { ...told, why: `What the rule ${id} asks, ${units}, is no amount in ${currency}.` };
    if (!amounts.some((one) => one.minor === amount.minor)) amounts.push(amount);
  }
  const several =
    severalOf(
      'means',
      asked.map(({ means }) => means),
    ) ??
    severalOf(
      'amounts',
      asked.map(({ amount }) => amount),
    ) ??
    severalOf(
      'numbers of vouchers',
      asked.map(({ halves }) => halves),
    ) ??
    severalOf(
      'who pay return postage',
      postage.map(({ paidBy }) => paidBy),
    ) ??
    severalOf(
      'amounts of return postage',
      postage.map(({ amount }) => amount),
    );
  if (several) return { ...told, why: several };
  const means = asked[0]?.means;
  const units = asked.find(({ amount }) => amount !== undefined)?.amount;
  const halves = asked.find((one) => one.halves !== undefined)?.halves;
  if (means === 'vouchers' && halves === undefined)
    return { ...told, why: 'The rules ask for IFLA vouchers and do not say how many.' };
  if (means !== 'vouchers' && halves !== undefined)
    return { ...told, why: `The rules name IFLA vouchers, and ${means ?? 'nothing'} as the means.` };
  if (isUnpaid(means) && units !== undefined)
    return { ...told, why: `The rules name an amount, and ${means} as the means: no money goes by it.` };
  const back = returnPostageOf(postage, currency);
  return {
    ...told,
    ...(means ? { means } : {}),
    ...(units === undefined ? {} : { amount: parseMoney(units, currency)! }),
    ...(halves === undefined ? {} : { halves }),
    ...(back ? { returnPostage: back } : {}),
  };
}

function returnPostageOf(
  postage: readonly { readonly paidBy: 'borrower' | 'lender' | 'each'; readonly amount?: number | undefined }[],
  currency: string,
): LentAsks['returnPostage'] {
  const [first] = postage;
  if (!first) return undefined;
  const units = postage.find(({ amount }) => amount !== undefined)?.amount;
  return { paidBy: first.paidBy, ...(units === undefined ? {} : { amount: parseMoney(units, currency)! }) };
}

/** In a sentence, where the rules say several; undefined where they agree. */
function severalOf(what: string, said: readonly (string | number | undefined)[]): string | undefined {
  const different = [...new Set(said.filter((one) => one !== undefined))];
  return different.length > 1 ? `The rules name several ${what}: ${different.join(', ')}.` : undefined;
}

/** Whether it is more than the borrower pays: above what it named, or not to be compared with it. */
export function exceeds(amount: Money | undefined, { maxCost }: AskedFor): boolean {
  if (!amount || !maxCost) return false;
  return amount.currency !== maxCost.currency || compare(amount, maxCost) > 0;
}

/** What is asked, as a borrower reads it: `1 IFLA voucher`, `$25`; undefined where nothing is. */
export function askedText({ means, amount, halves }: LentAsks): string | undefined {
  if (means === 'vouchers' && halves) return vouchersText(halves);
  return amount && !isUnpaid(means) ? formatMoney(amount) : undefined;
}

// ISO 18626, open code list paymentMethod; what is settled otherwise has no code there
const METHODS: Readonly<Partial<Record<Means, string>>> = { IFM: 'IFM', vouchers: 'IFLAVoucher', EFTS: 'EFTS' };
/** How it is paid, as ISO 18626 has it; undefined where the standard has no word for it. */
export const methodOf = ({ means }: LentAsks): string | undefined => means && METHODS[means];

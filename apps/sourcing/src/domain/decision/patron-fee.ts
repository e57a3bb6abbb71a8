import type { LenderToAsk, Outcome } from '#lib/contracts';
import { compare, DAY, formatMoney, money, type Money } from '#lib/kernel';
import { agreedToPay, expectedFee, feeTerms, isFree, type Asked, type Holder, type LookupValue } from '#lib/policy';

/** As long as a patron has for rule 20's question of cost. */
const ANSWER_WITHIN = 3 * DAY;

/** With them nothing is ever paid. */
const UNPAID: readonly LenderToAsk['settledBy'][] = ['nobody', 'reciprocity'];

/** What a way costs the patron besides what it costs the library. */
export interface Paying {
  readonly asked: Asked;
  /** Who holds it: whether a lender is abroad stands there. */
  readonly holders: readonly Holder[];
  /** A fee the patron did not want to pay. */
  readonly declined?: Money | undefined;
}

/** A way, and what it costs the patron in one sentence; none where it costs nothing. */
export interface Paid {
  readonly outcome: Outcome;
  readonly why?: string;
}

/** What a lender is thought to charge: what it says, else the most it may; nothing where it lends for nothing. */
const chargeOf = ({ settledBy, expectedCost, maxCost }: LenderToAsk): Money | undefined =>
  UNPAID.includes(settledBy) ? undefined : (expectedCost ?? maxCost);

/**
 * The way that was chosen, with what the patron pays for it. A lender where it would cost more than the patron has agreed to is left out as
 * long as there is another; where there is none, the patron is asked first or, having declined, staff.
 */
export function withFee(outcome: Outcome, paying: Paying): Paid {
  const { asked } = paying;
  if (!asked.patronFees || (outcome.route !== 'borrow' && outcome.route !== 'buy')) return { outcome };
  const agreed = agreedToPay(asked) ?? money(0, asked.currency);
  if (outcome.route === 'buy') {
    if (outcome.addToCollection) return { outcome };
    const fee = expectedFee(asked, { abroad: false, charged: outcome.price });
    return compare(fee, agreed) > 0 ? askOrStaff(fee, paying) : paid(withTerms(outcome, paying, agreed), fee, agreed);
  }
  const priced = outcome.lenders.map((lender) => ({ lender, fee: feeAt(lender, paying) }));
  const within = priced.filter(({ fee }) => compare(fee, agreed) <= 0);
  if (!within.length) return askOrStaff(priced[0]!.fee, paying);
  const lenders = within.map(({ lender }) => lender);
  return paid(withTerms({ ...outcome, lenders }, paying, agreed), within[0]!.fee, agreed);
}

/** The way a person chose: nobody is asked any more, and the patron pays no more than they have agreed to. */
export function withFeeByHand(outcome: Outcome, paying: Paying): Outcome {
  const agreed = agreedToPay(paying.asked);
  return agreed ? withTerms(outcome, paying, agreed) : outcome;
}

/** Those whose fee the patron has declined are not asked: the rules look for another way. */
export function withoutDeclined(
  found: LookupValue<'holders'>,
  { asked, declined }: Omit<Paying, 'holders'>,
): LookupValue<'holders'> {
  const agreed = agreedToPay(asked)?.minor ?? 0;
  const dear = (holder: Holder): boolean => {
    const fee = expectedFee(asked, { abroad: holder.abroad, charged: isFree(holder) ? undefined : holder.charge }).minor;
    return fee > agreed && fee >= declined!.minor;
  };
  return declined ? { ...found, holders: found.holders.filter((holder) => !dear(holder)) } : found;
}

const isAbroad = ({ symbol }: LenderToAsk, { holders }: Paying): boolean =>
  holders.some((one) => one.symbol === symbol && one.abroad);

const feeAt = (lender: LenderToAsk, paying: Paying): Money =>
  expectedFee(paying.asked, { abroad: isAbroad(lender, paying), charged: chargeOf(lender) });

function withTerms(outcome: Outcome, paying: Paying, agreed: Money): Outcome {
  const terms = (abroad: boolean) => feeTerms(paying.asked, abroad, agreed.minor);
  if (outcome.route === 'buy') {
    const fee = outcome.addToCollection ? undefined : terms(false);
    return { ...outcome, ...(fee && { fee }) };
  }
  if (outcome.route !== 'borrow') return outcome;
  const lenders = outcome.lenders.map((lender) => {
    const fee = terms(isAbroad(lender, paying));
    // where nothing is charged nothing can be passed on
    const owed = fee && (fee.flat.minor > 0 || !UNPAID.includes(lender.settledBy)) ? { fee } : {};
    return { ...lender, ...owed };
  });
  return { ...outcome, lenders };
}

const paid = (outcome: Outcome, fee: Money, agreed: Money): Paid =>
  fee.minor > 0
    ? { outcome, why: `The patron pays ${formatMoney(fee)} for it, and has agreed to pay up to ${formatMoney(agreed)}.` }
    : { outcome };

function askOrStaff(fee: Money, { asked, declined }: Paying): Paid {
  const amount = formatMoney(fee);
  if (declined && compare(fee, declined) >= 0)
    return {
      outcome: {
        route: 'staff',
        why: `It would cost the patron ${amount}, and they do not agree to pay that. Choose another way, or have the library bear it.`,
        notYet: false,
      },
    };
  return {
    outcome: {
      route: 'ask-patron',
      question: 'fee',
      text: `Your library asks ${amount} for getting this from elsewhere. Do you agree to pay that? You pay once you can have it, and nothing where it does not come.`,
      options: [
        { value: 'agree', label: `Yes, I will pay ${amount}` },
        { value: 'no', label: 'No; get it another way if there is one' },
        { value: 'cancel', label: 'Cancel my request' },
      ],
      default: 'no',
      answerBy: new Date(Date.parse(asked.now) + ANSWER_WITHIN).toISOString(),
      cost: fee,
    },
    why: `It costs the patron ${amount}, more than they have agreed to pay: they are asked first.`,
  };
}

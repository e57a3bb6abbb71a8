import { err, formatMoney, money, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry } from '../ledger/entry.ts';

/** Money that went to the payee of an invoice, or below zero came from it where its credits are more. */
export interface IncomingPayment {
  readonly minor: number;
  readonly on: string;
  /** The bank's own words for it. */
  readonly reference: string;
  readonly entry: string;
  /** Why, where it was noted wrongly. */
  readonly takenBack?: string;
}
export interface Pay extends Omit<IncomingPayment, 'minor' | 'takenBack'> {
  /** Undefined: all that is open. */
  readonly minor?: number | undefined;
}
/** An invoice as far as paying it goes. */
export interface Payable {
  readonly payee: string;
  readonly number: string;
  readonly currency: string;
  /** What of it was taken and no fund has paid, in minor units. */
  readonly toPay: number;
  readonly payments: readonly IncomingPayment[];
}

/** A line of it as it is kept: what it asks, what of that a fund had paid already, and how it was taken. */
interface Line {
  readonly minor: bigint | string;
  readonly covered: bigint | string;
  readonly taken: string | null;
}
/** What of its lines was taken and no fund has paid, in minor units. */
export const toPayOf = (lines: readonly Line[]): number =>
  lines
    .filter(({ taken }) => taken === 'confirm' || taken === 'accept')
    .reduce((sum, { minor, covered }) => sum + Number(minor) - Number(covered), 0);

const standing = <One extends Pick<IncomingPayment, 'takenBack'>>({ payments }: { readonly payments: readonly One[] }): One[] =>
  payments.filter(({ takenBack }) => takenBack === undefined);
interface Paying {
  readonly toPay: number;
  readonly payments: readonly Pick<IncomingPayment, 'minor' | 'takenBack'>[];
}
/** What is not paid yet, in minor units. */
export const openOf = (of: Paying): number => of.toPay - standing(of).reduce((sum, { minor }) => sum + minor, 0);

/**
 * All of it, or a part, was paid. The same payment said again (day, the bank's words, amount) changes nothing; more than is open is refused.
 * @returns the payments there are now
 */
export function pay(of: Payable, { minor, on, reference, entry: id }: Pay): Result<readonly IncomingPayment[], Rejection> {
  const open = openOf(of);
  const isSame = (one: IncomingPayment): boolean =>
    one.on === on && one.reference === reference && (minor === undefined ? open === 0 : one.minor === minor);
  if (standing(of).some(isSame)) return ok(of.payments);
  if (of.toPay === 0)
    return err(reject('nothing-to-pay', 'Nothing of it is to be paid.', { remedy: 'Withdraw it, or wait for their next one.' }));
  if (open === 0) {
    const last = standing(of).at(-1)!;
    return err(
      reject('already-paid', `Invoice ${of.number} of ${of.payee} was paid on ${last.on}: ${last.reference}.`, {
        remedy: 'Where that was another payment, take it back first.',
      }),
    );
  }
  const paid = minor ?? open;
  if (Math.sign(paid) !== Math.sign(open) || Math.abs(paid) > Math.abs(open))
    return err(
      reject(
        'wrong-amount',
        `${formatMoney(money(open, of.currency))} of it is open, not ${formatMoney(money(paid, of.currency))}.`,
        {
          field: 'minor',
          remedy: 'Give what was paid for this invoice.',
        },
      ),
    );
  return ok([...of.payments, { minor: paid, on, reference, entry: id }]);
}

/** A payment was noted wrongly; said again changes nothing. @param nth counted from 0 */
export function takeBack(of: Payable, nth: number, reason: string): Result<readonly IncomingPayment[], Rejection> {
  const payment = of.payments[nth];
  if (!payment)
    return err(
      reject('not-found', `There is no payment ${nth + 1}; there are ${of.payments.length}.`, { remedy: 'Load it again.' }),
    );
  if (payment.takenBack !== undefined) return ok(of.payments);
  return ok(of.payments.map((one, n) => (n === nth ? { ...one, takenBack: reason } : one)));
}

/** A payment in the books. @param nth counted from 0 */
export function paymentEntry(
  { payee, number, currency }: Payable,
  { minor, on, reference, entry: id }: IncomingPayment,
  nth: number,
): Entry {
  const amount = money(minor, currency);
  return entry({
    id,
    purpose: nth === 0 ? 'paid' : `paid:${nth}`,
    kind: 'payee-paid',
    description: `Invoice ${number} of ${payee}: ${formatMoney(amount)} paid, ${on}: ${reference}`,
    payee,
    settledBy: 'invoice',
    lines: [debit(chart.payable(payee), amount), credit(chart.bank, amount)],
  });
}

import { DAY } from '#lib/kernel';
import type { Asked, Holder, LookupValue } from '../lookups/index.ts';
import { mayAskAgain, wantsDocument, wasTried } from '../lookups/index.ts';

/** With whom nothing is ever paid: it is free, or what each lends the other is counted. */
const UNPAID: readonly Holder['settledBy'][] = ['nobody', 'reciprocity'];

/** Nothing to pay, and in the country. */
export const isFree = (holder: Holder): boolean =>
  !holder.abroad && (UNPAID.includes(holder.settledBy) || (holder.charge !== undefined && holder.charge.minor === 0));
/** In the country, and asks for money. */
export const isOutside = (holder: Holder): boolean => !holder.abroad && !isFree(holder);

/** Whether it holds what was asked for, in an edition that will do, and in a form that can be lent or copied. */
export function holdsIt(holder: Holder, asked: Asked): boolean {
  if (holder.edition === 'other' && !asked.wishes.anyEdition) return false;
  return wantsDocument(asked) || holder.format === 'print';
}

/** Each library once: it may hold the thing in print and electronically, and one of the two will do. */
const oncePerLibrary = (holders: readonly Holder[]): readonly Holder[] =>
  [...new Map(holders.toReversed().map((holder) => [holder.symbol, holder])).values()].toReversed();

/** Who holds it at all, each library once. */
export const libraries = (asked: Asked, { holders }: LookupValue<'holders'>): readonly Holder[] =>
  oncePerLibrary(holders.filter((holder) => holdsIt(holder, asked)));

/** Those whose license or own record does not forbid to supply it. */
export const willingLibraries = (asked: Asked, { holders }: LookupValue<'holders'>): readonly Holder[] =>
  oncePerLibrary(holders.filter((holder) => holdsIt(holder, asked) && holder.maySupply));

/** So many days a closed lender is waited for; one that is closed for longer is not asked at all. */
const WORTH_WAITING = 14;
/** Open, or open again before the patron's day and before it is quicker to ask anybody else. */
const isThereInTime = (backOn: string | undefined, { today, wishes }: Asked): boolean =>
  !backOn || (Date.parse(backOn) - Date.parse(today) <= WORTH_WAITING * DAY && (!wishes.neededBy || backOn < wishes.neededBy));

/** Who may still be asked: holds it, may supply it to us, is there in time, and has not been tried (or said to ask again by now). */
export const possibleLenders = (asked: Asked, found: LookupValue<'holders'>, tried: LookupValue<'tried'>): readonly Holder[] =>
  willingLibraries(asked, found).filter(
    ({ symbol, loansOpen, backOn }) =>
      (wantsDocument(asked) || loansOpen) &&
      isThereInTime(backOn, asked) &&
      (!wasTried(tried, 'borrow', symbol) || mayAskAgain(tried, symbol, asked.today)),
  );

/** Of fewer requests than this nothing is said of how a lender answers: one no would be a fill rate of nothing. */
export const TOO_FEW = 5;
export const tooFew = (what: string, count: number): string =>
  `${what} ${count === 1 ? 'once' : `${count} times`} in the last 365 days: too seldom to tell.`;

import type { Asked, Holder, LookupValue } from '../lookups/index.ts';
import { wantsDocument, wasTried } from '../lookups/index.ts';

/** Nothing to pay, and in the country. */
export const isFree = (holder: Holder): boolean =>
  !holder.abroad && (holder.settledBy === 'nobody' || (holder.charge !== undefined && holder.charge.minor === 0));
/** In the country, and asks for money. */
export const isOutside = (holder: Holder): boolean => !holder.abroad && !isFree(holder);

/** Whether it holds what was asked for, in an edition that will do, and in a form that can be lent or copied. */
export function holdsIt(holder: Holder, asked: Asked): boolean {
  if (holder.edition === 'other' && !asked.wishes.anyEdition) return false;
  return wantsDocument(asked) || holder.format === 'print';
}

/** Who may still be asked: holds it, may supply it to us, and has not been tried. */
export const possibleLenders = (
  asked: Asked,
  { holders }: LookupValue<'holders'>,
  tried: LookupValue<'tried'>,
): readonly Holder[] =>
  holders.filter(
    (holder) =>
      holdsIt(holder, asked) &&
      holder.maySupply &&
      (wantsDocument(asked) || holder.loansOpen) &&
      !wasTried(tried, 'borrow', holder.symbol),
  );

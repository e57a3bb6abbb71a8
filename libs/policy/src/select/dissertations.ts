import type { Asked, Holder, LookupValue, OpenCopy } from '../lookups/index.ts';
import { possibleLenders } from './lenders.ts';

/** The open copies left in repositories; a place whose delivery failed is left out. */
export const openDissertations = (
  { copies }: LookupValue<'dissertation'>,
  { tried }: LookupValue<'tried'>,
): readonly OpenCopy[] => copies.filter(({ host }) => !tried.some((one) => one.kind === 'deliver' && one.supplier === host));

/**
 * The library of the institution that granted the degree, where it may be asked: a partner in the country that has not been asked yet, and of which no
 * catalog says that it does not lend this one.
 */
export function degreeLibrary(
  asked: Asked,
  { library }: LookupValue<'dissertation'>,
  { holders }: LookupValue<'holders'>,
  tried: LookupValue<'tried'>,
): Holder | undefined {
  if (!library || library.abroad) return undefined;
  const listed = holders.filter(({ symbol }) => symbol === library.symbol);
  if (listed.length && !listed.some(({ maySupply }) => maySupply)) return undefined;
  return possibleLenders(asked, { holders: [library], classes: [], genres: [] }, tried)[0];
}

/** What the symbol of a practice copy ends with. No library is called so. */
const COPY = /^([A-Z][A-Z0-9-]{1,15})-P([1-9]\d{0,3})$/;
/** The most copies one library can make; each reset makes one. */
export const MOST_COPIES = 9999;

/**
 * Whether these rows are a practice copy's (ADR 0025): `LCC-P1` practises what LCC does. It stands in the symbol, so that every service, job
 * and row says it by itself, from the first message on, and nobody has to have heard of it before.
 */
export const isPractice = (tenant: string): boolean => COPY.test(tenant);

/** The library a practice copy copies: `LCC` for `LCC-P1`; undefined for a library of its own right. */
export const practisedBy = (tenant: string): string | undefined => COPY.exec(tenant)?.[1];

/** The symbol of a library's nth practice copy. @throws RangeError where n is no whole number from 1 to 9999 */
export function practiceSymbol(library: string, n: number): string {
  const symbol = `${library}-P${n}`;
  if (practisedBy(symbol) !== library) throw new RangeError(`"${symbol}" is no practice copy's symbol`);
  return symbol;
}

/**
 * Whether one transaction may work on both: a library with itself, with another library; a library (or the consortium) on its practice
 * copy. Never from a practice copy outwards, nor between a practice copy and a library it does not copy.
 */
export function mayCross(from: string, to: string): boolean {
  if (from === to) return true;
  if (isPractice(from)) return false;
  const library = practisedBy(to);
  return library === undefined || library === from || from === 'consortium';
}

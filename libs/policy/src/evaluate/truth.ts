/**
 * What a condition comes to. Kleene's three values, and `missing`: not known because nobody has looked yet, so looking may still make
 * it true or false.
 */
export type Truth = 'true' | 'false' | 'unknown' | 'missing';

/** All: one false settles it; else what is missing may still turn out false. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes('false')) return 'false';
  if (truths.includes('missing')) return 'missing';
  return truths.includes('unknown') ? 'unknown' : 'true';
}
/** Any: one true settles it. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes('true')) return 'true';
  if (truths.includes('missing')) return 'missing';
  return truths.includes('unknown') ? 'unknown' : 'false';
}

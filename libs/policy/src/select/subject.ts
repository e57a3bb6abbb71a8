/** Subject areas by Library of Congress class letters, as selectors' limits name them. */
const AREAS: readonly (readonly [RegExp, string])[] = [
  [/^R/, 'health'],
  [/^Q/, 'science'],
  [/^T(?!X|T)/, 'technology'],
  [/^S/, 'agriculture'],
  [/^N/, 'art'],
  [/^M/, 'music'],
  [/^K/, 'law'],
  [/^[HJ]/, 'social sciences'],
  [/^L/, 'education'],
  [/^[CDEF]/, 'history'],
  [/^G/, 'geography'],
  [/^P/, 'language and literature'],
  [/^B/, 'philosophy, psychology, religion'],
];
export const SUBJECT_AREAS: readonly string[] = AREAS.map(([, area]) => area);

/** The areas of some class numbers (`QA76.6 .C662`), each once. */
export function areasOf(classes: readonly string[]): string[] {
  const areas = classes.flatMap((number) =>
    AREAS.filter(([letters]) => letters.test(number.trim().toUpperCase())).map(([, area]) => area),
  );
  return [...new Set(areas)];
}

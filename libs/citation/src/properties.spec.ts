import fc from 'fast-check';
import {
  parseAuthors,
  findDoi,
  fold,
  parseDoi,
  parseIsbns,
  parseIssns,
  parseOclc,
  parsePages,
  parsePmid,
  parseYear,
  sameWork,
  tidy,
  tidyPart,
  titleSimilarity,
  toIsbn13,
  workKey,
} from './index.ts';

/** Text as it comes: any characters, and those that identifiers, links and titles are made of. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'10.978X-–/:;,()[]<>&%#? eapdoi'.split('')), maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const again =
  <T>(run: (value: T) => T | undefined) =>
  (value: T | undefined) =>
    value === undefined || run(value) === value;

describe('normalizing', () => {
  it.each([
    ['tidy', tidy],
    ['tidyPart', tidyPart],
    ['fold', fold],
    ['findDoi', (value: string) => findDoi(value) ?? ''],
    [
      'pages',
      (value: string) => {
        const read = parsePages(value);
        return (read.ok && (read.value.pages ?? read.value.articleNumber)) || '';
      },
    ],
    ['ISSN', (value: string) => parseIssns(value).found.join(' ')],
    ['ISBN', (value: string) => parseIsbns(value).found.join(' ')],
    [
      'PMID',
      (value: string) => {
        const read = parsePmid(value);
        return (read.ok && read.value) || '';
      },
    ],
    [
      'OCLC',
      (value: string) => {
        const read = parseOclc(value);
        return (read.ok && read.value) || '';
      },
    ],
  ])('%s twice is as once', (_, run: (value: string) => string) => {
    fc.assert(
      fc.property(text, (value) => again(run)(run(value))),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        parseDoi(a);
        parseYear(a);
        parseAuthors(a);
        const likeness = titleSimilarity(a, b);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        const citations = [a, b].map((title) => ({ kind: 'article' as const, title, authors: parseAuthors(b), pages: b }));
        expect(sameWork(citations[0]!, citations[1]!).same).toBe(sameWork(citations[1]!, citations[0]!).same);
        expect(workKey(citations[0]!)).toBe(
          workKey({ ...citations[0]!, title: ` ${a.toUpperCase().toLowerCase() === a.toLowerCase() ? a.toUpperCase() : a} ` }),
        );
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('accepts every ISBN that is made with its check digit and none with another', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }).map((list) => `978${list.join('')}`);
    fc.assert(
      fc.property(digits, fc.integer({ min: 1, max: 9 }), (first12, off) => {
        const isbn = toIsbn13(`${first12.slice(3)}0`);
        expect(parseIsbns(isbn).found).toEqual([isbn]);
        expect(parseIsbns(`${isbn.slice(0, 12)}${(Number(isbn[12]) + off) % 10}`).found).toEqual([]);
      }),
      { seed: 7 },
    );
  });
});

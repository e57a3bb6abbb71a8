import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '#lib/kernel';
import { coverageInWords, covers } from '../../domain/licenses/coverage.ts';
import { readKbart } from './read-kbart.ts';

/** 500 licensed titles of a university library as its knowledge base exports them (phase I, further columns of its own). */
const FILE = join(import.meta.dirname, '../../../test-data/kbart.tsv');

describe('a real title list of 500 lines', () => {
  const { lines, remarks } = unwrap(readKbart(readFileSync(FILE)));

  it('is taken whole, or says line by line what was left out', () => {
    const skipped = remarks.filter((remark) => remark.skipped);
    expect(lines.length + skipped.length).toBe(500);
    expect(lines.length).toBeGreaterThan(490);
    for (const { line, reason } of remarks) expect([line > 1 && line <= 501, reason.endsWith('.')]).toEqual([true, true]);
  });

  it('says of a title what is covered, wall and all', () => {
    const health = lines.find(({ title }) => title.startsWith('European Journal of Health Economics'))!;
    expect(health.issn).toEqual(expect.arrayContaining(['1439-3972', '1439-6637']));
    expect([covers(health, { year: 1999 }, '2025-10-06'), covers(health, { year: 2010 }, '2025-10-06')]).toEqual([false, true]);
    const walled = lines.find(({ embargo }) => embargo === 'P2Y')!;
    expect([covers(walled, { year: 2025 }, '2025-10-06'), coverageInWords(walled)]).toEqual([
      false,
      expect.stringContaining('2 years ago'),
    ]);
  });
});

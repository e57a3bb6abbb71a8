import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, readHeader } from './columns.ts';

describe('the columns of a bulk file', () => {
  it('are those the README lists', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    const table = /<!-- columns -->([^]*)<!-- \/columns -->/.exec(text)![1]!;
    const rows = [...table.matchAll(/^\| (\w+) +\| (.+?) +\|$/gm)]
      .map(([, name, about]) => [name, about])
      .filter(([name]) => name !== 'column');
    expect(rows).toEqual(Object.entries(COLUMNS).map(([name, { about }]) => [name, about]));
  });

  it('are known in any case and with spaces; those of an export that say nothing are passed over', () => {
    const header = readHeader(['loan title', 'ISSN', 'Transaction Number']);
    expect(header).toEqual({
      ok: true,
      value: { columns: ['LoanTitle', 'ISSN', undefined], passedOver: ['Transaction Number'] },
    });
  });

  it.each([
    ['PhotoJournalVolum', 'PhotoJournalVolume'],
    ['Author', 'LoanAuthor'],
    ['OCLCNumber', 'ESPNumber'],
    ['Needed after', 'NotWantedAfter'],
  ])('%s is near to %s', (name, nearest) => {
    const header = readHeader(['LoanTitle', name]);
    expect(header).toMatchObject({
      ok: false,
      error: { code: 'unknown-column', field: name, remedy: expect.stringContaining('Did you mean') },
    });
    expect(!header.ok && header.error.remedy).toContain(nearest);
  });
});

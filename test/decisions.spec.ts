import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../docs/adr');

describe('the pages of decisions', () => {
  const pages = readdirSync(FOLDER).filter((file) => /^\d{4}-/.test(file));

  it('have a number each, which their title bears', () => {
    expect(pages.length).toBe(new Set(pages.map((file) => file.slice(0, 4))).size);
    for (const page of pages) expect(readFileSync(join(FOLDER, page), 'utf8')).toMatch(new RegExp(`^# ${page.slice(0, 4)} \\S`));
  });

  it('stand in the index once each, in order', () => {
    const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const listed = [...index.matchAll(/\]\((\d{4}-[^)]+\.md)\)/g)].map(([, file]) => file);
    expect(listed).toEqual(pages.toSorted());
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Citation, Wishes } from '#lib/contracts';
import { toCitation } from '../domain/reading/asked.ts';
import { COLUMNS } from '../domain/reading/columns.ts';
import { readRequestsFile, readRequestsFileGently, type ReadOptions } from './read-requests-file.ts';

const HEADER =
  'Username,RequestType,DocumentType,LoanTitle,LoanAuthor,PhotoJournalTitle,PhotoArticleTitle,PhotoJournalInclusivePages,ISSN,DOI,NotWantedAfter,AcceptAlternateEdition,Notes';
const file = (...lines: string[]): Uint8Array => Buffer.from([HEADER, ...lines].join('\r\n'));
const loan = (title: string, more = ',,,,,,,,'): string => `2100,Loan,Book,${title}${more},`;
const read = (bytes: Uint8Array, options?: ReadOptions) => {
  const result = readRequestsFile(bytes, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refusal = (bytes: Uint8Array, options?: ReadOptions) => {
  const result = readRequestsFile(bytes, options);
  return result.ok ? undefined : result.error;
};
const asked = (line: { request?: Parameters<typeof toCitation>[0] }) => {
  const result = toCitation(line.request!);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('the sample file of requests', () => {
  const { lines, warnings, encoding } = read(readFileSync(join(import.meta.dirname, '../../test-data/requests.csv')));
  const at = (line: number) => asked(lines.find((one) => one.line === line)!);

  it('is read whole', () => {
    expect(lines).toHaveLength(60);
    expect(lines.filter(({ error }) => error)).toEqual([]);
    expect({ warnings, encoding }).toEqual({ warnings: [], encoding: 'UTF-8' });
    for (const line of lines) {
      const { citation, wishes, notes } = asked(line);
      expect(Citation.safeParse(citation).error).toBeUndefined();
      expect(Wishes.safeParse(wishes).error).toBeUndefined();
      expect([line.line, notes]).toEqual([line.line, []]);
    }
  });

  it('has the kinds a reader would tell', () => {
    const kinds = lines.map((line) => asked(line).citation.kind);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect({
      article: count('article'),
      chapter: count('chapter'),
      conference: count('conference'),
      dissertation: count('dissertation'),
    }).toEqual({
      article: 28,
      chapter: 2,
      conference: 2,
      dissertation: 1,
    });
    expect(count('book')).toBe(27);
  });

  it('is understood field by field', () => {
    expect(at(3)).toMatchObject({
      citation: { title: 'Gödel, Escher, Bach: An Eternal Golden Braid', isbn: ['9780465026562'] },
      service: 'loan',
      wishes: { anyEdition: false },
    });
    expect(at(4).citation).toMatchObject({ year: 1996, isbn: ['9780226458083'], edition: '3rd ed.' });
    expect(at(5)).toMatchObject({
      citation: { kind: 'article', year: 1953, date: 'April 1953', pages: '737-738', doi: '10.1038/171737a0', pmid: '13054692' },
      service: 'copy',
    });
    expect(at(7).citation).toMatchObject({ issn: ['0024-6115'], doi: '10.1112/plms/s2-42.1.230', volume: 's2-42' });
    expect(at(20).citation).toMatchObject({ articleNumber: 'n71', issn: ['1756-1833'], authors: ['Page, Matthew J.'] });
    expect(lines.find(({ line }) => line === 60)!.request!.notes).toBe(
      'Two readers need this.\nPlease scan in colour if the figures need it.',
    );
    expect(lines.at(-1)!.line).toBe(62);
    const titles = new Map(lines.map((line) => [asked(line).citation.title, asked(line).citation]));
    expect(titles.get('Sapiens: A Brief History of Humankind')!.isbn).toEqual(['9780062316097']);
    expect(titles.get('Architectural Styles and the Design of Network-based Software Architectures')).toMatchObject({
      kind: 'dissertation',
      institution: 'University of California, Irvine',
    });
    expect(titles.get('Can the Subaltern Speak?')).toMatchObject({
      kind: 'chapter',
      container: 'Marxism and the Interpretation of Culture',
      isbn: ['9780252011085'],
    });
    expect(titles.get('Zen shorts')).toMatchObject({ oclc: '53084041' });
  });
});

describe('a file with bad lines', () => {
  it.each([
    ['a negative page', '2100,Article,Journal,,,Nature,Deep learning,-5,,,,,', 'negative-page', 'PhotoJournalInclusivePages'],
    ['an impossible DOI', '2100,Article,Journal,,,Nature,Deep learning,,,11.1/x,,,', 'impossible-doi', 'DOI'],
    ['a day that does not exist', loan('Beloved', ',,,,,,,2025-02-30,'), 'impossible-date', 'NotWantedAfter'],
    ['a day that has passed', loan('Beloved', ',,,,,,,2025-10-01,'), 'day-passed', 'NotWantedAfter'],
    ['neither yes nor no', loan('Beloved', ',,,,,,,,perhaps'), 'yes-or-no', 'AcceptAlternateEdition'],
    ['another request type', '2100,Lend,Book,Beloved,,,,,,,,,', 'request-type', 'RequestType'],
    ['a field too many', `${loan('Beloved')},x`, 'wrong-field-count', 'line 3'],
    ['a field too few', '2100,Loan,Book,Beloved', 'wrong-field-count', 'line 3'],
    ['nothing asked', loan(''), 'nothing-asked', 'citation'],
    ['a quote never closed', loan('"Beloved'), 'broken-quotes', 'line 3'],
    ['something behind a quote', loan('"Beloved" x'), 'broken-quotes', 'line 3'],
    [
      'two faults at once',
      '2100,Article,Journal,,,Nature,Deep learning,-5,,11.1/x,,,',
      'several-faults',
      'PhotoJournalInclusivePages',
    ],
  ])('names %s and goes on', (_, line, code, field) => {
    const { lines } = read(file(loan('Sula'), line, loan('Jazz')), { today: '2025-10-06' });
    expect(lines.map((one) => [one.line, one.error?.code])).toEqual([
      [2, undefined],
      [3, code],
      [4, undefined],
    ]);
    const error = lines[1]!.error!;
    expect(error).toMatchObject({ field, message: expect.stringMatching(/^Line 3/), remedy: expect.stringMatching(/\w/) });
  });

  it('lets a missing quote swallow no other line', () => {
    const { lines } = read(file(loan('"Sula'), loan('"Beloved, a novel"'), loan('"Jazz"'), loan('Home')));
    expect(lines.map(({ line, error }) => [line, error?.code])).toEqual([
      [2, 'broken-quotes'],
      [3, undefined],
      [4, undefined],
      [5, undefined],
    ]);
  });

  it('takes a quote inside a field for itself', () => {
    expect(asked(read(file(loan('The 5" disk'))).lines[0]!).citation.title).toBe('The 5" disk');
  });

  it('refuses only the lines that are not UTF-8 in a file that is', () => {
    const bytes = Buffer.concat([
      file(loan('Gödel')),
      Buffer.from(`\r\n${loan('Caf\xe9')}`, 'latin1'),
      Buffer.from(`\r\n${loan('Jazz')}`),
    ]);
    const { lines } = read(bytes);
    expect(lines.map(({ line, error }) => [line, error?.code, error?.field])).toEqual([
      [2, undefined, undefined],
      [3, 'unreadable', 'LoanTitle'],
      [4, undefined, undefined],
    ]);
  });
});

describe('files', () => {
  it.each([
    ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file(loan('Gödel'))]), 'UTF-8'],
    ['Windows-1252', Buffer.from(`${HEADER}\n${loan('G\xf6del \x96 a life')}`, 'latin1'), 'Windows-1252'],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}\n${loan('Gödel')}`, 'utf16le'), 'UTF-16'],
    ['semicolons', Buffer.from(`${HEADER}\n${loan('Gödel')}`.replaceAll(',', ';')), 'UTF-8'],
    ['tabs', Buffer.from(`${HEADER}\n${loan('Gödel')}`.replaceAll(',', '\t')), 'UTF-8'],
    ['names of columns in other letters', Buffer.from(`${HEADER.replace('LoanTitle', 'loan title')}\n${loan('Gödel')}`), 'UTF-8'],
    ['trailing commas', Buffer.from(`${HEADER}\n${loan('Gödel')},,`), 'UTF-8'],
  ])('with %s', (_, bytes, encoding) => {
    const { lines, encoding: told } = read(bytes);
    expect(told).toBe(encoding);
    expect(asked(lines[0]!).citation.title).toMatch(/^Gödel/);
  });

  it.each([
    [
      'an unknown column',
      `${HEADER},PhotoJournalVolum\n${loan('x')},1`,
      'unknown-column',
      'PhotoJournalVolum',
      'PhotoJournalVolume',
    ],
    ['a column twice', `${HEADER},ISSN\n${loan('x')},1`, 'column-twice', 'ISSN', 'Keep one'],
    ['an empty file', '', 'empty-file', 'file', 'CSV'],
    ['no request', `${HEADER}\n\n`, 'no-lines', 'line 2', 'Add'],
    ['no header', '2100,Loan,Book', 'no-columns', 'line 1', 'LoanTitle'],
    ['a workbook', 'PK\u0003\u0004rest', 'workbook', 'file', 'CSV UTF-8'],
    ['data that is no text', `${HEADER}\nab\u0000c`, 'not-text', 'line 2', 'CSV UTF-8'],
    ['unknown columns', `${HEADER},Foo,Bar`, 'several-faults', 'Foo', 'Rename'],
    ['columns that say nothing', 'Username,Notes\n1,2', 'no-columns', 'line 1', 'LoanTitle'],
  ])('refuses %s', (_, text, code, field, remedy) =>
    expect(refusal(Buffer.from(text))).toMatchObject({ code, field, remedy: expect.stringContaining(remedy) }),
  );

  it('refuses what no encoding explains, with the line', () => {
    expect(refusal(Buffer.from(`${HEADER}\nx\x81y`, 'latin1'))).toMatchObject({ code: 'unknown-encoding', field: 'line 2' });
  });

  it('are read the same with pauses', async () => {
    const long = file(...Array.from({ length: 250 }, (_, index) => loan(index % 7 ? `Volume ${index}` : '')));
    expect(await readRequestsFileGently(long)).toEqual(readRequestsFile(long));
  });

  it('has limits', () => {
    expect(refusal(file(loan('a')), { maxBytes: 100 })).toMatchObject({ code: 'too-large', field: 'file' });
    expect(refusal(file(loan('a'), loan('b')), { maxLines: 1 })).toMatchObject({ code: 'too-large', field: 'line 3' });
  });

  it('says which columns of an export it does not use', () => {
    expect(read(Buffer.from(`TransactionNumber,LoanTitle\n17,Beloved`)).warnings).toEqual(['Not used: TransactionNumber.']);
  });

  it('never throws, and tells of every line that is not empty', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '"', '""', '"a', 'a"', ',', '\n', '-5', 'Loan', '10.', '\ufffd', 'Sula', '2025-13-01'),
      fc.string({ maxLength: 12 }),
    );
    const columns = Object.keys(COLUMNS);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: columns.length + 1 }), { maxLength: 6 }), (rows) => {
        const text = [columns.join(','), ...rows.map((row) => row.join(','))].join('\n');
        const result = readRequestsFile(Buffer.from(text));
        if (!result.ok) return;
        expect(result.value.lines.length).toBeGreaterThan(0);
        for (const line of result.value.lines) expect(Boolean(line.request) !== Boolean(line.error)).toBe(true);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

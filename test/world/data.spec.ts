import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { DATA_FOLDER, kbartFile, loadData, loadRequests, requestsFile } from './data.ts';
import { findWork, isbn13 } from './find.ts';

const data = loadData();
const requests = loadRequests();
const twice = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe('the rows', () => {
  it('name nothing twice', () => {
    expect(twice(data.works.map((row) => row.id))).toEqual([]);
    expect(twice(data.journals.map((row) => row.id))).toEqual([]);
    expect(twice(data.works.flatMap((row) => row.doi?.toLowerCase() ?? []))).toEqual([]);
    expect(twice(data.journals.flatMap((row) => row.issn))).toEqual([]);
    expect(twice(data.holdings.flatMap((row) => row.items ?? []).map((item) => item.barcode))).toEqual([]);
    expect(twice(data.vendorOffers.map((row) => row.offer))).toEqual([]);
    expect(twice(data.patrons.map((row) => row.username))).toEqual([]);
  });
  it('name nothing that is not there', () => {
    const works = new Set(data.works.map((row) => row.id));
    const journals = new Set(data.journals.map((row) => row.id));
    const libraries = new Set(data.libraries.map((row) => row.symbol));
    const lost = [
      ...data.works.filter((row) => row.journal && !journals.has(row.journal)),
      ...data.holdings.filter((row) => !(row.work ? works.has(row.work) : journals.has(row.journal!))),
      ...[...data.holdings, ...data.patrons, ...data.stocks, ...data.licenses, ...data.priorCopies, ...data.kbart].filter(
        (row) => !libraries.has(row.library),
      ),
      ...data.behaviors.filter((row) => !libraries.has(row.lender)),
    ];
    expect(lost).toEqual([]);
  });
  it('have numbers that hold', () => {
    const issn = (value: string) =>
      Array.from(value.replace('-', '')).reduce(
        (sum, digit, index) => sum + (digit === 'X' ? 10 : Number(digit)) * (8 - index),
        0,
      ) % 11;
    expect(data.journals.flatMap((row) => row.issn).filter((value) => issn(value) !== 0)).toEqual([]);
    const isbn = (value: string) =>
      Array.from(value).reduce((sum, digit, index) => sum + Number(digit) * (index % 2 ? 3 : 1), 0) % 10;
    expect(data.works.flatMap((row) => row.isbn ?? []).filter((value) => value.length !== 13 || isbn(value) !== 0)).toEqual([]);
  });
});

describe("the demo's lines", () => {
  it('are 21, by patrons that are known, of works that the world has', () => {
    expect(requests).toHaveLength(21);
    const patrons = new Map(data.patrons.map((row) => [row.username, row.library]));
    expect(requests.filter((row) => patrons.get(row['Username']!) !== row['Library'])).toEqual([]);
    const doi = (row: Record<string, string>) => row['DOI']!.replace('https://doi.org/', '');
    const wanted = requests.map((row) =>
      findWork(data, {
        isbn: [row['ISSN']!].filter((value) => isbn13(value)),
        ...(row['DOI'] ? { doi: doi(row) } : {}),
        title: row['PhotoArticleTitle'] || row['LoanTitle']!,
      }),
    );
    // the third is mistyped on purpose
    expect(wanted.flatMap((work, index) => (work ? [] : [index + 1]))).toEqual([3]);
  });
  it('go out to a file and come back', () => {
    expect(parse(requestsFile(requests), { columns: true })).toEqual(requests);
    expect(requestsFile(requests)).toBe(readFileSync(join(DATA_FOLDER, 'demo-requests.csv'), 'utf8'));
  });
});

it('has title lists in the 25 columns of KBART II, and gives them out as files', () => {
  const text = kbartFile(data, 'HFC');
  expect(text).toBe(readFileSync(join(DATA_FOLDER, 'kbart/HFC.tsv'), 'utf8'));
  expect(text.split('\n')[0]!.split('\t')).toHaveLength(25);
  expect(data.kbart.filter((row) => row['publication_title'] === 'Econometrica').map((row) => row.library)).toEqual([
    'HFC',
    'TSU',
  ]);
});

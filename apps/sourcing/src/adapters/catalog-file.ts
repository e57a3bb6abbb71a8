import { titleKey } from '#lib/citation';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { HeldTitle } from '../app/import-catalog.ts';
import { titleOf } from './bibliographic.ts';
import { marcRecord, readIso2709, readMarcXmlFile, type PlainRecord } from '#lib/catalog';

/** The fields a decision looks at; the rest of a record is not kept. */
const KEPT = new Set(['020', '022', '050', '090', '100', '110', '245', '250', '260', '264', '338', '655', '700', '710']);
const HOLDINGS = /^(85[235]|86[345678]|876|926|945|952|999|AV[AE])$/;
const CONTROL = new Set(['001', '007', '008']);

export interface CatalogFile {
  readonly titles: readonly HeldTitle[];
  /** By the record's number in the file. */
  readonly remarks: readonly { readonly line: number; readonly skipped: boolean; readonly reason: string }[];
}

/** Reads a catalog's export: MARC 21 in ISO 2709 or MARCXML. A record without a title is left out with its number. */
export function readCatalogFile(file: Buffer): Result<CatalogFile, Rejection> {
  const isXml = /^\uFEFF?\s*</.test(file.subarray(0, 200).toString('utf8'));
  let records: readonly PlainRecord[];
  let remarks: { line: number; skipped: boolean; reason: string }[] = [];
  if (isXml) {
    try {
      records = readMarcXmlFile(file.toString('utf8'));
    } catch (error) {
      return err(
        reject('malformed-marc', `This is no MARCXML: ${(error as Error).message}.`, {
          remedy: 'Export it again as MARCXML or MARC 21.',
        }),
      );
    }
  } else {
    const read = readIso2709(file);
    records = read.records;
    remarks = read.faults.map(({ record, reason }) => ({ line: record, skipped: true, reason: `Left out: ${reason}.` }));
  }
  if (!records.length)
    return err(
      reject('malformed-marc', 'The file holds no MARC record.', {
        remedy: 'Export bibliographic records as MARC 21 (ISO 2709) or MARCXML.',
      }),
    );
  const titles: HeldTitle[] = [];
  for (const [index, record] of records.entries()) {
    const { title, isbn, issn } = titleOf(marcRecord(record));
    if (title) titles.push({ isbn, issn, titleKey: titleKey(title), record: trimmed(record) });
    else remarks.push({ line: index + 1, skipped: true, reason: 'Left out: it has no title (245).' });
  }
  return ok({ titles, remarks });
}

const trimmed = ({ leader, control, fields }: PlainRecord): PlainRecord => ({
  leader,
  control: Object.fromEntries(Object.entries(control).filter(([tag]) => CONTROL.has(tag))),
  fields: fields.filter(([tag]) => KEPT.has(tag) || HOLDINGS.test(tag)),
});

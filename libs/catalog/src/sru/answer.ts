import { isIsohold, isoholdItems } from '../holdings/iso20775.ts';
import type { ShelfItem } from '../holdings/item.ts';
import { isOpacRecord, opacItems } from '../holdings/opac.ts';
import { isMarcXml, marcRecord, plainOf, type MarcRecord } from '../marc.ts';
import { childOf, childrenOf, descendantsOf, readXml, textAt, type XmlNode } from '../xml-tree.ts';
import type { Diagnostic } from './diagnostics.ts';

/** A record that a catalog has found. */
export interface FoundRecord {
  readonly marc: MarcRecord;
  /** Copies from holdings beside the MARC record (OPAC records); absent where the answer has none. */
  readonly items?: readonly ShelfItem[];
}

/** The answer of an SRU server holds this. */
export interface SruAnswer {
  readonly total: number;
  readonly records: readonly FoundRecord[];
  /** Holdings asked for by themselves (ISO 20775), by the position of their record. */
  readonly holdings: ReadonlyMap<number, readonly ShelfItem[]>;
  readonly diagnostics: readonly Diagnostic[];
}

const WHAT = "the catalog's answer";

/**
 * Reads a searchRetrieveResponse of SRU 1.1, 1.2 or 2.0, with its namespaces (http://www.loc.gov/zing/srw/,
 * http://docs.oasis-open.org/ns/search-ws/sruResponse), prefixes of any kind, or without.
 * @throws Error when the text is no XML, declares a document type, is larger than 4 MiB or is no such answer
 */
export function readSru(xml: string): SruAnswer {
  const root = readXml(xml, WHAT);
  if (root.name !== 'searchRetrieveResponse') throw new Error(`the catalog answered <${root.name}> instead of search results`);
  const records: FoundRecord[] = [];
  const holdings = new Map<number, readonly ShelfItem[]>();
  // a surrogate diagnostic stands where its record would
  const diagnostics = diagnosticsIn(childOf(root, 'diagnostics'));
  for (const [index, record] of childrenOf(childOf(root, 'records'), 'record').entries()) {
    const data = dataOf(record);
    if (!data) continue;
    const position = Number(textAt(record, 'recordPosition')) || index + 1;
    if (data.name === 'diagnostic') diagnostics.push(diagnosticOf(data));
    else if (isIsohold(data)) holdings.set(position, isoholdItems(data));
    else records.push(...foundIn(data));
  }
  return { total: Number(textAt(root, 'numberOfRecords') ?? 0) || 0, records, holdings, diagnostics };
}

/** What a recordData holds: XML, or XML packed as a string (recordPacking, recordXMLEscaping). */
function dataOf(record: XmlNode): XmlNode | undefined {
  const data = childOf(record, 'recordData');
  if (!data) return undefined;
  const [element] = data.children;
  if (element) return element;
  return data.text.trim().startsWith('<') ? readXml(data.text.trim(), 'a record of the catalog') : undefined;
}

/** A MARC record, one within a collection, or one within an OPAC record. */
export function foundIn(data: XmlNode): FoundRecord[] {
  const marc = isMarcXml(data) ? data : [...descendantsOf(data)].find(isMarcXml);
  if (!marc) return [];
  return [{ marc: marcRecord(plainOf(marc)), ...(isOpacRecord(data) && { items: opacItems(data) }) }];
}

const diagnosticsIn = (node: XmlNode | undefined): Diagnostic[] => childrenOf(node, 'diagnostic').map(diagnosticOf);
function diagnosticOf(node: XmlNode): Diagnostic {
  const [uri, details] = [textAt(node, 'uri') ?? '', textAt(node, 'details')];
  return {
    uri,
    code: Number(/^info:srw\/diagnostic\/1\/(\d+)$/.exec(uri)?.[1] ?? 0),
    message: textAt(node, 'message') ?? 'the catalog refused the query',
    ...(details && { details }),
  };
}

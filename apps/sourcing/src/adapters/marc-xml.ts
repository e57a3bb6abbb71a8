import { type XmlElement, XmlDocument, XmlElement as Element } from 'libxml2-wasm';

export interface MarcField {
  readonly tag: string;
  /** Every value of a subfield, in order. */
  all(code: string): readonly string[];
  first(code: string): string | undefined;
}

/** A MARC 21 record, read from MARCXML (with the slim namespace or without). */
export interface MarcRecord {
  readonly leader: string;
  control(tag: string): string | undefined;
  fields(...tags: string[]): readonly MarcField[];
}

/** A MARC 21 record as plain JSON: as it is kept and as it goes in a job. */
export interface PlainRecord {
  readonly leader: string;
  readonly control: Readonly<Record<string, string>>;
  /** Tag, then code and value of each subfield. */
  readonly fields: readonly (readonly [tag: string, subfields: readonly (readonly [code: string, value: string])[]])[];
}

/** A plain record, to be read from. */
export function marcRecord({ leader, control, fields }: PlainRecord): MarcRecord {
  const data = fields.map(([tag, subfields]): MarcField => {
    const all = (code: string): string[] => subfields.filter(([known]) => known === code).map(([, value]) => value);
    return { tag, all, first: (code) => all(code)[0] };
  });
  return {
    leader,
    control: (tag) => control[tag],
    fields: (...tags) => data.filter(({ tag }) => tags.includes(tag)),
  };
}

/** The answer of an SRU server holds this. */
export interface SruAnswer {
  readonly total: number;
  readonly records: readonly MarcRecord[];
  /** What the server says is wrong with the query (SRU 1.2, diagnostics). */
  readonly diagnostics: readonly { readonly uri: string; readonly message: string; readonly details?: string }[];
}

const LARGEST = 4 * 1024 * 1024;

/**
 * Reads a searchRetrieveResponse (SRU 1.1, 1.2 and 2.0; names are compared without namespace, as servers disagree about it).
 * @throws Error when the text is no XML, declares a document type or is no such answer
 */
export function readSru(xml: string): SruAnswer {
  if (Buffer.byteLength(xml) > LARGEST) throw new Error(`the catalog's answer is larger than ${LARGEST} bytes`);
  // entities and outside files begin with a document type; catalogs need none
  if (/<!DOCTYPE/i.test(xml)) throw new Error("the catalog's answer declares a document type, which is refused");
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml);
  } catch (cause) {
    throw new Error("the catalog's answer is no well-formed XML", { cause });
  }
  try {
    const { root } = document;
    if (root.name !== 'searchRetrieveResponse') throw new Error(`the catalog answered <${root.name}> instead of search results`);
    return {
      total: Number(textOf(root, 'numberOfRecords') ?? 0) || 0,
      records: [...descendants(root)].filter(isMarcRecord).map((element) => marcRecord(readRecord(element))),
      diagnostics: [...descendants(root)]
        .filter(({ name }) => name === 'diagnostic')
        .map((element) => {
          const details = textOf(element, 'details');
          return {
            uri: textOf(element, 'uri') ?? '',
            message: textOf(element, 'message') ?? 'the catalog refused the query',
            ...(details && { details }),
          };
        }),
    };
  } finally {
    document.dispose();
  }
}

function* children(element: XmlElement): Generator<XmlElement> {
  for (let node = element.firstChild; node; node = node.next) if (node instanceof Element) yield node;
}
function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of children(element)) {
    yield child;
    yield* descendants(child);
  }
}
const textOf = (element: XmlElement, name: string): string | undefined => {
  for (const child of children(element)) if (child.name === name) return child.content.trim() || undefined;
  return undefined;
};
/** SRU's own records are called so too; MARC's have a leader. */
const isMarcRecord = (element: XmlElement): boolean => {
  if (element.name !== 'record') return false;
  for (const child of children(element)) if (child.name === 'leader') return true;
  return false;
};

function readRecord(element: XmlElement): PlainRecord {
  let leader = '';
  const control: Record<string, string> = {};
  const fields: [string, [string, string][]][] = [];
  for (const child of children(element)) {
    const tag = child.attr('tag')?.value ?? '';
    if (child.name === 'leader') leader = child.content;
    if (child.name === 'controlfield') control[tag] = child.content;
    if (child.name === 'datafield') fields.push([tag, readSubfields(child)]);
  }
  return { leader, control, fields };
}

function readSubfields(element: XmlElement): [string, string][] {
  const subfields: [string, string][] = [];
  for (const child of children(element)) {
    const value = child.content.trim();
    if (child.name === 'subfield' && value) subfields.push([child.attr('code')?.value ?? '', value]);
  }
  return subfields;
}

/**
 * Reads a file of MARCXML records (a collection, or one record).
 * @throws Error when the text is no XML or declares a document type
 */
export function readMarcXmlFile(xml: string): PlainRecord[] {
  if (/<!DOCTYPE/i.test(xml)) throw new Error('the file declares a document type, which is refused');
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml);
  } catch (cause) {
    throw new Error('the file is no well-formed XML', { cause });
  }
  try {
    const { root } = document;
    return isMarcRecord(root) ? [readRecord(root)] : [...descendants(root)].filter(isMarcRecord).map(readRecord);
  } finally {
    document.dispose();
  }
}

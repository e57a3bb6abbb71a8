import { descendantsOf, readXml, type XmlNode } from './xml-tree.ts';

export interface MarcField {
  readonly tag: string;
  /** Every value of a subfield, in order. */
  all(code: string): readonly string[];
  first(code: string): string | undefined;
}

/** A MARC 21 record, to be read from. */
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

/** SRU's own records are called so too; MARC's have a leader. */
export const isMarcXml = ({ name, children }: XmlNode): boolean =>
  name === 'record' && children.some((child) => child.name === 'leader');

/** A record of MARCXML (with the slim namespace, a prefix, or neither). */
export function plainOf(element: XmlNode): PlainRecord {
  let leader = '';
  const control: Record<string, string> = {};
  const fields: [string, [string, string][]][] = [];
  for (const { name, attributes, children, text } of element.children) {
    const tag = attributes['tag'] ?? '';
    if (name === 'leader') leader = text;
    // the first one counts: some systems send another one behind it
    if (name === 'controlfield') control[tag] ??= text;
    if (name === 'datafield') fields.push([tag, subfieldsOf(children)]);
  }
  return { leader, control, fields };
}

const subfieldsOf = (children: readonly XmlNode[]): [string, string][] =>
  children.flatMap(({ name, attributes, text }): [string, string][] => {
    const value = text.trim();
    return name === 'subfield' && value ? [[attributes['code'] ?? '', value]] : [];
  });

/**
 * Reads a file of MARCXML records (a collection, or one record).
 * @throws Error when the text is no XML or declares a document type
 */
export function readMarcXmlFile(xml: string): PlainRecord[] {
  const root = readXml(xml, 'the file', Infinity);
  return isMarcXml(root) ? [plainOf(root)] : [...descendantsOf(root)].filter(isMarcXml).map(plainOf);
}

import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (value: string): string => value.replaceAll(/[&<>"]/g, (character) => ESCAPES[character]!);

/** An element with text, or nothing where there is no text. */
export const leaf = (name: string, value: string | number | undefined, attributes = ''): string =>
  value === undefined || value === '' ? '' : `<${name}${attributes}>${escape(String(value))}</${name}>`;

/** Reads answers out of a document: by XPath, everywhere by local names, so that prefixes do not matter. */
export interface Reader {
  readonly root: string;
  /** The text at `a/b/c` (local names from the root's child on); undefined where it is not or is empty. */
  text(path: string): string | undefined;
  /** One reader for each element at that path. */
  each(path: string): Reader[];
}

const readerOf = (element: XmlElement): Reader => {
  const xpath = (path: string) =>
    path
      .split('/')
      .map((name) => `*[local-name()='${name}']`)
      .join('/');
  const find = (path: string) => element.find(xpath(path)).filter((node) => node instanceof XmlElement);
  return {
    root: element.name,
    text: (path) => find(path)[0]?.content.trim() || undefined,
    each: (path) => find(path).map(readerOf),
  };
};

/** Runs `use` on a document and frees its memory; undefined where the bytes are no XML or carry a document type. */
export function withXml<T>(bytes: Uint8Array, use: (reader: Reader) => T): T | undefined {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE });
  } catch {
    return undefined;
  }
  try {
    return document.dtd ? undefined : use(readerOf(document.root));
  } finally {
    document.dispose();
  }
}

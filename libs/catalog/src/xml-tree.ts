import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlText } from 'libxml2-wasm';

/** An element by its local name: servers disagree about prefixes, and many leave namespaces out. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** What stands in it outside its elements. */
  readonly text: string;
}

/** Nobody's answer to a search for 50 records is larger, in bytes. */
export const LARGEST_ANSWER = 4 * 1024 * 1024;

/**
 * Reads XML into a plain tree; nothing is fetched and no entity declared.
 * @param what whose it is, for the error: `the catalog's answer`
 * @throws Error when it is larger than 4 MiB, declares a document type or is not well formed
 */
export function readXml(xml: string, what: string, largest = LARGEST_ANSWER): XmlNode {
  if (Buffer.byteLength(xml) > largest) throw new Error(`${what} is larger than ${largest} bytes`);
  // entities and outside files begin with a document type; catalogs need none
  if (/<!DOCTYPE/i.test(xml)) throw new Error(`${what} declares a document type, which is refused`);
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml.replace(/^\uFEFF?\s+(?=<)/, ''), {
      option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE,
    });
  } catch (cause) {
    throw new Error(`${what} is no well-formed XML`, { cause });
  }
  try {
    return treeOf(document.root);
  } finally {
    document.dispose(); // the tree lives in wasm memory, which nobody else collects
  }
}

function treeOf(element: XmlElement): XmlNode {
  const children: XmlNode[] = [];
  let text = '';
  for (let node = element.firstChild; node; node = node.next) {
    if (node instanceof XmlElement) children.push(treeOf(node));
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  const attributes = Object.fromEntries(element.attrs.map((attribute) => [attribute.name, attribute.value]));
  return { name: element.name, attributes, children, text };
}

export const childrenOf = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];
export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child) => child.name === name);
/** The text of the first element by that way, trimmed; undefined where there is none or it is empty. */
export function textAt(node: XmlNode | undefined, ...way: string[]): string | undefined {
  let at = node;
  for (const name of way) at = childOf(at, name);
  return at?.text.replaceAll(/\s+/g, ' ').trim() || undefined;
}

export function* descendantsOf(node: XmlNode): Generator<XmlNode> {
  for (const child of node.children) {
    yield child;
    yield* descendantsOf(child);
  }
}

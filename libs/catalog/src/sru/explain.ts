import { childOf, childrenOf, descendantsOf, readXml, textAt, type XmlNode } from '../xml-tree.ts';

/** What a server says of itself (explain; ZeeRex 2.0). */
export interface Explained {
  readonly database?: string;
  readonly title?: string;
  /** Record schemas by the short name a query gives them; empty where it names none. */
  readonly schemas: readonly string[];
  /** Indexes as a query writes them: `dc.title`. */
  readonly indexes: readonly string[];
}

/** Reads an explainResponse of any version. @returns undefined where it is none @throws Error when the text is no XML */
export function readExplain(xml: string): Explained | undefined {
  const root = readXml(xml, "the catalog's answer");
  const explain = [root, ...descendantsOf(root)].find(({ name }) => name === 'explain');
  if (!explain) return undefined;
  const server = childOf(explain, 'serverInfo');
  const [database, title] = [textAt(server, 'database'), textAt(childOf(explain, 'databaseInfo'), 'title')];
  return {
    ...(database && { database }),
    ...(title && { title }),
    schemas: childrenOf(childOf(explain, 'schemaInfo'), 'schema').flatMap(({ attributes }) => attributes['name'] ?? []),
    indexes: childrenOf(childOf(explain, 'indexInfo'), 'index').flatMap(indexNames),
  };
}

const indexNames = (index: XmlNode): string[] =>
  childrenOf(index, 'map').flatMap((map) =>
    childrenOf(map, 'name').flatMap((name) => {
      const [set, text] = [name.attributes['set'], name.text.trim()];
      return text ? [set ? `${set}.${text}` : text] : [];
    }),
  );

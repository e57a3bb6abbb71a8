import { Diagnostic, parseCql, type Query } from '../cql.ts';
import type { Holding, WorldData } from '../data.ts';
import { isbn13, words } from '../find.ts';
import { notFound, wrongMethod, xml, type Call } from '../http.ts';
import { marcXml, titleId, type Title } from '../marc.ts';
import type { WorldState } from '../state.ts';
import { escape, leaf } from '../xml.ts';
import type { Service } from './service.ts';

const SRW = 'http://www.loc.gov/zing/srw/';

function matches(query: Query, title: Title): boolean {
  if (query.is !== 'clause') {
    const [left, right] = [matches(query.left, title), matches(query.right, title)];
    return query.is === 'and' ? left && right : left || right;
  }
  const { index, relation, term } = query;
  const row = 'work' in title ? title.work : title.journal;
  const among = (text: string): boolean => {
    const have = words(text);
    const asked = words(term);
    if (!asked.length) return false;
    if (relation === 'exact' || relation === '==') return have.join(' ') === asked.join(' ');
    if (relation === 'any') return asked.some((word) => have.includes(word));
    if (relation === 'all') return asked.every((word) => have.includes(word));
    return ` ${have.join(' ')} `.includes(` ${asked.join(' ')} `);
  };
  const authors = 'work' in title ? title.work.authors.join(' ') : '';
  if (index === 'rec.id') return titleId(title) === term;
  if (index === 'bath.isbn') return 'work' in title && !!title.work.isbn?.some((isbn) => isbn13(isbn) === (isbn13(term) ?? ''));
  if (index === 'bath.issn') return 'journal' in title && title.journal.issn.includes(term.toUpperCase());
  if (index === 'dc.title') return among(row.title);
  if (index === 'dc.creator') return among(authors);
  if (index === 'dc.date') return 'work' in title && String(title.work.year) === term;
  return among(`${row.title} ${authors}`);
}

/** A title and who holds it. */
export interface Entry {
  readonly title: Title;
  readonly holdings: Holding[];
}
/**
 * What a catalog holds, title by title: `union` and a shared one (`EVERGREEN`: every member of it) gather several libraries; undefined
 * for a symbol that nobody has.
 */
function gather(data: WorldData, symbol: string): readonly Entry[] | undefined {
  // theses that anybody may read, whoever has them in print
  if (symbol === 'repository')
    return data.works.filter((work) => work.repositoryCopy).map((work) => ({ title: { work }, holdings: [] }));
  const shared = data.libraries.filter((library) => library.sharedIls === symbol).map((library) => library.symbol);
  const mine = (holding: Holding) =>
    symbol === 'union' ? holding.union !== false : [symbol, ...shared].includes(holding.library);
  if (symbol !== 'union' && !shared.length && !data.libraries.some((library) => library.symbol === symbol)) return undefined;
  const titles = new Map<string, Entry>();
  for (const holding of data.holdings.filter(mine)) {
    const work = data.works.find((row) => row.id === holding.work);
    const journal = data.journals.find((row) => row.id === holding.journal);
    const title: Title | undefined = work ? { work } : journal ? { journal } : undefined;
    if (!title) continue;
    const entry = titles.get(titleId(title)) ?? { title, holdings: [] };
    entry.holdings.push(holding);
    titles.set(titleId(title), entry);
  }
  return [...titles.values()];
}
const gathered = new WeakMap<WorldState, Map<string, readonly Entry[] | undefined>>();
/** The titles of a catalog by its name; undefined for a name nobody has. */
export function titlesIn(state: WorldState, symbol: string): readonly Entry[] | undefined {
  const key = `${symbol} ${state.factsVersion}`;
  const known = gathered.get(state) ?? new Map<string, readonly Entry[] | undefined>();
  gathered.set(state, known);
  if (!known.has(key)) {
    for (const old of known.keys()) if (!old.endsWith(` ${state.factsVersion}`)) known.delete(old);
    known.set(key, gather(state.data, symbol));
  }
  return known.get(key);
}

const response = (count: number, records: string, diagnostics = '', next?: number) =>
  xml(
    `<?xml version="1.0" encoding="UTF-8"?>\n<searchRetrieveResponse xmlns="${SRW}"><version>1.2</version>` +
      `<numberOfRecords>${count}</numberOfRecords>${records ? `<records>${records}</records>` : ''}` +
      `${leaf('nextRecordPosition', next)}${diagnostics}</searchRetrieveResponse>`,
  );
const diagnose = ({ code, message, details }: Diagnostic) =>
  response(
    0,
    '',
    `<diagnostics><diagnostic xmlns="${SRW}diagnostic/"><uri>info:srw/diagnostic/1/${code}</uri>` +
      `${leaf('details', details)}${leaf('message', message)}</diagnostic></diagnostics>`,
  );

const explain = (symbol: string) =>
  xml(
    `<?xml version="1.0" encoding="UTF-8"?>\n<explainResponse xmlns="${SRW}"><version>1.2</version><record>` +
      '<recordSchema>http://explain.z3950.org/dtd/2.0/</recordSchema><recordPacking>xml</recordPacking><recordData>' +
      '<explain xmlns="http://explain.z3950.org/dtd/2.0/"><serverInfo protocol="SRU" version="1.2"><database>' +
      `${escape(symbol)}</database></serverInfo></explain></recordData></record></explainResponse>`,
  );

function search(call: Call, state: WorldState, titles: readonly Entry[], as: 'own' | 'shared' | 'union') {
  const of = (name: string) => call.query.get(name) ?? undefined;
  const version = of('version');
  if (!version) throw new Diagnostic(7, 'Mandatory parameter not supplied', 'version');
  if (version !== '1.1' && version !== '1.2') throw new Diagnostic(5, 'Unsupported version', '1.2');
  if (of('operation') !== 'searchRetrieve') throw new Diagnostic(4, 'Unsupported operation', of('operation'));
  const query = of('query');
  if (!query) throw new Diagnostic(7, 'Mandatory parameter not supplied', 'query');
  const schema = of('recordSchema') ?? 'marcxml';
  if (schema !== 'marcxml' && schema !== 'info:srw/schema/1/marcxml-v1.1')
    throw new Diagnostic(66, 'Unknown schema for retrieval', schema);
  const number = (name: string, fallback: number): number => {
    const value = of(name) ?? String(fallback);
    if (!/^\d{1,6}$/.test(value)) throw new Diagnostic(6, 'Unsupported parameter value', name);
    return Number(value);
  };
  const [start, most] = [number('startRecord', 1), Math.min(50, number('maximumRecords', 10))];
  const parsed = parseCql(query);
  const found = titles.filter(({ title }) => matches(parsed, title));
  if (found.length && (start < 1 || start > found.length))
    throw new Diagnostic(61, 'First record position out of range', String(start));
  const records = found
    .slice(start - 1, start - 1 + most)
    .map(
      ({ title, holdings }, index) =>
        '<record><recordSchema>info:srw/schema/1/marcxml-v1.1</recordSchema><recordPacking>xml</recordPacking><recordData>' +
        `${marcXml(title, holdings, state.data, state.url, as)}</recordData>` +
        `<recordPosition>${start + index}</recordPosition></record>`,
    );
  const next = start + records.length;
  return response(found.length, records.join(''), '', next <= found.length ? next : undefined);
}

/** SRU 1.2 (searchRetrieve by GET) over each library's own catalog, `/sru/{symbol}`, over the union catalog, `/sru/union`, and over a repository of theses, `/sru/repository`. */
export const sru: Service = {
  handle(call, state) {
    if (call.method !== 'GET') return wrongMethod();
    const [asked = '', shared] = call.path;
    // `/sru/CPL/shared`: the catalog of the system that library is part of
    const system = state.data.libraries.find((library) => library.symbol === asked)?.sharedIls;
    const symbol = shared === 'shared' ? (system ?? asked) : asked;
    const titles = titlesIn(state, symbol) ?? (state.strangers ? [] : undefined);
    if (!titles) return notFound();
    state.looked('sru');
    if (!call.query.has('query') && (call.query.get('operation') ?? 'explain') === 'explain') return explain(symbol);
    try {
      const isShared = state.data.libraries.some(({ sharedIls }) => sharedIls === symbol);
      return search(call, state, titles, symbol === 'union' || symbol === 'repository' ? 'union' : isShared ? 'shared' : 'own');
    } catch (error) {
      if (error instanceof Diagnostic) return diagnose(error);
      throw error;
    }
  },
};

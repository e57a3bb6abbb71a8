import { json, text, wrongMethod, type Answer, type Call } from '../http.ts';
import type { WorldData, Work } from '../data.ts';
import { words } from '../find.ts';
import type { Service } from './service.ts';

const TYPES: Readonly<Record<Work['kind'], string>> = {
  article: 'journal-article',
  chapter: 'book-chapter',
  conference: 'proceedings-article',
  book: 'book',
  dissertation: 'dissertation',
  av: 'other',
};
const dateParts = (work: Work) => ({ 'date-parts': [[work.year ?? 1900]] });

/** A work as the Crossref REST API has it in `message`. */
export function toCrossref(work: Work, data: WorldData): Record<string, unknown> {
  const journal = data.journals.find((row) => row.id === work.journal);
  const issn = work.issn ?? journal?.issn ?? [];
  const notice = work.retractedBy;
  const retraction = (DOI: string, dated: Work | undefined) => [
    { DOI, type: 'retraction', label: 'Retraction', source: 'publisher', ...(dated ? { updated: dateParts(dated) } : {}) },
  ];
  const noticeOf = (DOI: string) => data.works.find((row) => row.doi === DOI);
  return {
    DOI: work.doi!.toLowerCase(),
    URL: `https://doi.org/${work.doi!.toLowerCase()}`,
    type: TYPES[work.kind],
    source: 'Crossref',
    prefix: work.doi!.split('/')[0],
    title: [notice ? `RETRACTED: ${work.title}` : work.title],
    'container-title': [journal?.title ?? work.container].filter(Boolean),
    ...(issn.length
      ? { ISSN: issn, 'issn-type': issn.map((value, index) => ({ value, type: index ? 'electronic' : 'print' })) }
      : {}),
    ...(work.isbn ? { ISBN: work.isbn } : {}),
    ...(work.volume ? { volume: work.volume } : {}),
    ...(work.issue ? { issue: work.issue } : {}),
    ...(work.pages ? { page: work.pages } : {}),
    ...(work.articleNumber ? { 'article-number': work.articleNumber } : {}),
    author: work.authors.map((name, index) => {
      const [family, given] = name.split(', ');
      return { ...(given ? { given } : {}), family, sequence: index ? 'additional' : 'first', affiliation: [] };
    }),
    issued: dateParts(work),
    published: dateParts(work),
    publisher: work.publisher ?? journal?.publisher ?? 'Unknown',
    ...(work.kind === 'dissertation' && work.institution ? { institution: [{ name: work.institution }] } : {}),
    link: [],
    license: [],
    relation: {},
    ...(notice ? { 'updated-by': retraction(notice, noticeOf(notice)) } : {}),
    ...(work.retracts ? { 'update-to': retraction(work.retracts, work) } : {}),
    'is-referenced-by-count': 0,
  };
}

const known = (data: WorldData): Work[] => data.works.filter((work) => work.doi && !work.notInCrossref);

// rows are replaced when facts change, so what was made of one stays true for as long as it is found here
const indexed = new WeakMap<Work, { title: ReadonlySet<string>; rest: ReadonlySet<string> }>();
function indexOf(work: Work, data: WorldData) {
  let index = indexed.get(work);
  if (!index) {
    const journal = data.journals.find((row) => row.id === work.journal)?.title ?? work.container ?? '';
    const rest = words([journal, ...work.authors, work.year, work.volume, work.pages].join(' '));
    indexed.set(work, (index = { title: new Set(words(work.title)), rest: new Set(rest) }));
  }
  return index;
}
function score(asked: ReadonlySet<string>, work: Work, data: WorldData): number {
  const { title, rest } = indexOf(work, data);
  let found = 0;
  for (const word of asked) found += title.has(word) ? 3 : rest.has(word) ? 1 : 0;
  // a title that is matched whole counts more than many words of a long one
  return title.size ? found + (20 * [...title].filter((word) => asked.has(word)).length) / title.size : 0;
}

function list(call: Call, data: WorldData): Answer {
  const query = ['query.bibliographic', 'query', 'query.title', 'query.author', 'query.container-title']
    .map((name) => call.query.get(name) ?? '')
    .join(' ');
  const rows = Math.min(1000, Math.max(0, Number(call.query.get('rows') ?? 20) || 0));
  const asked = new Set(words(query));
  const issn = /(?:^|,)issn:([\dX-]+)/i.exec(call.query.get('filter') ?? '')?.[1];
  const ranked = known(data)
    .filter((work) => !issn || (work.issn ?? data.journals.find((row) => row.id === work.journal)?.issn ?? []).includes(issn))
    .map((work) => ({ work, score: asked.size ? score(asked, work, data) : 1 }))
    .filter((hit) => hit.score > 0)
    .toSorted((a, b) => b.score - a.score || (a.work.id < b.work.id ? -1 : 1));
  const items = ranked.slice(0, rows).map((hit) => ({ ...toCrossref(hit.work, data), score: Math.round(hit.score * 100) / 100 }));
  return json({
    status: 'ok',
    'message-type': 'work-list',
    'message-version': '1.0.0',
    message: {
      facets: {},
      'total-results': ranked.length,
      items,
      'items-per-page': rows,
      query: { 'start-index': 0, 'search-terms': query.trim() || null },
    },
  });
}

/**
 * Crossref's REST API: `/works/{doi}`, `/works?query.bibliographic=…&rows=…`. Unknown DOIs get 404 with the text "Resource not
 * found."; retractions show as `updated-by` on the article and `update-to` on the notice.
 */
export const crossref: Service = {
  handle(call, state) {
    if (call.method !== 'GET') return wrongMethod();
    const [works, ...doi] = call.path;
    if (works !== 'works') return text('Resource not found.', 404);
    state.looked('crossref');
    if (!doi.length || !doi[0]) return list(call, state.data);
    const asked = doi.join('/').toLowerCase();
    const work = known(state.data).find((row) => row.doi!.toLowerCase() === asked);
    if (!work) return text('Resource not found.', 404);
    return json({ status: 'ok', 'message-type': 'work', 'message-version': '1.0.0', message: toCrossref(work, state.data) });
  },
};

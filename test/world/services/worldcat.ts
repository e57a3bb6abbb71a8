import { keyOfAccount } from '../accounts.ts';
import { isbn13, words } from '../find.ts';
import { json, notFound, wrongMethod, type Answer, type Call } from '../http.ts';
import type { Title } from '../marc.ts';
import type { WorldState } from '../state.ts';
import { titlesIn, type Entry } from './sru.ts';
import type { Service } from './service.ts';

const refused = (status: number, error: string, description: string): Answer =>
  json({ error, error_description: description }, status);

/** The client credentials grant (RFC 6749 §4.4): any key, with the secret of a library's account or of a practice copy. */
function token(call: Call, state: WorldState): Answer {
  if (call.method !== 'POST') return wrongMethod();
  const basic = /^Basic (.+)$/.exec(call.headers.authorization ?? '')?.[1];
  const [key, secret] = Buffer.from(basic ?? '', 'base64')
    .toString('utf8')
    .split(':');
  const known = secret === 'practice' || state.data.libraries.some(({ symbol }) => keyOfAccount(symbol) === secret);
  if (!key || !known) return refused(401, 'invalid_client', 'Client authentication failed');
  const asked = new URLSearchParams(call.body.toString('utf8'));
  if (asked.get('grant_type') !== 'client_credentials') return refused(400, 'unsupported_grant_type', 'Only client_credentials');
  if (!asked.get('scope')?.split(' ').includes('wcapi')) return refused(400, 'invalid_scope', 'The key has no such service');
  state.looked('oclc-token');
  const expires = Date.parse(state.now()) + 1_199_000;
  return json({
    access_token: `tk_${Buffer.from(key).toString('hex').slice(0, 24)}`,
    token_type: 'bearer',
    expires_in: '1199',
    expires_at: new Date(expires)
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, 'Z'),
  });
}

/** WorldCat's numbers have nothing to do with a library's own. */
const FIRST = 900_000_001;
const numbered = (state: WorldState): readonly (Entry & { number: string })[] =>
  (titlesIn(state, 'union') ?? []).map((entry, index) => ({ ...entry, number: String(FIRST + index) }));

function matches(clause: string, title: Title): boolean {
  const found = /^(bn|in|ti|au|no|kw):"?([^"]*)"?$/.exec(clause.trim());
  if (!found) return false;
  const [, index, term = ''] = found;
  const row = 'work' in title ? title.work : title.journal;
  const contains = (text: string): boolean => {
    const have = words(text);
    return words(term).length > 0 && words(term).every((word) => have.includes(word));
  };
  if (index === 'bn') return 'work' in title && !!title.work.isbn?.some((isbn) => isbn13(isbn) === (isbn13(term) ?? ''));
  if (index === 'in') return 'journal' in title && title.journal.issn.includes(term.toUpperCase());
  if (index === 'ti') return contains(row.title);
  if (index === 'au') return 'work' in title && contains(title.work.authors.join(' '));
  return contains(row.title);
}
/** `bn:… OR (ti:"…" AND au:"…")`: as deep as anybody here asks. */
const found = (query: string, title: Title): boolean =>
  query.split(' OR ').some((part) =>
    part
      .trim()
      .replace(/^\((.*)\)$/, '$1')
      .split(' AND ')
      .every((clause) => matches(clause, title)),
  );

function brief({ title, number }: Entry & { number: string }) {
  const language = { language: 'eng', catalogingInfo: { catalogingAgency: 'DLC', catalogingLanguage: 'eng' } };
  if ('journal' in title)
    return {
      oclcNumber: number,
      title: title.journal.title,
      publisher: title.journal.publisher,
      issns: title.journal.issn,
      generalFormat: 'Jrnl',
      specificFormat: 'PrintJournal',
      ...language,
    };
  const { work } = title;
  const av = work.kind === 'av';
  return {
    oclcNumber: number,
    title: work.title,
    creator: work.authors[0],
    ...(work.year && { date: String(work.year) }),
    ...(work.edition && { edition: work.edition }),
    publisher: work.publisher,
    isbns: work.isbn ?? [],
    generalFormat: av ? 'Video' : 'Book',
    specificFormat: av ? 'DVD' : 'PrintBook',
    ...language,
  };
}

function holdings(call: Call, state: WorldState): Answer {
  const entry = numbered(state).find(({ number }) => number === call.query.get('oclcNumber'));
  const limit = Number(call.query.get('limit') ?? 10);
  if (!(limit >= 1 && limit <= 50)) return json({ type: 'INVALID_REQUEST', title: 'Validation Failure', detail: 'limit' }, 400);
  const by = call.query.get('heldBySymbol')?.split(',').filter(Boolean);
  if (!entry) return json({ numberOfRecords: 0, briefRecords: [] });
  const symbols = [...new Set(entry.holdings.map(({ library }) => library))].filter((symbol) => !by || by.includes(symbol));
  const briefHoldings = symbols.slice(0, limit).map((symbol) => {
    const library = state.data.libraries.find((row) => row.symbol === symbol);
    return {
      country: library?.country ?? 'US',
      oclcSymbol: symbol,
      institutionName: library?.name ?? symbol,
      hasOPACLink: false,
    };
  });
  const institutionHolding = { totalHoldingCount: symbols.length, briefHoldings };
  return json({ numberOfRecords: 1, briefRecords: [{ ...brief(entry), institutionHolding }] });
}

/**
 * OCLC: `/oclc/token`, and the WorldCat Search API v2 below `/oclc/worldcat/search/v2` (brief-bibs, bibs-holdings) over what the libraries of the
 * union catalog hold.
 */
export const worldcat: Service = {
  handle(call, state) {
    if (call.path[0] === 'token') return token(call, state);
    const [what, area, version, path] = call.path;
    if (what !== 'worldcat' || area !== 'search' || version !== 'v2') return notFound();
    if (call.method !== 'GET') return wrongMethod();
    if (!/^Bearer tk_[0-9a-f]+$/.test(call.headers.authorization ?? ''))
      return json({ code: { value: 401, type: 'http' }, message: 'Unauthorized' }, 401);
    state.looked('oclc');
    if (path === 'bibs-holdings') return holdings(call, state);
    if (path !== 'brief-bibs') return notFound();
    const query = call.query.get('q');
    if (!query) return json({ type: 'INVALID_REQUEST', title: 'Validation Failure', detail: 'q is missing' }, 400);
    const all = numbered(state).filter(({ title }) => found(query, title));
    return json({ numberOfRecords: all.length, briefRecords: all.slice(0, Number(call.query.get('limit') ?? 10)).map(brief) });
  },
};

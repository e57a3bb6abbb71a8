/** A query in the part of CQL 1.2 that catalogs of this size answer: clauses with `and`, `or` and parentheses. */
export type Query =
  | { readonly is: 'clause'; readonly index: string; readonly relation: string; readonly term: string }
  | { readonly is: 'and' | 'or'; readonly left: Query; readonly right: Query };

/** A diagnostic of SRU 1.2 (info:srw/diagnostic/1/…). */
export class Diagnostic extends Error {
  readonly code: number;
  readonly details: string;

  constructor(code: number, message: string, details = '') {
    super(message);
    this.code = code;
    this.details = details;
  }
}

const INDEXES = ['dc.title', 'dc.creator', 'dc.date', 'bath.isbn', 'bath.issn', 'rec.id', 'cql.serverchoice', 'cql.anywhere'];
const RELATIONS = ['=', '==', 'all', 'any', 'exact', 'adj'];

function tokenize(query: string): string[] {
  const tokens: string[] = [];
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|(==|[=()])|([^\s"=()]+))/gy;
  let end = 0;
  for (const match of query.matchAll(pattern)) {
    tokens.push(match[1] === undefined ? (match[2] ?? match[3]!) : `"${match[1].replaceAll(/\\(.)/g, '$1')}`);
    end = match.index + match[0].length;
  }
  if (query.slice(end).trim()) throw new Diagnostic(10, 'Query syntax error', query.slice(end).trim());
  return tokens;
}
const term = (token: string): string => (token.startsWith('"') ? token.slice(1) : token);

/** @throws Diagnostic 10 (syntax), 16 (index), 19 (relation), 37 (boolean operator). */
export function parseCql(query: string): Query {
  const tokens = tokenize(query);
  let at = 0;
  const syntax = (details: string) => new Diagnostic(10, 'Query syntax error', details);

  const clause = (): Query => {
    const first = tokens[at++];
    if (first === undefined) throw syntax('the query ends too early');
    if (first === '(') {
      const inner = chain();
      if (tokens[at++] !== ')') throw syntax('a closing parenthesis is missing');
      return inner;
    }
    if (['=', '==', ')'].includes(first)) throw syntax(first);
    const relation = tokens[at]?.toLowerCase();
    if (first.startsWith('"') || relation === undefined || ['and', 'or', 'not', 'prox', ')'].includes(relation))
      return { is: 'clause', index: 'cql.serverchoice', relation: '=', term: term(first) };
    if (!RELATIONS.includes(relation)) throw new Diagnostic(19, 'Unsupported relation', relation);
    at += 1;
    const value = tokens[at++];
    if (value === undefined || ['(', ')', '=', '=='].includes(value)) throw syntax(`${first} ${relation} has no term`);
    const index = first.toLowerCase();
    if (!INDEXES.includes(index)) throw new Diagnostic(16, 'Unsupported index', first);
    return { is: 'clause', index, relation, term: term(value) };
  };
  const chain = (): Query => {
    let left = clause();
    while (at < tokens.length && tokens[at] !== ')') {
      const operator = tokens[at++]!.toLowerCase();
      if (operator !== 'and' && operator !== 'or') throw new Diagnostic(37, 'Unsupported boolean operator', operator);
      left = { is: operator, left, right: clause() };
    }
    return left;
  };

  const parsed = chain();
  if (at < tokens.length) throw syntax(tokens[at]!);
  return parsed;
}

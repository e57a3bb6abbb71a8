import { fold, sameWork } from '#lib/citation';
import type { Citation, RequestSet } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import type { Outcome, RequestState } from './request.ts';

/** How long after a request the same wish of the same patron is the same request (DEMO.md, rule 2). */
export const DUPLICATE_WITHIN = 30 * DAY;

/** A request as far as finding duplicates goes. */
export interface Compared {
  readonly id: string;
  readonly submittedAt: string;
  /** Orders requests that came at the same moment: the line of their file. */
  readonly line: number;
  readonly citation: Citation;
  readonly anyEdition: boolean;
  readonly set?: RequestSet;
  readonly status: RequestState['status'];
  readonly outcome?: Outcome;
}

// nothing came of these, so asking again is a new request
const IN_VAIN: readonly Outcome[] = ['unfilled', 'cancelled', 'declined', 'told', 'merged'];

const before = (a: Compared, b: Compared): boolean =>
  a.submittedAt !== b.submittedAt ? a.submittedAt < b.submittedAt : a.line !== b.line ? a.line < b.line : a.id < b.id;

/** One who insists on an edition wants another thing than one who named another edition. */
function otherEdition(a: Compared, b: Compared): boolean {
  if (a.anyEdition && b.anyEdition) return false;
  const [x, y] = [a.citation, b.citation];
  if (x.edition && y.edition) return fold(x.edition) !== fold(y.edition);
  return x.isbn.length > 0 && y.isbn.length > 0 && !x.isbn.some((isbn) => y.isbn.includes(isbn));
}

/** Of copies for a group each number is a thing of its own; the same so many copies asked for again are the same wish. */
const place = ({ set }: Compared): string => (set?.kind === 'copies' ? `${set.number}/${set.size}` : '');

const PARTS: readonly Citation['kind'][] = ['article', 'chapter', 'conference', 'unknown'];
const volumeOf = ({ kind, volume }: Citation): string | undefined => (PARTS.includes(kind) ? undefined : volume);

/** What was asked for together is meant so often; and volumes of a whole that are named are different things. */
function otherPart(a: Compared, b: Compared): boolean {
  const [x, y] = [volumeOf(a.citation), volumeOf(b.citation)];
  return (a.set !== undefined && a.set.id === b.set?.id) || place(a) !== place(b) || (!!x && !!y && fold(x) !== fold(y));
}

/**
 * The earliest request, open or filled, that asks for the same work within 30 days before this one; undefined where there is none.
 * Only earlier ones count, so that of two requests that come together one lives on. All are of one patron.
 */
export function duplicateOf(request: Compared, others: readonly Compared[]): string | undefined {
  const since = Date.parse(request.submittedAt) - DUPLICATE_WITHIN;
  return others
    .filter((other) => other.id !== request.id && before(other, request) && Date.parse(other.submittedAt) >= since)
    .filter(({ status, outcome }) => status !== 'cancelled' && !(outcome && IN_VAIN.includes(outcome)))
    .filter(
      (other) => sameWork(other.citation, request.citation).same && !otherEdition(other, request) && !otherPart(other, request),
    )
    .toSorted((a, b) => (before(a, b) ? -1 : 1))[0]?.id;
}

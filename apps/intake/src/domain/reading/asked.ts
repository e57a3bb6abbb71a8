import type { Citation, NewRequest, ServiceType, Wishes } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { readOpenUrl } from '../openurl/read-openurl.ts';
import { parseDay } from './day.ts';
import { clip, withoutUndefined } from './fields.ts';
import { kindOfWord } from './kind-words.ts';
import { readSet, type SetAsked } from './set.ts';
import { together } from './together.ts';
import { readTyped } from './typed.ts';

/** A request as it was made, understood as far as it can be without asking anybody. */
export interface Asked {
  readonly citation: Citation;
  readonly service: ServiceType;
  /** False where it was told from the citation, so that it changes with it. */
  readonly serviceGiven: boolean;
  readonly wishes: Wishes;
  /** Where several are asked for together. */
  readonly set?: SetAsked;
  /** What of the citation was left out or set right, in plain words. */
  readonly notes: readonly string[];
}

/** A copy for what is part of something, a loan for a whole. */
export const serviceFor = (citation: Citation): ServiceType => {
  const { kind, container } = citation;
  if (kind === 'article' || kind === 'chapter') return 'copy';
  if (kind === 'conference') return container ? 'copy' : 'loan';
  return kind === 'unknown' && (container || citation.doi || citation.pmid) ? 'copy' : 'loan';
};

/** What was typed goes before what the link said; of the kind the link knows more, unless one was typed. */
function combine(link: Citation, typed: Citation, kindTyped: boolean): Citation {
  const filled = Object.fromEntries(Object.entries(typed).filter(([, value]) => !Array.isArray(value) || value.length));
  return { ...link, ...filled, kind: kindTyped || link.kind === 'unknown' ? typed.kind : link.kind };
}

const says = (citation: Citation): boolean =>
  Boolean(citation.title ?? citation.container ?? citation.doi ?? citation.pmid ?? citation.oclc) ||
  citation.issn.length + citation.isbn.length > 0;

/**
 * Reads a new request: the citation typed or in an OpenURL, the service, the wishes. Rejected with every fault it finds: an impossible
 * DOI, PubMed or OCLC number, a negative page, a day that does not exist or has passed (`today`, `YYYY-MM-DD` at the library).
 * A faulty link is no reason to send the patron away: what it says wrongly is left out and noted.
 */
export function toCitation(request: NewRequest, today?: string): Result<Asked, Rejection> {
  const faults: Rejection[] = [];
  const notes: string[] = [];
  const link = request.openurl === undefined ? undefined : readOpenUrl(request.openurl);
  if (link) notes.push(...link.notes);
  const typed = request.citation && readTyped(request.citation, faults, notes);
  const known =
    link && typed && says(typed)
      ? combine(link.citation, typed, kindOfWord(request.citation?.kind) !== undefined)
      : (link?.citation ?? typed);
  if (!known || (!link && typed && !faults.length && !says(typed)))
    faults.push(
      reject('nothing-asked', 'The request does not say what is wanted.', {
        field: 'citation',
        remedy: 'Give at least a title, a DOI, an ISBN, a PubMed or OCLC number, or an OpenURL.',
      }),
    );
  const neededBy = parseDay(request.neededBy, 'neededBy');
  if (!neededBy.ok) faults.push(neededBy.error);
  else if (neededBy.value && today && neededBy.value < today)
    faults.push(
      reject('day-passed', `${neededBy.value} has already passed.`, {
        field: 'neededBy',
        remedy: 'Give the last day on which it is still of use, or leave it empty.',
      }),
    );
  const pieces = request.pieces ?? 1;
  if (!Number.isInteger(pieces) || pieces < 1 || pieces > 20)
    faults.push(
      reject('impossible-pieces', `${pieces} pieces cannot be asked for.`, {
        field: 'pieces',
        remedy: 'Give a number from 1 to 20.',
      }),
    );
  // an ISBN alone is a book for those who fetch it, whatever else it may be
  const citation: Citation | undefined =
    known?.kind === 'unknown' && known.isbn.length && !known.issn.length ? { ...known, kind: 'book' } : known;
  const service = request.service ?? (citation ? serviceFor(citation) : 'loan');
  const set = readSet(request, service);
  if (!set.ok) faults.push(set.error);
  if (faults.length || !citation) return err(together(faults));
  return ok({
    citation,
    service,
    ...(set.ok && set.value && { set: set.value }),
    serviceGiven: request.service !== undefined,
    wishes: withoutUndefined({
      neededBy: neededBy.ok ? neededBy.value : undefined,
      anyEdition: request.anyEdition ?? true,
      ebookAccepted: request.ebookAccepted ?? true,
      pickupBranch: clip(request.pickupBranch, 60),
      homeDelivery: request.homeDelivery,
      maxFee: request.maxFee,
      pieces,
    }),
    notes,
  });
}

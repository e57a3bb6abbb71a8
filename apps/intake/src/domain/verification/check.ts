import { workKey } from '#lib/citation';
import type { Citation, ItemKind, Verification } from '#lib/contracts';
import { agreementByDoi, agreementBySearch, type Agreement } from './agreement.ts';
import { complete } from './complete.ts';
import { missing, notToBeFound } from './completeness.ts';
import type { LookUp, RegistryWork } from './registry-work.ts';

/** A citation after it was checked. */
export interface Checked {
  readonly citation: Citation;
  readonly verification: Verification;
  readonly workKey: string;
  /** Why a person has to look, where one has to. */
  readonly staff?: { readonly reason: string; readonly message: string };
}

const SOURCE = 'Crossref';
const SEARCHED: readonly ItemKind[] = ['article', 'chapter', 'conference', 'unknown'];

/** What of a citation a registry is asked about: its DOI, its title where no DOI answers for it. Neither for what registries hardly have. */
export const lookUps = (citation: Citation): { readonly doi: boolean; readonly search: boolean } => ({
  doi: citation.doi !== undefined,
  search:
    citation.title !== undefined &&
    (SEARCHED.includes(citation.kind) || (citation.kind === 'book' && !citation.isbn.length && !citation.oclc)),
});

/** Whether, after the DOI has answered so, searching by title is still needed. */
export const searchAfter = (citation: Citation, byDoi: RegistryWork | null | undefined): boolean =>
  lookUps(citation).search && (!byDoi || !agreementByDoi(citation, byDoi).same);

const shown = (work: RegistryWork): string =>
  [
    `"${(work.titles[0] ?? work.doi).slice(0, 300)}"`,
    [work.containers[0]?.slice(0, 200), work.years[0]].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(', ');

function best(citation: Citation, works: readonly RegistryWork[] | undefined): RegistryWork | undefined {
  const agreeing = (works ?? [])
    .map((work): { work: RegistryWork; agreement: Agreement } => ({ work, agreement: agreementBySearch(citation, work) }))
    .filter(({ agreement }) => agreement.same);
  return agreeing.toSorted((a, b) => b.agreement.score - a.agreement.score)[0]?.work;
}

/** Confirmed by the registry: completed and corrected from it, with what it says of retraction. */
function confirmed(cited: Citation, work: RegistryWork, notes: readonly string[]): Checked {
  const completed = complete(cited, work, SOURCE);
  const concern = work.concern && !work.retracted ? ['The publisher has expressed concern about it.'] : [];
  return {
    citation: completed.citation,
    workKey: workKey(completed.citation),
    verification: {
      status: 'confirmed',
      source: SOURCE,
      notes: [...notes, ...completed.notes, ...concern],
      retracted: work.retracted,
      ...(work.retractionNotice ? { retractionNotice: work.retractionNotice } : {}),
    },
  };
}

/** Nobody confirms it: complete or incomplete as cited. */
function asCited(citation: Citation, notes: readonly string[]): Checked {
  const lacks = missing(citation);
  const lost = notToBeFound(citation);
  return {
    citation,
    workKey: workKey(citation),
    verification: {
      status: lacks.length ? 'incomplete' : 'complete',
      notes: lacks.length ? [...notes, `Missing: ${lacks.join(', ')}.`] : [...notes],
      retracted: false,
    },
    ...(lost ? { staff: { reason: 'nothing-to-go-by', message: lost } } : {}),
  };
}

/**
 * Checks a citation against what a registry answered. A DOI that leads to another work is never silently taken: the work cited is
 * searched for, and where it is not found a person has to say which of the two is meant. Nothing cited is dropped.
 * @param notes what reading the request had to say already
 */
export function check(cited: Citation, { byDoi, bySearch, unreachable }: LookUp, notes: readonly string[]): Checked {
  if (unreachable) return asCited(cited, [...notes, `${SOURCE} could not be asked (${unreachable}): taken as cited.`]);
  if (byDoi) {
    const agreement = agreementByDoi(cited, byDoi);
    if (agreement.same) return confirmed(cited, byDoi, notes);
    const { doi, ...withoutDoi } = cited;
    if (agreement.isContainer)
      return asCited(withoutDoi, [...notes, `The DOI ${doi} is that of the whole, ${shown(byDoi)}; it was left out.`]);
    const found = best(withoutDoi, bySearch);
    if (found)
      return confirmed(withoutDoi, found, [...notes, `The DOI given (${doi}) is that of ${shown(byDoi)}; it was replaced.`]);
    const checked = asCited(cited, notes);
    return {
      ...checked,
      staff: {
        reason: 'doi-of-another-work',
        message: `The DOI ${doi} is that of ${shown(byDoi)}, not of what is cited. Correct the one or the other.`,
      },
    };
  }
  const found = best(cited, bySearch);
  const unknown = byDoi === null ? [`${SOURCE} does not know the DOI ${cited.doi}.`] : [];
  if (found) return confirmed(cited, found, [...notes, ...unknown]);
  return asCited(cited, [...notes, ...unknown]);
}

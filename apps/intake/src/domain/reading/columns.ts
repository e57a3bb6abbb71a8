import { fold, similarity } from '#lib/citation';
import type { NewRequest } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { together } from './together.ts';

type Path = keyof NewRequest | `citation.${keyof NonNullable<NewRequest['citation']>}`;
interface Column {
  readonly path?: Path;
  /** For which requests the column counts; both where absent. */
  readonly only?: 'Loan' | 'Article';
  readonly about: string;
}

/** The columns of a bulk file: ILLiad's field names (table Transactions), and Trillium's own for what ILLiad has no field for. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  Username: { path: 'patron', about: 'Card number or username of the patron' },
  RequestType: { path: 'service', about: 'Loan or Article' },
  DocumentType: { path: 'citation.kind', about: 'Book, Journal, Book Chapter, Conference, Thesis, DVD, …' },
  LoanTitle: { path: 'citation.title', only: 'Loan', about: 'Title of the item' },
  LoanAuthor: { path: 'citation.authors', only: 'Loan', about: 'Its authors, separated by semicolons' },
  LoanEdition: { path: 'citation.edition', only: 'Loan', about: 'Edition' },
  LoanPublisher: { path: 'citation.publisher', only: 'Loan', about: 'Publisher; for a thesis the institution' },
  LoanPlace: { path: 'citation.place', only: 'Loan', about: 'Place of publication' },
  LoanDate: { path: 'citation.year', only: 'Loan', about: 'Year of publication' },
  PhotoJournalTitle: { path: 'citation.container', only: 'Article', about: 'Title of the journal, book or proceedings' },
  PhotoArticleTitle: { path: 'citation.title', only: 'Article', about: 'Title of the article or chapter' },
  PhotoArticleAuthor: { path: 'citation.authors', only: 'Article', about: 'Its authors, separated by semicolons' },
  PhotoJournalVolume: { path: 'citation.volume', only: 'Article', about: 'Volume' },
  PhotoJournalIssue: { path: 'citation.issue', only: 'Article', about: 'Issue' },
  PhotoJournalMonth: { only: 'Article', about: 'Month or season' },
  PhotoJournalYear: { path: 'citation.year', only: 'Article', about: 'Year' },
  PhotoJournalInclusivePages: { path: 'citation.pages', only: 'Article', about: 'Pages or article number' },
  PhotoItemEdition: { path: 'citation.edition', only: 'Article', about: 'Edition of the book a chapter is in' },
  PhotoItemPlace: { path: 'citation.place', only: 'Article', about: 'Its place of publication' },
  PhotoItemPublisher: { path: 'citation.publisher', only: 'Article', about: 'Its publisher' },
  ISSN: { path: 'citation.issn', about: 'ISSN, or the ISBN of a book' },
  ISBN: { path: 'citation.isbn', about: 'ISBN' },
  DOI: { path: 'citation.doi', about: 'DOI' },
  PMID: { path: 'citation.pmid', about: 'PubMed number' },
  ESPNumber: { path: 'citation.oclc', about: 'OCLC number' },
  NotWantedAfter: { path: 'neededBy', about: 'The last day on which it is of use' },
  AcceptAlternateEdition: { path: 'anyEdition', about: 'Yes or No' },
  Notes: { path: 'notes', about: 'Notes for staff' },
  Library: { path: 'library', about: 'Symbol of the library (operators only)' },
  AcceptEbook: { path: 'ebookAccepted', about: 'Yes or No' },
  Pieces: { path: 'pieces', about: 'How many pieces the item has' },
  Volumes: { path: 'volumes', about: 'Several volumes of it, at most 20: 1-3; 5' },
  Copies: { path: 'copies', about: 'How many copies of it, for a group that reads it; at most 20' },
  PickupBranch: { path: 'pickupBranch', about: 'Code of the branch where the patron picks up' },
  RequestingBranch: { path: 'requestingBranch', about: 'Code of the branch it is asked for (mediated borrowing)' },
  Language: { path: 'citation.language', about: 'Language wanted' },
  Institution: { path: 'citation.institution', about: 'Degree-granting institution of a thesis' },
};

/** Fields of an ILLiad export that say nothing of what is wanted: taken without complaint, and named in a warning. */
const PASSED_OVER = new Set(
  fold(
    'TransactionNumber TransactionDate TransactionStatus CreationDate ProcessType SystemID ILLNumber LendingString LendingLibrary LenderCodes ' +
      'ReasonForCancellation CallNumber Location DueDate IFMCost MaxCost BillingAmount BillingCategory CopyrightAlreadyPaid CopyrightComp ' +
      'CitedIn CitedTitle CitedDate CitedVolume CitedPages AcceptNonEnglish ItemNumber ItemInfo1 ItemInfo2 ItemInfo3 ItemInfo4 ItemInfo5 ' +
      'ShippingOptions WantedBy NVTGC Site PhotoItemAuthor PhotoMissingPages RushPriority SpecIns WebRequestForm DocumentDeliveryStatus ' +
      'ReferenceNumber RenewalsAllowed RenewalDate ElecAvail BaseFee PieceCount GISTWeb Group StatusDate',
  ).split(' '),
);
const squeezed = (name: string): string => fold(name).replaceAll(' ', '');
const BY_NAME = new Map(Object.keys(COLUMNS).map((name) => [squeezed(name), name]));

export interface Header {
  /** For each field of a line the column it belongs to; undefined where the column is passed over. */
  readonly columns: readonly (string | undefined)[];
  readonly passedOver: readonly string[];
}

const nearest = (name: string): string =>
  Object.keys(COLUMNS).toSorted((a, b) => similarity(squeezed(b), squeezed(name)) - similarity(squeezed(a), squeezed(name)))[0]!;

const TELLING = ['LoanTitle', 'PhotoArticleTitle', 'PhotoJournalTitle', 'ISSN', 'ISBN', 'DOI', 'PMID', 'ESPNumber'];
const NO_COLUMNS = reject('no-columns', 'Line 1: no column says what is wanted.', {
  field: 'line 1',
  remedy: `The first line of the file names its columns: ${TELLING.join(', ')} …`,
});

/** The header line. Rejected: an unknown column (with the nearest known one), one that stands there twice, none that says what is wanted. */
export function readHeader(fields: readonly string[]): Result<Header, Rejection> {
  if (!fields.some((field) => BY_NAME.has(squeezed(field)))) return err(NO_COLUMNS);
  const faults: Rejection[] = [];
  const passedOver: string[] = [];
  const columns = fields.map((field, index) => {
    const name = squeezed(field);
    const known = BY_NAME.get(name);
    if (known && fields.findIndex((other) => squeezed(other) === name) !== index)
      faults.push(
        reject('column-twice', `Line 1: the column ${known} stands there twice.`, { field: known, remedy: 'Keep one of them.' }),
      );
    if (known) return known;
    if (PASSED_OVER.has(name)) passedOver.push(field.trim());
    else if (name || fields.length > index + 1 || field.trim())
      faults.push(
        name
          ? reject('unknown-column', `Line 1: there is no column "${field.trim().slice(0, 60)}".`, {
              field: field.trim().slice(0, 60),
              remedy: `Did you mean ${nearest(field)}? Rename or remove the column.`,
            })
          : reject('unknown-column', `Line 1: column ${index + 1} has no name.`, {
              field: `column ${index + 1}`,
              remedy: 'Name or remove it.',
            }),
      );
    return undefined;
  });
  if (faults.length) return err(together(faults));
  if (!columns.some((column) => column && TELLING.includes(column))) return err(NO_COLUMNS);
  return ok({ columns, passedOver });
}

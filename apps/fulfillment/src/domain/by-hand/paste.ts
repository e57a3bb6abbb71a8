import type { Citation, PartnerChanged, ServiceType } from '#lib/contracts';
import { formatMoney, type Money } from '#lib/kernel';

type Where = NonNullable<PartnerChanged['where']>;

/** What is asked of a lender that has no address for messages. */
export interface AskedByHand {
  readonly service: ServiceType;
  readonly citation: Citation;
  readonly lender: string;
  /** Our number of the attempt, by which the answer is found again. */
  readonly reference: string;
  readonly neededBy?: string | undefined;
  readonly maxCost?: Money | undefined;
}

/** A field of another system's form, in that form's own words and order, with what is to stand there. */
export interface FieldToPaste {
  readonly name: string;
  readonly value: string;
}

type Said = (asked: AskedByHand) => string | undefined;
type Form = readonly (readonly [name: string, said: Said])[];

const first =
  (kind: 'isbn' | 'issn'): Said =>
  ({ citation }) =>
    citation[kind][0];
const of =
  (name: 'title' | 'container' | 'volume' | 'issue' | 'edition' | 'publisher' | 'place' | 'pmid' | 'oclc' | 'doi'): Said =>
  ({ citation }) =>
    citation[name];
const authors: Said = ({ citation }) => citation.authors.join('; ');
const year: Said = ({ citation }) => citation.date ?? (citation.year ? String(citation.year) : undefined);
const pages: Said = ({ citation }) => citation.pages ?? citation.articleNumber;
const lender: Said = (asked) => asked.lender;
const reference: Said = (asked) => asked.reference;
const neededBy: Said = (asked) => asked.neededBy;
const maxCost: Said = (asked) => asked.maxCost && formatMoney(asked.maxCost);

const LOAN_ELSEWHERE: Form = [
  ['Title', of('title')],
  ['Author', authors],
  ['Edition', of('edition')],
  ['Publisher', of('publisher')],
  ['Place', of('place')],
  ['Date', year],
  ['ISBN', first('isbn')],
  ['OCLC number', of('oclc')],
];
const COPY_ELSEWHERE: Form = [
  ['Journal or book title', of('container')],
  ['ISSN', first('issn')],
  ['ISBN', first('isbn')],
  ['Date', year],
  ['Volume', of('volume')],
  ['Issue', of('issue')],
  ['Pages', pages],
  ['Article title', of('title')],
  ['Article author', authors],
  ['DOI', of('doi')],
];

/** The systems' own names of fields, as their forms for borrowing show them; a form changes, and then a name is changed here. */
const FORMS: Readonly<Record<Where, Readonly<Record<ServiceType, Form>>>> = {
  WorldShare: {
    loan: [
      ['OCLC Number', of('oclc')],
      ['Title', of('title')],
      ['Author', authors],
      ['Edition', of('edition')],
      ['Publisher', of('publisher')],
      ['Publication Date', year],
      ['ISBN', first('isbn')],
      ['Lender String', lender],
      ['Need By', neededBy],
      ['Maximum Cost', maxCost],
      ['Borrowing Notes', reference],
    ],
    copy: [
      ['OCLC Number', of('oclc')],
      ['Title', of('container')],
      ['ISSN', first('issn')],
      ['Article Title', of('title')],
      ['Article Author', authors],
      ['Volume', of('volume')],
      ['Number', of('issue')],
      ['Date', year],
      ['Pages', pages],
      ['Lender String', lender],
      ['Need By', neededBy],
      ['Maximum Cost', maxCost],
      ['Borrowing Notes', reference],
    ],
  },
  ILLiad: {
    loan: [
      ['LoanTitle', of('title')],
      ['LoanAuthor', authors],
      ['LoanEdition', of('edition')],
      ['LoanPublisher', of('publisher')],
      ['LoanPlace', of('place')],
      ['LoanDate', year],
      ['ISSN', first('isbn')],
      ['ESPNumber', of('oclc')],
      ['LendingString', lender],
      ['NotWantedAfter', neededBy],
      ['MaxCost', maxCost],
      ['CitedIn', reference],
    ],
    copy: [
      ['PhotoJournalTitle', of('container')],
      ['PhotoJournalVolume', of('volume')],
      ['PhotoJournalIssue', of('issue')],
      ['PhotoJournalYear', year],
      ['PhotoJournalInclusivePages', pages],
      ['PhotoArticleTitle', of('title')],
      ['PhotoArticleAuthor', authors],
      ['ISSN', first('issn')],
      ['ESPNumber', of('oclc')],
      ['LendingString', lender],
      ['NotWantedAfter', neededBy],
      ['MaxCost', maxCost],
      ['CitedIn', reference],
    ],
  },
  DOCLINE: {
    loan: [
      ['Title', of('title')],
      ['Author', authors],
      ['ISBN', first('isbn')],
      ['Year', year],
      ['Lender (LIBID)', lender],
      ['Need by', neededBy],
      ['Max cost', maxCost],
      ['Comments', reference],
    ],
    copy: [
      ['PMID', of('pmid')],
      ['Journal title', of('container')],
      ['ISSN', first('issn')],
      ['Year', year],
      ['Volume', of('volume')],
      ['Issue', of('issue')],
      ['Pages', pages],
      ['Article title', of('title')],
      ['Author', authors],
      ['Lender (LIBID)', lender],
      ['Need by', neededBy],
      ['Max cost', maxCost],
      ['Comments', reference],
    ],
  },
  // RapidILL finds the lender itself
  RapidILL: {
    loan: [...LOAN_ELSEWHERE, ['Cross reference number', reference]],
    copy: [
      ['Journal Title', of('container')],
      ['ISSN', first('issn')],
      ['ISBN', first('isbn')],
      ['Year', year],
      ['Volume', of('volume')],
      ['Issue', of('issue')],
      ['Pages', pages],
      ['Article Title', of('title')],
      ['Author', authors],
      ['OCLC number', of('oclc')],
      ['Cross reference number', reference],
    ],
  },
  SHAREit: {
    loan: [...LOAN_ELSEWHERE, ['Lender', lender], ['Need By', neededBy], ['Notes', reference]],
    copy: [...COPY_ELSEWHERE, ['Lender', lender], ['Need By', neededBy], ['Notes', reference]],
  },
  // the fields of the ALA Interlibrary Loan Request Form
  'e-mail': {
    loan: [
      ['Request No.', reference],
      ['Need before', neededBy],
      ['Book author', authors],
      ['Book title', of('title')],
      ['Publisher', of('publisher')],
      ['Place', of('place')],
      ['Date', year],
      ['Edition', of('edition')],
      ['ISBN', first('isbn')],
      ['Lending library', lender],
      ['Will pay', maxCost],
    ],
    copy: [
      ['Request No.', reference],
      ['Need before', neededBy],
      ['Serial title', of('container')],
      [
        'Volume/issue/date',
        ({ citation }) => [citation.volume, citation.issue, year({ citation } as AskedByHand)].filter(Boolean).join(' / '),
      ],
      ['Pages', pages],
      ['Author of article', authors],
      ['Title of article', of('title')],
      ['ISSN', first('issn')],
      ['Lending library', lender],
      ['Will pay', maxCost],
    ],
  },
  other: {
    loan: [...LOAN_ELSEWHERE, ['Lender', lender], ['Need by', neededBy], ['Our number', reference]],
    copy: [...COPY_ELSEWHERE, ['Lender', lender], ['Need by', neededBy], ['Our number', reference]],
  },
};

const AT_PUBLISHER: Form = [
  ['Publisher', of('publisher')],
  ['DOI link', ({ citation: { doi } }) => doi && `https://doi.org/${encodeURI(doi)}`],
  ['Article title', of('title')],
  ['Article author', authors],
  ['Journal or book title', of('container')],
  ['ISSN', first('issn')],
  ['ISBN', first('isbn')],
  ['Date', year],
  ['Volume', of('volume')],
  ['Issue', of('issue')],
  ['Pages', pages],
  ['Pay at most', maxCost],
  ['Our number', reference],
];

/** What to look for at a publisher's own site, and what it may cost there. */
export const pasteAtPublisher = (asked: Omit<AskedByHand, 'lender'>): readonly FieldToPaste[] =>
  filled(AT_PUBLISHER, { ...asked, lender: '' });

/** What to type or paste into another system's form; fields of which nothing is known are left out. Nothing of the patron is among them. */
export const pasteInto = (where: Where, asked: AskedByHand): readonly FieldToPaste[] =>
  filled(FORMS[where][asked.service], asked);

function filled(form: Form, asked: AskedByHand): readonly FieldToPaste[] {
  return form.flatMap(([name, said]) => {
    const value = said(asked)?.trim();
    return value ? [{ name, value }] : [];
  });
}

import { fold, isBlank } from '#lib/citation';
import { NewRequest } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { together } from './together.ts';
import { COLUMNS } from './columns.ts';
import { kindOfWord } from './kind-words.ts';

const YES = /^(?:y|yes|true|1|ja|oui|s[ií])$/i;
const NO = /^(?:n|no|false|0|nein|non)$/i;

function yesNo(value: string, column: string): Result<boolean, Rejection> {
  if (YES.test(value)) return ok(true);
  if (NO.test(value)) return ok(false);
  return err(
    reject('yes-or-no', `${column} says "${value.slice(0, 40)}".`, {
      field: column,
      remedy: 'Say Yes or No, or leave it empty.',
    }),
  );
}

/** The type a line has, from its own word or from the columns it fills. */
function requestType(cells: ReadonlyMap<string, string>): Result<'Loan' | 'Article' | undefined, Rejection> {
  const said = fold(cells.get('RequestType') ?? '');
  if (/^(?:loan|book|borrowing loan)$/.test(said)) return ok('Loan');
  if (/^(?:article|copy|photocopy|photo|scan)$/.test(said)) return ok('Article');
  if (said)
    return err(
      reject('request-type', `RequestType says "${said.slice(0, 40)}".`, {
        field: 'RequestType',
        remedy: 'Say Loan or Article, or leave it empty.',
      }),
    );
  const filled = (only: 'Loan' | 'Article'): boolean => [...cells.keys()].some((column) => COLUMNS[column]?.only === only);
  if (filled('Loan') !== filled('Article')) return ok(filled('Loan') ? 'Loan' : 'Article');
  return ok(undefined);
}

/** ILLiad has no field for the institution of a thesis; it stands for publisher or place. */
function moveInstitution(citation: Record<string, unknown>): void {
  const named =
    typeof citation.place === 'string' && /universi|institut|college|school|acad[eé]m|hochschule/i.test(citation.place);
  const source = citation.publisher ? 'publisher' : named ? 'place' : undefined;
  if (citation.institution || !source) return;
  citation.institution = citation[source];
  delete citation[source];
}

export interface LineRead {
  readonly request: NewRequest;
  /** The column a field of the request was read from, to name it in errors. */
  readonly columnOf: (path: string | undefined) => string | undefined;
}

/** One line of the file as a new request. `cells` holds the columns that are not empty. */
export function readLine(cells: ReadonlyMap<string, string>): Result<LineRead, Rejection> {
  const faults: Rejection[] = [];
  const checked = <T>(result: Result<T, Rejection>): T | undefined => {
    if (result.ok) return result.value;
    faults.push(result.error);
    return undefined;
  };
  const type = checked(requestType(cells));
  const from = new Map<string, string>();
  const citation: Record<string, unknown> = {};
  const request: Record<string, unknown> = { citation };
  for (const [column, value] of cells) {
    const { path, only } = COLUMNS[column] ?? {};
    if (!path || isBlank(value) || (only && type && only !== type)) continue;
    from.set(path, column);
    if (path === 'service') request.service = type === 'Loan' ? 'loan' : type ? 'copy' : undefined;
    else if (path === 'anyEdition' || path === 'ebookAccepted') request[path] = checked(yesNo(value.trim(), column));
    else if (path === 'pieces') request.pieces = /^\d{1,6}$/.test(value.trim()) ? Number(value) : Number.NaN;
    else if (path === 'copies') request.copies = /^\d{1,6}$/.test(value.trim()) ? Number(value) : Number.NaN;
    else if (path.startsWith('citation.')) citation[path.slice('citation.'.length)] = value;
    else request[path] = value;
  }
  const [month, year] = [cells.get('PhotoJournalMonth')?.trim(), cells.get('PhotoJournalYear')?.trim()];
  if (month && year && type !== 'Loan' && month.length <= 14) citation.year = `${month} ${year}`.slice(0, 20);
  if (kindOfWord(cells.get('DocumentType')) === 'dissertation') moveInstitution(citation);
  const columnOf = (path: string | undefined): string | undefined => (path === undefined ? undefined : (from.get(path) ?? path));
  if (Number.isNaN(request.pieces))
    faults.push(
      reject('impossible-pieces', `Pieces says "${cells.get('Pieces')}".`, {
        field: 'Pieces',
        remedy: 'Give a number from 1 to 20.',
      }),
    );
  if (Number.isNaN(request.copies))
    faults.push(
      reject('impossible-copies', `Copies says "${cells.get('Copies')?.slice(0, 40)}".`, {
        field: 'Copies',
        remedy: 'Give a number from 1 to 20.',
      }),
    );
  const shaped = NewRequest.safeParse(request);
  if (faults.length) return err(together(faults));
  if (!shaped.success)
    return err(
      together(
        shaped.error.issues.map((issue) => {
          const column = columnOf(issue.path.join('.')) ?? 'line';
          return reject('malformed-field', `${column}: ${issue.message}.`, { field: column, remedy: 'Shorten or correct it.' });
        }),
      ),
    );
  return ok({ request: shaped.data, columnOf });
}

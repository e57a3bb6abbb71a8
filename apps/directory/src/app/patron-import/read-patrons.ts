import { CsvError, parse } from 'csv-parse/sync';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';

/** What a patron's line may say. */
export const FIELDS = ['cardNumber', 'familyName', 'givenName', 'email', 'group', 'blocked'] as const;
export type PatronField = (typeof FIELDS)[number];
/** Which column of the file each field is in. */
export type Mapping = Partial<Record<PatronField, string>>;

export interface PatronLine {
  /** Line of the file; the header is line 1. */
  readonly line: number;
  readonly cardNumber: string;
  readonly familyName: string;
  readonly givenName?: string;
  readonly email?: string;
  readonly group: string;
  readonly blocked: boolean;
}
export interface LineFault {
  readonly line: number;
  readonly field: PatronField;
  readonly message: string;
  readonly remedy: string;
}
export interface PatronFile {
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly lines: readonly PatronLine[];
  readonly faults: readonly LineFault[];
}

/** What columns are called in files of library systems (Koha, Evergreen, Sierra, Alma, spreadsheets), in lower case without signs. */
const NAMES: Readonly<Record<PatronField, readonly string[]>> = {
  cardNumber: ['cardnumber', 'barcode', 'card', 'patronbarcode', 'usrbarcode', 'primaryid', 'id', 'userid', 'librarycard'],
  familyName: ['familyname', 'surname', 'lastname', 'last', 'name', 'fullname', 'patronname'],
  givenName: ['givenname', 'firstname', 'first', 'forename'],
  email: ['email', 'emailaddress', 'mail', 'primaryemail'],
  group: ['group', 'categorycode', 'category', 'patrontype', 'ptype', 'usergroup', 'profile', 'patrongroup', 'type'],
  blocked: ['blocked', 'barred', 'debarred', 'block', 'mblock'],
};
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Which column is probably which field, by its name. */
export function guessMapping(columns: readonly string[]): Mapping {
  const free = new Map(columns.map((column) => [plain(column), column]));
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const name = NAMES[field].find((one) => free.has(one));
      if (!name) return [];
      const column = free.get(name)!;
      free.delete(name);
      return [[field, column]];
    }),
  );
}

const MOST = 200_000;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const YES = /^(y|yes|true|1|x|blocked|si|sí)$/i;
const NO = /^(n|no|false|0|-|)$/i;

/**
 * Reads a list of patrons (CSV with a header line; comma, semicolon or tab; UTF-8). A line that cannot be used is a fault with its line,
 * field and remedy; the rest stands.
 * @param wanted which column is which field; guessed by their names where left out @param group of those whose line says none
 */
export function readPatrons(text: string, wanted?: Mapping, group?: string): Result<PatronFile, Rejection> {
  const rows = rowsOf(text);
  if (!rows.ok) return rows;
  const [header, ...body] = rows.value;
  if (!header || !body.length)
    return err(
      reject('empty-file', 'The file has no line below its header.', {
        field: 'csv',
        remedy: 'Give a first line with the names of the columns, then one line a patron.',
      }),
    );
  if (body.length > MOST)
    return err(reject('too-large', `The file has more than ${MOST} lines.`, { field: 'csv', remedy: 'Upload it in parts.' }));
  const columns = header.cells.map((cell) => cell.trim());
  const mapping = wanted ?? guessMapping(columns);
  const fault = mappingFault(mapping, columns, group);
  if (fault) return err(fault);
  return ok({ columns, mapping, ...readLines(body, columns, mapping, group) });
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function rowsOf(text: string): Result<readonly Row[], Rejection> {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [';', '\t', ','].toSorted((a, b) => first.split(b).length - first.split(a).length)[0]!;
  try {
    const rows = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return ok(rows.map(({ record, info }) => ({ line: info.lines, cells: record })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    return err(
      reject('malformed-csv', `The file cannot be read as CSV: ${error.message}`, {
        field: `line ${lines ?? 1}`,
        remedy: 'Save it as CSV (UTF-8); a quotation mark inside a field is written twice.',
      }),
    );
  }
}

function mappingFault(mapping: Mapping, columns: readonly string[], group: string | undefined): Rejection | undefined {
  const strange = FIELDS.find((field) => mapping[field] !== undefined && !columns.includes(mapping[field]));
  if (strange)
    return reject('unknown-column', `The file has no column "${mapping[strange]}".`, {
      field: `mapping.${strange}`,
      remedy: `Choose one of: ${columns.join(', ')}.`,
    });
  const missing = (['cardNumber', 'familyName'] as const).find((field) => !mapping[field]);
  if (missing)
    return reject('missing-column', `No column is named for ${missing === 'cardNumber' ? 'the card number' : 'the name'}.`, {
      field: `mapping.${missing}`,
      remedy: `Say which column it is: ${columns.join(', ')}.`,
    });
  if (!mapping.group && !group)
    return reject('missing-column', 'No column says which group a patron belongs to, and no group is given for all.', {
      field: 'group',
      remedy: 'Choose the column, or give one group for all, e.g. resident.',
    });
  return undefined;
}

function readLines(
  body: readonly Row[],
  columns: readonly string[],
  mapping: Mapping,
  everybody: string | undefined,
): Pick<PatronFile, 'lines' | 'faults'> {
  const at = Object.fromEntries(FIELDS.map((field) => [field, mapping[field] ? columns.indexOf(mapping[field]) : -1]));
  const lines: PatronLine[] = [];
  const faults: LineFault[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of body) {
    const value = (field: PatronField): string => (cells[at[field] ?? -1] ?? '').trim();
    const [cardNumber, familyName, givenName, email, blocked] = [
      value('cardNumber'),
      value('familyName'),
      value('givenName'),
      value('email'),
      value('blocked'),
    ];
    const group = value('group') || everybody || '';
    const before = seen.get(cardNumber.toLowerCase());
    const fault = lineFault({ cardNumber, familyName, email, group, blocked, before });
    if (fault) faults.push({ line, ...fault });
    else {
      seen.set(cardNumber.toLowerCase(), line);
      lines.push({
        line,
        cardNumber,
        familyName,
        ...(givenName && { givenName }),
        ...(email && { email }),
        group,
        blocked: YES.test(blocked),
      });
    }
  }
  return { lines, faults };
}

function lineFault(line: {
  readonly cardNumber: string;
  readonly familyName: string;
  readonly email: string;
  readonly group: string;
  readonly blocked: string;
  readonly before: number | undefined;
}): Omit<LineFault, 'line'> | undefined {
  const { cardNumber, familyName, email, group, blocked, before } = line;
  if (!cardNumber)
    return { field: 'cardNumber', message: 'It has no card number.', remedy: 'Give one: a patron is known by it.' };
  if (cardNumber.length > 100)
    return { field: 'cardNumber', message: 'The card number is too long.', remedy: 'At most 100 signs.' };
  if (before !== undefined)
    return {
      field: 'cardNumber',
      message: `The card number ${cardNumber} stands on line ${before} already.`,
      remedy: 'Keep one of the two lines.',
    };
  if (!familyName) return { field: 'familyName', message: 'It has no name.', remedy: 'Give at least a family name.' };
  if (familyName.length > 200) return { field: 'familyName', message: 'The name is too long.', remedy: 'At most 200 signs.' };
  if (email && (!EMAIL.test(email) || email.length > 254))
    return { field: 'email', message: `"${email}" is no e-mail address.`, remedy: 'Correct it, or leave it empty.' };
  if (!group) return { field: 'group', message: 'It names no group.', remedy: 'Give one, e.g. student.' };
  if (group.length > 60) return { field: 'group', message: 'The group is too long.', remedy: 'At most 60 signs.' };
  if (!YES.test(blocked) && !NO.test(blocked))
    return { field: 'blocked', message: `"${blocked}" says neither yes nor no.`, remedy: 'Write yes or no.' };
  return undefined;
}

import type { Money } from '#lib/kernel';

/** What a cell holds. Moments and days come as the library's wall clock. */
export type CellKind = 'text' | 'integer' | 'number' | 'moment' | 'day' | 'money' | 'link';
export interface Link {
  readonly text: string;
  readonly hyperlink: string;
}
export type CellValue = string | number | Date | Money | Link | null | undefined;

export interface Column<Row> {
  readonly header: string;
  readonly kind: CellKind;
  /** In characters. */
  readonly width: number;
  readonly value: (row: Row) => CellValue;
  /** Adds the column up below the rows: money once for each currency, which the sheet's currency column names. */
  readonly total?: boolean;
  /** The column that names the currency of the money columns. */
  readonly currency?: boolean;
  /** Never empty: by it the rows are counted. */
  readonly counted?: boolean;
}

/** Which date puts a row into the period. */
export type CountsBy = 'request date' | 'event date' | 'posting date';

/** What is known of a sheet before its rows are written. */
export interface SheetSums {
  readonly rows: number;
  /** For a ledger: what its lines add up to in each currency; zero, if all is well. */
  readonly balances: readonly Money[];
}

/** A sheet of one row a thing, of any length. */
export interface Sheet<Row> {
  readonly name: string;
  /** Completes "One row for each …". */
  readonly oneRowFor: string;
  readonly countsBy: CountsBy;
  readonly columns: readonly Column<Row>[];
  /** SQL with the parameters $1 from, $2 to (days of the library, both included) and $3 the time zone. */
  readonly rows: string;
  /** The number of those rows, with the same parameters: column `rows`. */
  readonly count: string;
  /** For a ledger, with the same parameters: columns `currency` and `minor`. */
  readonly balances?: string;
}

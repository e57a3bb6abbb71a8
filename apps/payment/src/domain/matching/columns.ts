/** A row of a file and its line there. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A column's heading in small letters and without signs. */
export const plain = (cell: string): string =>
  cell
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();

/** Where each column stands in a line of headings, by the names it may have; the first that fits, others are left out. */
export function columnsIn<Column extends string>(
  names: Readonly<Record<Column, readonly string[]>>,
  { cells }: Row,
): Readonly<Partial<Record<Column, number>>> {
  const found: Partial<Record<Column, number>> = {};
  for (const [at, cell] of cells.entries())
    for (const column of Object.keys(names) as Column[])
      if (found[column] === undefined && names[column].includes(plain(cell))) found[column] = at;
  return found;
}

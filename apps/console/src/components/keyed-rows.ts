/** What is done with one row of a list in a form. */
export interface RowSteps<Row> {
  readonly onChange: (part: Partial<Row>) => void;
  /** Undefined for the last one that is left. */
  readonly onRemove: (() => void) | undefined;
}

/** Steps on rows that are told apart by a key, and the key of the next one. @param onChange takes all rows as they then are */
export function keyedRows<Row extends { readonly key: number }>(rows: readonly Row[], onChange: (rows: readonly Row[]) => void) {
  const stepsOf = ({ key }: Row): RowSteps<Row> => ({
    onChange: (part) => onChange(rows.map((one) => (one.key === key ? { ...one, ...part } : one))),
    onRemove: rows.length > 1 ? () => onChange(rows.filter((one) => one.key !== key)) : undefined,
  });
  return { next: Math.max(-1, ...rows.map(({ key }) => key)) + 1, stepsOf };
}

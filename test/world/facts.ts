import type { WorldData } from './data.ts';

/** A change to the rows of one table: those matching `where` get `set` (or go, by `remove`); `insert` adds a row. */
export interface FactChange {
  readonly table: keyof WorldData;
  readonly where?: Readonly<Record<string, unknown>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly insert?: Readonly<Record<string, unknown>>;
  readonly remove?: boolean;
}

const same = (row: Record<string, unknown>, where: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(where).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value));

/** Changes the data in place. @returns how many rows it touched. */
export function changeFacts(data: WorldData, { table, where, set, insert, remove }: FactChange): number {
  const rows = data[table] as unknown as Record<string, unknown>[];
  let touched = 0;
  if (where && (set || remove))
    for (let index = rows.length - 1; index >= 0; index -= 1) {
      const row = rows[index]!;
      if (!same(row, where)) continue;
      if (remove) rows.splice(index, 1);
      // a new row, not the old one changed: copies of it elsewhere stay as they are
      else rows[index] = { ...row, ...set };
      touched += 1;
    }
  if (insert) {
    rows.push({ ...insert });
    touched += 1;
  }
  return touched;
}

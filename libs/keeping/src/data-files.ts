import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in the data folder and is no file to be kept: the database itself, its neighbours, secrets, backups, what a process marks. */
const LEFT_OUT = [
  /^postgres($|[./])/,
  /^secrets\.json/,
  // who was erased: an older list over a newer one would bring them back (docs/privacy.md)
  /^erased-patrons\.jsonl/,
  /^backups($|\/)/,
  /^restoring-/,
  /^trillium\.pid/,
  /\.(lock|draft|part|log|sock|tmp)$/,
  /\.draft$/,
];

export interface DataFile {
  /** Below the data folder, with `/`. */
  readonly path: string;
  readonly size: number;
}

export const isKept = (path: string): boolean => !LEFT_OUT.some((pattern) => pattern.test(path));

/** The files of a data folder that a backup holds, in order of their paths. Links are not followed. */
export function filesOf(folder: string, below = ''): DataFile[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (!isKept(path)) return [];
      if (entry.isDirectory()) return filesOf(folder, path);
      return entry.isFile() ? [{ path, size: statSync(join(folder, path)).size }] : [];
    });
}

/** Whether a path from a backup stays below the folder it is put into. */
export const staysBelow = (path: string): boolean =>
  path.length > 0 &&
  !path.includes('\\') &&
  !path.includes('\0') &&
  !/^[a-z]:/i.test(path) &&
  path.split('/').every((step) => step !== '' && step !== '.' && step !== '..') &&
  isKept(path);

import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^trillium-\d{8}T\d{6}Z\.tar\.gz$/;

/** `trillium-20251006T090000Z.tar.gz`: names in order are times in order. */
export const nameOfBackup = (at: Date): string => `trillium-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.tar.gz`;

/** The backups in a folder, the newest first; other files are none of ours. */
export const backupsIn = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed();

/** Removes all but the newest. @returns the names removed */
export function pruneBackups(folder: string, keep: number): string[] {
  const gone = backupsIn(folder).slice(Math.max(keep, 1));
  for (const name of gone) rmSync(join(folder, name));
  return gone;
}

/** The newest backup of a folder, and when it was whole. */
export function newestBackup(folder: string): { readonly file: string; readonly at: Date } | undefined {
  const [name] = backupsIn(folder);
  return name === undefined ? undefined : { file: join(folder, name), at: statSync(join(folder, name)).mtime };
}

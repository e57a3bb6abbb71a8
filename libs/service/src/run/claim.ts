import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alive, withFolderLock } from '../folder-lock.ts';

const FILE = 'trillium.pid';

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** When a process began, in the kernel's own count (proc(5), field 22 of stat); empty where the system does not tell. */
const startOf = (pid: number): string => {
  // the name, field 2, stands in brackets and may hold anything
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return fields[19] ?? '';
};

/** The process that runs Trillium on that folder; undefined where it has ended, even if another has got its number since. */
export function folderOwner(folder: string): number | undefined {
  const [pid = '', start = ''] = read(join(folder, FILE)).split(' ');
  const owner = Number(pid);
  return alive(owner) && (!start || start === startOf(owner)) ? owner : undefined;
}

/**
 * Makes this process the only one that runs Trillium on a data folder: its embedded database stops with it.
 * @returns gives the folder back
 * @throws Error naming the other process
 */
export async function claimFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  await withFolderLock(join(folder, `${FILE}.lock`), async () => {
    const owner = folderOwner(folder);
    if (owner !== undefined && owner !== process.pid)
      throw new Error(
        `Trillium already runs on ${folder} (process ${owner}). Stop it first, or give this one another folder with --data.`,
      );
    writeFileSync(join(folder, FILE), `${process.pid} ${startOf(process.pid)}`);
  });
  return () => {
    if (folderOwner(folder) === process.pid) rmSync(join(folder, FILE), { force: true });
  };
}

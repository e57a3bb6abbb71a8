import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alive, withFolderLock } from '../folder-lock.ts';

/**
 * Makes this process the only one that runs Trillium on a data folder: its embedded database stops with it.
 * @returns gives the folder back
 * @throws Error naming the other process
 */
export async function claimFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'trillium.pid');
  await withFolderLock(`${file}.lock`, async () => {
    const owner = Number(readOr(file, '0'));
    if (owner !== process.pid && alive(owner))
      throw new Error(
        `Trillium already runs on ${folder} (process ${owner}). Stop it first, or give this one another folder with --data.`,
      );
    writeFileSync(file, String(process.pid));
  });
  return () => {
    if (readOr(file, '') === String(process.pid)) rmSync(file, { force: true });
  };
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

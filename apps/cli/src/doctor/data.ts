import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { bad, because, type Finding, good, note } from './check.ts';

const GIGABYTE = 1024 ** 3;

/** Whether the data folder is there or can be made, may be written to, and has room. */
export function checkData(folder: string): Finding[] {
  const path = resolve(folder);
  let there = path;
  while (!existsSync(there)) there = dirname(there);
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
  } catch (error) {
    return [
      bad(
        'data folder',
        `${there} may not be written to (${because(error)})`,
        'Give another one: --data DIR, or TRILLIUM_DATA_DIR',
      ),
    ];
  }
  const { bavail, bsize } = statfsSync(there);
  const free = (bavail * bsize) / GIGABYTE;
  const room = `${free.toFixed(1)} GB free`;
  if (free < 0.5) return [bad('data folder', `${path}: only ${room}`, 'Make room, or give another folder: --data DIR')];
  return [
    there === path
      ? good('data folder', `${path}, ${room}`)
      : note('data folder', `${path} will be made at the first start, ${room}`),
  ];
}

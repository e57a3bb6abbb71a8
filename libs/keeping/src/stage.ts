import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DamagedBackup } from './format.ts';
import { staysBelow } from './data-files.ts';

/** Files of a backup, written beside the data folder's own until the database is in, then moved to their places. */
export class FileStage {
  readonly #folder: string;
  readonly #staged: string;
  readonly #paths: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#staged = join(folder, `restoring-${process.pid}`);
  }

  get files(): number {
    return this.#paths.length;
  }

  /** @throws DamagedBackup for a path that leads out of the folder, or to what no backup holds */
  async take(path: string, content: AsyncIterable<Buffer>): Promise<void> {
    if (!staysBelow(path)) throw new DamagedBackup(`files/${path}`, 'its path leads out of the data folder');
    const file = join(this.#staged, path);
    mkdirSync(dirname(file), { recursive: true });
    await pipeline(content, createWriteStream(file, { mode: 0o600 }));
    this.#paths.push(path);
  }

  /** Moves all to their places. Renaming within one folder: it does not fail halfway for want of room. */
  commit(): void {
    for (const path of this.#paths) {
      const target = join(this.#folder, path);
      mkdirSync(dirname(target), { recursive: true });
      renameSync(join(this.#staged, path), target);
    }
  }

  abandon(): void {
    if (existsSync(this.#staged)) rmSync(this.#staged, { recursive: true, force: true });
  }
}

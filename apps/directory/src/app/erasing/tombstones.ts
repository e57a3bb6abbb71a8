import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LibrarySymbol, PatronRef } from '#lib/contracts';
import { BASE_CONFIG, type BaseConfig } from '#lib/service';

const Tombstone = z.strictObject({ library: LibrarySymbol, patronRef: PatronRef, at: z.iso.datetime() });
export type Tombstone = z.infer<typeof Tombstone>;

/**
 * Who was erased, outside the database: a restored backup brings back what stood in it, and this list takes it away again. A line of
 * JSON each, of library, reference and moment; no name. It is never restored over, only added to.
 */
@Injectable()
export class Tombstones {
  readonly #file: string;

  constructor(@Inject(BASE_CONFIG) base: BaseConfig) {
    this.#file = join(base.TRILLIUM_DATA_DIR, 'erased-patrons.jsonl');
  }

  async add(tombstone: Tombstone): Promise<void> {
    await mkdir(join(this.#file, '..'), { recursive: true });
    await appendFile(this.#file, `${JSON.stringify(tombstone)}\n`, { mode: 0o600 });
  }

  /** @throws Error naming file and line where one cannot be read: an installation must not answer while it may show an erased name */
  async all(): Promise<Tombstone[]> {
    const text = await readFile(this.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line, at) => {
      if (!line.trim()) return [];
      try {
        return [Tombstone.parse(JSON.parse(line))];
      } catch (cause) {
        throw new Error(`${this.#file}, line ${at + 1}: this is no erased patron. Mend the line, or take it out.`, { cause });
      }
    });
  }
}

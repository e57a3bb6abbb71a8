import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { MANIFEST, type Manifest, type Part } from './format.ts';

/** Fast: the disk or the network is what a backup waits for. */
const LEVEL = 3;

/** Writes a backup file; nothing stands under its name before it is whole and on the disk. */
export class ArchiveWriter {
  readonly #file: string;
  readonly #draft: string;
  readonly #pack: Pack = pack();
  readonly #written: Promise<void>;
  readonly #parts: Part[] = [];
  bytes = 0;

  constructor(file: string) {
    this.#file = file;
    this.#draft = `${file}.part`;
    this.#written = pipeline(
      this.#pack as unknown as NodeJS.ReadableStream,
      createGzip({ level: LEVEL }),
      createWriteStream(this.#draft, { mode: 0o600 }),
    );
    // told by whoever waits for it; until then it must not end the process
    this.#written.catch(() => undefined);
  }

  get parts(): readonly Part[] {
    return this.#parts;
  }

  /** Adds an entry held in memory. */
  add(name: string, content: Buffer | string): Promise<void> {
    const bytes = Buffer.from(content as string);
    return this.stream(name, bytes.length, Readable.from([bytes]));
  }

  /**
   * Adds an entry of so many bytes, holding a few of them at a time.
   * @throws Error when the source has fewer; what it has more is left out (a file that grows)
   */
  async stream(name: string, size: number, source: AsyncIterable<Buffer>): Promise<void> {
    const hash = createHash('sha256');
    let left = size;
    const counted = async function* (): AsyncGenerator<Buffer> {
      if (!left) return;
      for await (const chunk of source) {
        const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
        left -= part.length;
        hash.update(part);
        yield part;
        if (!left) return;
      }
      throw new Error(`${name} became shorter while it was read`);
    };
    // whatever ended the writing says why itself
    if (this.#pack.destroyed) await this.#written;
    const packed = new Promise<void>((done, fail) => {
      const entry = this.#pack.entry({ name, size, mode: 0o600 }, (error) => (error ? fail(error) : done()));
      pipeline(counted, entry as unknown as NodeJS.WritableStream).catch(fail);
    });
    // a full disk ends the pipeline, and would leave the entry waiting for ever
    await Promise.race([packed, this.#written]);
    this.bytes += size;
    this.#parts.push({ name, bytes: size, sha256: hash.digest('hex') });
  }

  /** Adds the manifest, waits until all is on the disk, and gives the file its name. @returns its size in bytes */
  async finish(rows: Manifest['rows']): Promise<number> {
    await this.add(MANIFEST, JSON.stringify({ parts: this.#parts, rows } satisfies Manifest));
    this.#pack.finalize();
    await this.#written;
    const draft = await open(this.#draft, 'r+');
    try {
      await draft.sync();
    } finally {
      await draft.close();
    }
    await rename(this.#draft, this.#file);
    return (await stat(this.#file)).size;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.#pack.destroy();
    await this.#written.catch(() => undefined);
    await rm(this.#draft, { force: true });
  }
}

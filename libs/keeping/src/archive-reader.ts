import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { z } from 'zod';
import { About, ABOUT, DamagedBackup, FORMAT, KeepingError, LARGEST_JSON, MANIFEST, Manifest, type Part } from './format.ts';

/** What is done with an entry while it streams by; whatever is not read is skipped. */
export type OnEntry = (entry: { readonly name: string; readonly content: AsyncIterable<Buffer> }) => Promise<void>;

/** Reads a whole entry. @throws DamagedBackup where it is larger than anything of its kind, or no JSON of this shape */
export async function readJson<T extends z.ZodType>(
  name: string,
  content: AsyncIterable<Buffer>,
  shape: T,
): Promise<z.output<T>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > LARGEST_JSON) throw new DamagedBackup(name, 'it is larger than it can be');
    chunks.push(chunk);
  }
  try {
    return shape.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch (cause) {
    throw new DamagedBackup(name, 'it cannot be read', { cause });
  }
}

/**
 * Reads a backup from its beginning to its end, once, in constant memory.
 * @param onAbout called first: may refuse
 * @param onEntry called for every further entry but the manifest, in their order
 * @returns the manifest, with which every entry has been compared
 * @throws DamagedBackup naming the first entry that is not as it was written, or what is missing
 */
export async function readArchive(file: string, onAbout: (about: About) => Promise<void>, onEntry: OnEntry): Promise<Manifest> {
  const tar = extract();
  let at = 'its beginning';
  let broken: unknown;
  pipeline(createReadStream(file), createGunzip(), tar as unknown as NodeJS.WritableStream, (error) => {
    broken ??= error;
  });
  const read: Part[] = [];
  let manifest: Manifest | undefined;
  let ours = false;
  try {
    for await (const entry of tar) {
      const { name } = entry.header;
      at = name;
      if (manifest) throw new DamagedBackup(name, 'something stands after the end');
      const hash = createHash('sha256');
      let bytes = 0;
      const content = (async function* (): AsyncGenerator<Buffer> {
        for await (const chunk of entry as AsyncIterable<Buffer>) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      })();
      ours = true;
      if (!read.length) {
        if (name !== ABOUT) throw new KeepingError(`${file} is no backup of Trillium: it does not begin with ${ABOUT}.`);
        await onAbout(checkFormat(await readJson(name, content, About)));
      } else if (name === MANIFEST) {
        manifest = await readJson(name, content, Manifest);
        compare(manifest, read);
        continue;
      } else await onEntry({ name, content });
      ours = false;
      for await (const _ of content); // whatever was not looked at counts all the same
      read.push({ name, bytes, sha256: hash.digest('hex') });
    }
  } catch (error) {
    if (error instanceof KeepingError || error instanceof DamagedBackup) throw error;
    // an error of whoever uses the entry is no fault of the file
    if (ours && !isBroken(error)) throw error;
    throw new DamagedBackup(at, problemOf(broken ?? error), { cause: error });
  } finally {
    tar.destroy();
  }
  if (broken && !manifest) throw new DamagedBackup(at, problemOf(broken), { cause: broken });
  if (!manifest) throw new DamagedBackup(at, 'the file ends here, before its list of contents');
  return manifest;
}

function checkFormat(about: About): About {
  if (about.format > FORMAT)
    throw new KeepingError(
      `The backup was made by a newer Trillium (${about.trillium}). Install that version or a later one, then restore.`,
    );
  return about;
}

/** The first entry that is not as the manifest has it. */
function compare({ parts }: Manifest, read: readonly Part[]): void {
  const found = new Map(read.map((part) => [part.name, part]));
  for (const { name, bytes, sha256 } of parts) {
    const part = found.get(name);
    if (!part) throw new DamagedBackup(name, 'it is missing');
    if (part.bytes !== bytes) throw new DamagedBackup(name, `it has ${part.bytes} bytes instead of ${bytes}`);
    if (part.sha256 !== sha256) throw new DamagedBackup(name, 'its SHA-256 is not the one written down');
    found.delete(name);
  }
  for (const name of found.keys()) throw new DamagedBackup(name, 'it is not in the list of contents');
}

const isBroken = (error: unknown): boolean => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return code.startsWith('Z_') || /^(Unexpected end of data|Invalid tar header|unexpected end of file)/.test(message);
};

const problemOf = (error: unknown): string => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR' || /end of (data|file)/i.test(message)) return 'the file ends here, in the middle';
  if (code.startsWith('Z_')) return 'what was compressed cannot be read any more';
  return message;
};

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A package of Debian 12: path in the pool, and the SHA-256 of its file. */
type Package = readonly [path: string, sha256: string];

/** Where packages are; the second keeps what the first has replaced by a newer one. */
const MIRRORS = ['https://deb.debian.org/debian/', 'https://snapshot.debian.org/archive/debian/20260901T000000Z/'];

/** An archive file (ar, as .deb has it): the content of its first member whose name begins so. */
function memberOf(archive: Buffer, name: string): Buffer | undefined {
  for (let at = 8; at + 60 <= archive.length;) {
    const header = archive.subarray(at, at + 60).toString('latin1');
    const size = Number(header.slice(48, 58).trim());
    if (header.startsWith(name)) return archive.subarray(at + 60, at + 60 + size);
    at += 60 + size + (size % 2);
  }
  return undefined;
}

/** Unpacks a package below a folder: by dpkg-deb, which every Debian has, or else by tar with xz. @returns why it could not be */
function unpack(file: string, deb: Buffer, folder: string): string | undefined {
  writeFileSync(file, deb);
  const dpkg = spawnSync('dpkg-deb', ['-x', file, folder], { encoding: 'utf8' });
  if (dpkg.status === 0) return undefined;
  const data = memberOf(deb, 'data.tar.xz');
  if (!data) return 'a package has no data.tar.xz';
  const tar = spawnSync('tar', ['-xJf', '-', '-C', folder], { input: data, encoding: 'utf8' });
  return tar.status === 0 ? undefined : 'neither dpkg-deb nor tar with xz is installed';
}

async function fetched([path, sha256]: Package): Promise<Buffer | string> {
  let why = '';
  for (const mirror of MIRRORS) {
    try {
      const response = await fetch(mirror + path, { signal: AbortSignal.timeout(60_000) });
      const deb = Buffer.from(await response.arrayBuffer());
      if (response.ok && createHash('sha256').update(deb).digest('hex') === sha256) return deb;
      why = response.ok ? `${path} is not the file it should be` : `${mirror} answered ${response.status} for ${path}`;
    } catch (error) {
      why = `${new URL(mirror).host} cannot be reached (${(error as Error).message})`;
    }
  }
  return why;
}

/**
 * Fetches packages of Debian 12 with all they need, their C library too, and unpacks them into a folder: they run on any Linux of x64, installed by
 * nobody and with nobody's rights. Each program gets a starter of its own in `bin`, by the loader that came along.
 * @param programs names of the starters, and where each program lies in the packages
 * @returns why it cannot be
 */
export async function fetchDebian(
  folder: string,
  packages: readonly Package[],
  programs: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const root = join(folder, 'root');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  for (let at = 0; at < packages.length; at += 6) {
    const lot = await Promise.all(packages.slice(at, at + 6).map((one) => fetched(one)));
    for (const [index, deb] of lot.entries()) {
      const failed = typeof deb === 'string' ? deb : unpack(join(folder, `${at + index}.deb`), deb, root);
      if (failed) return failed;
      rmSync(join(folder, `${at + index}.deb`));
    }
  }
  mkdirSync(join(folder, 'bin'));
  const libraries = ['lib', 'usr/lib'].map((one) => join(root, one, 'x86_64-linux-gnu')).join(':');
  for (const [name, path] of Object.entries(programs)) {
    const starter = join(folder, 'bin', name);
    const loader = join(root, 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
    writeFileSync(starter, `#!/bin/sh\nexec '${loader}' --library-path '${libraries}' '${join(root, path)}' "$@"\n`);
    chmodSync(starter, 0o755);
  }
  writeFileSync(join(folder, 'complete'), '');
  return undefined;
}

/** Whether what {@link fetchDebian} makes is there. */
export const hasDebian = (folder: string): boolean => existsSync(join(resolve(folder), 'complete'));
export type { Package };

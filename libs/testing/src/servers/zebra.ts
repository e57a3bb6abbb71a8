import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../service/src/database/embedded-postgres.ts';
import { withFolderLock } from '../../../service/src/folder-lock.ts';
import { fetchDebian, hasDebian } from './debian.ts';
import { listens } from './listens.ts';
import { ZEBRA_PACKAGES } from './zebra-packages.ts';

/** Another set of packages is another folder. */
const home = (): string => resolve('.cache/zebra/debian-12-1');
const PROGRAMS = {
  zebrasrv: 'usr/bin/zebrasrv-2.0',
  zebraidx: 'usr/bin/zebraidx-2.0',
  zoomsh: 'usr/bin/zoomsh',
  'yaz-ztest': 'usr/bin/yaz-ztest',
} as const;
type Program = keyof typeof PROGRAMS;

/** Programs and files of Zebra and YAZ. */
interface Installed {
  readonly program: (name: Program) => string;
  /** Where Zebra's tables (bib1.att …) and its record filters lie. */
  readonly tables: string;
  readonly modules: string;
}

/** Where a Debian or Ubuntu machine has them; another folder by TEST_ZEBRA (below which are bin, share/idzebra-2.0/tab and lib…/modules). */
const USUAL = ['/usr', '/usr/local', '/opt/homebrew'];
const MODULES = ['lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'lib64', 'lib'];

function own(): Installed | undefined {
  for (const prefix of [process.env['TEST_ZEBRA'], ...USUAL]) {
    if (!prefix) continue;
    const names = Object.keys(PROGRAMS) as Program[];
    const all = names.every(
      (name) => spawnSync(join(prefix, 'bin', name), ['-V'], { stdio: 'ignore', input: '' }).error === undefined,
    );
    const modules = MODULES.map((one) => join(prefix, one, 'idzebra-2.0/modules')).find(
      (one) => spawnSync('ls', [one]).status === 0,
    );
    if (all && modules)
      return { program: (name) => join(prefix, 'bin', name), tables: join(prefix, 'share/idzebra-2.0/tab'), modules };
  }
  return undefined;
}

const fetchedOnes = (): Installed => ({
  program: (name) => join(home(), 'bin', name),
  tables: join(home(), 'root/usr/share/idzebra-2.0/tab'),
  modules: join(home(), 'root/usr/lib/x86_64-linux-gnu/idzebra-2.0/modules'),
});

/** How to have it where it cannot be had by itself. */
export const ZEBRA_REMEDY =
  'installing the packages yaz and idzebra-2.0, or setting TEST_ZEBRA to the folder they are below, or letting this machine reach deb.debian.org on Linux (x64)';

/** Says why Zebra and YAZ cannot run here; fetches them (20 MB, once) where the machine has none of its own. */
export async function zebraProbe(): Promise<string | undefined> {
  if (hasDebian(home()) || own()) return undefined;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `this machine has none, and packages are kept for linux-x64 and not ${process.platform}-${process.arch}`;
  return withFolderLock(resolve('.cache/zebra.lock'), async () => {
    if (hasDebian(home())) return undefined;
    console.log('Fetching Zebra and YAZ for tests (20 MB, once) …');
    return fetchDebian(home(), ZEBRA_PACKAGES, PROGRAMS);
  });
}

export interface ZebraServer {
  readonly port: number;
  /** SRU and Z39.50 at one port. */
  readonly sru: string;
  readonly z3950: string;
  stop(): Promise<void>;
}

/** YAZ's client program, as TRILLIUM_ZOOMSH wants it. */
export const zoomshHere = (): string => installed().program('zoomsh');
const installed = (): Installed => (hasDebian(home()) ? fetchedOnes() : own()) ?? fetchedOnes();

const here = (file: string): string => resolve('libs/testing/src/servers/zebra', file);

/**
 * A Zebra server over MARCXML records, on a free port: Z39.50 (usmarc, xml) and SRU 1.1, 1.2 and 2.0 (marcxml, isohold) with explain.
 * @param marcxml a collection of records
 * @param user who may search; everybody where absent
 */
export async function startZebra(
  marcxml: string,
  user?: { readonly name: string; readonly password: string },
): Promise<ZebraServer> {
  const { program, tables, modules } = installed();
  const folder = mkdtempSync(join(tmpdir(), `trillium-test-${process.pid}-zebra-`));
  for (const name of ['records', 'register', 'shadow']) mkdirSync(join(folder, name));
  for (const name of ['dom.xml', 'index.xsl', 'same.xsl', 'isohold.xsl', 'pqf.properties'])
    cpSync(here(name), join(folder, name));
  writeFileSync(join(folder, 'records/records.xml'), marcxml);
  if (user) writeFileSync(join(folder, 'users'), `${user.name}:${user.password}\n`);
  const access = user ? `perm.${user.name}: r\npasswd: ${join(folder, 'users')}\n` : 'perm.anonymous: r\n';
  writeFileSync(
    join(folder, 'zebra.cfg'),
    `encoding: utf-8\nprofilePath: ${folder}:${tables}\nmodulePath: ${modules}\nattset: bib1.att\nregister: ${join(folder, 'register')}:64M\n` +
      // its locks too, else they lie where the tests were started
      `lockDir: ${folder}\n` +
      `recordType: dom.${join(folder, 'dom.xml')}\nstoreData: 1\nstoreKeys: 1\n${access}`,
  );
  const indexed = spawnSync(program('zebraidx'), ['-c', join(folder, 'zebra.cfg'), 'update', join(folder, 'records')], {
    encoding: 'utf8',
  });
  if (indexed.status !== 0) throw new Error(`Zebra did not index its records:\n${indexed.stderr}`);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    writeFileSync(
      join(folder, 'server.xml'),
      readFileSync(here('server.xml'), 'utf8').replaceAll('FOLDER', folder).replaceAll('PORT', String(port)),
    );
    const started = await startServer(program('zebrasrv'), ['-f', join(folder, 'server.xml')], port, join(folder, 'zebra.pid'));
    if (started)
      return { ...addresses(port), stop: () => started().finally(() => rmSync(folder, { recursive: true, force: true })) };
    if (attempt === 3) throw new Error('Zebra did not start');
  }
}

/** YAZ's own test server: Z39.50 with OPAC records and their holdings, always the same ones. */
export async function startZtest(): Promise<ZebraServer> {
  const port = await freePort();
  const started = await startServer(installed().program('yaz-ztest'), [`tcp:127.0.0.1:${port}`], port);
  if (!started) throw new Error('yaz-ztest did not start');
  return { ...addresses(port), stop: started };
}

const addresses = (port: number) => ({
  port,
  sru: `http://127.0.0.1:${port}/Default`,
  z3950: `z3950://127.0.0.1:${port}/Default`,
});

/** @param pidFile tells the next run whom to end, should this one be killed (leftovers.ts) */
async function startServer(
  program: string,
  args: readonly string[],
  port: number,
  pidFile?: string,
): Promise<(() => Promise<void>) | undefined> {
  const child = spawn(program, args, { stdio: 'ignore' });
  if (pidFile) writeFileSync(pidFile, String(child.pid));
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  if (!(await listens(port, child, 20_000))) {
    child.kill('SIGKILL');
    return undefined;
  }
  return async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(2000).then(() => child.kill('SIGKILL'))]);
  };
}

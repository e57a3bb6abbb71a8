import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseSettings, type BaseConfig } from './base.ts';
import { findSecrets } from './secrets.ts';
import { readSettings } from './settings.ts';

describe('the secrets of an installation', () => {
  let folder: string;
  const base = (environment: Record<string, string> = {}): BaseConfig =>
    readSettings(baseSettings, { TRILLIUM_DATA_DIR: folder, ...environment });
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'trillium-secrets-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made once, and processes that start together agree', async () => {
    const found = await Promise.all(Array.from({ length: 5 }, () => findSecrets(base())));
    expect(new Set(found.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
    expect(new Set(Object.values(found[0] ?? {})).size).toBe(4);
    expect(await findSecrets(base())).toEqual(found[0]);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('come from the environment first', async () => {
    const session = 's'.repeat(40);
    expect((await findSecrets(base({ SESSION_SECRET: session }))).session).toBe(session);
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain(session);
  });

  it('of an installation from before there were seals get one added, by one of the processes that start', async () => {
    const { seal: _, ...before } = await findSecrets(base());
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify(before));
    const found = await Promise.all(Array.from({ length: 5 }, () => findSecrets(base())));
    expect(new Set(found.map(({ seal }) => seal)).size).toBe(1);
    expect(found[0]).toMatchObject(before);
    expect(found[0]?.seal.length).toBeGreaterThan(40);
    expect(JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))).toEqual(found[0]);
  });

  it('may be several to open seals with, each long enough', async () => {
    const two = `${'n'.repeat(40)}, ${'o'.repeat(40)}`;
    expect((await findSecrets(base({ TRILLIUM_SEAL_SECRET: two }))).seal).toBe(two);
    expect(() => base({ TRILLIUM_SEAL_SECRET: `${'n'.repeat(40)},short` })).toThrow(/TRILLIUM_SEAL_SECRET: .*shorter than 32/);
  });

  it('say which file is damaged', async () => {
    writeFileSync(join(folder, 'secrets.json'), '{"session": "cut of');
    await expect(findSecrets(base())).rejects.toThrow(/secrets\.json cannot be read/);
  });
});

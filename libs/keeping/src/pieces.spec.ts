import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inOrder } from './catalog.ts';
import { fingerprint, includesKeys } from './format.ts';
import { filesOf, staysBelow } from './data-files.ts';
import { openSecrets, sealSecrets } from './sealed-secrets.ts';
import { backupsIn, nameOfBackup, newestBackup, pruneBackups } from './shelf.ts';

const table = (name: string) => ({ schema: 's', table: name, columns: ['id'] });

describe('the order of tables', () => {
  it('puts each after those it points to', () => {
    const ordered = inOrder(['a', 'b', 'c', 'd'].map(table), [
      ['s.a', 's.c'],
      ['s.c', 's.d'],
      ['s.b', 's.b'],
    ]);
    expect(ordered.map((one) => one.table)).toEqual(['b', 'd', 'c', 'a']);
  });

  it('names a circle', () => {
    expect(() =>
      inOrder(['a', 'b'].map(table), [
        ['s.a', 's.b'],
        ['s.b', 's.a'],
      ]),
    ).toThrow('in a circle: s.a, s.b');
  });
});

describe('secrets under a passphrase', () => {
  it('open by it and by no other', () => {
    const sealed = sealSecrets('{"session":"…"}', 'four random words here');
    expect(sealed).not.toContain('session');
    expect(openSecrets(sealed, 'four random words here')).toBe('{"session":"…"}');
    expect(() => openSecrets(sealed, 'four random words herf')).toThrow('not the one the secrets were sealed by');
    expect(() => openSecrets('{}', 'four random words here')).toThrow('damaged at secrets.sealed');
    expect(() => sealSecrets('{}', 'short')).toThrow('shorter than 12');
  });
});

describe('fingerprints', () => {
  it('tell whether all keys of a secret are there, and nothing of it', () => {
    const [old, both] = [fingerprint('a key'), fingerprint('a new key, a key')];
    expect([includesKeys(both, old), includesKeys(old, both), includesKeys(old, old)]).toEqual([true, false, true]);
    expect(both).not.toContain('key');
  });
});

describe('the files of a data folder', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'trillium-keeping-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), path);
  };

  it('are all but the database, the secrets, backups and marks of processes', () => {
    const kept = ['files/2025/a.pdf', 'installation.json', 'world.jsonl'];
    const left = [
      'postgres/PG_VERSION',
      'postgres.password',
      'postgres.log',
      'secrets.json',
      'trillium.pid',
      'trillium.pid.lock',
    ];
    for (const path of [...kept, ...left, 'backups/trillium-20250101T000000Z.tar.gz', 'restoring-7/x', 'installation.json.draft'])
      write(path);
    expect(filesOf(folder).map(({ path }) => path)).toEqual(kept);
    for (const path of kept) expect(staysBelow(path)).toBe(true);
    for (const path of left) expect(staysBelow(path)).toBe(false);
  });

  it.each(['../x', '/etc/passwd', 'a/../../x', 'a//b', '', '.', 'C:/x', 'a\\b', 'a\0b'])('never lie outside: %j', (path) => {
    expect(staysBelow(path)).toBe(false);
  });

  it('make a shelf of which the newest stay', () => {
    const names = ['2025-10-04', '2025-10-06', '2025-10-05'].map((day) => nameOfBackup(new Date(`${day}T09:00:00.5Z`)));
    for (const name of [...names, 'mine.tar.gz']) write(name);
    expect(backupsIn(folder)).toEqual(['trillium-20251006T090000Z.tar.gz', 'trillium-20251005T090000Z.tar.gz', names[0]]);
    const at = new Date('2025-10-06T09:01:00Z');
    utimesSync(join(folder, names[1]!), at, at);
    expect(newestBackup(folder)).toEqual({ file: join(folder, names[1]!), at });
    expect(pruneBackups(folder, 1)).toEqual(['trillium-20251005T090000Z.tar.gz', names[0]]);
    expect(backupsIn(folder)).toEqual([names[1]]);
    expect(backupsIn(join(folder, 'nowhere'))).toEqual([]);
  });
});

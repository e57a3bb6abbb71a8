import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUpWhenDue, isDue, type Schedule } from './schedule.ts';
import { backupsIn } from './shelf.ts';

describe('scheduled backups', () => {
  const monday = new Date('2025-10-06T09:00:00Z');
  const hoursAgo = (hours: number): Date => new Date(monday.getTime() - hours * 3_600_000);
  let folder: string;
  let said: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-schedule-'));
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const at = (now: Date, make?: Schedule['make']): Promise<string | undefined> =>
    backUpWhenDue({
      folder: join(folder, 'backups'),
      every: 24,
      keep: 2,
      now: () => now,
      log: { info: (text) => void said.push(text), error: (text) => void said.push(text) },
      make:
        make ??
        (async (file) => {
          writeFileSync(file, 'x');
          utimesSync(file, now, now);
          return { file, tables: 1, rows: 5, files: 0, bytes: 1, size: 1, milliseconds: 1 };
        }),
    });

  it('are due when the last is as old as was set, or there is none', () => {
    expect([undefined, hoursAgo(23), hoursAgo(24), hoursAgo(-1)].map((last) => isDue(last, monday, 24))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('are made when due, and the newest stay', async () => {
    for (const hours of [72, 48, 47, 24, 0]) await at(hoursAgo(hours));
    expect(backupsIn(join(folder, 'backups'))).toEqual(['trillium-20251006T090000Z.tar.gz', 'trillium-20251005T090000Z.tar.gz']);
    expect(said).toHaveLength(4);
    expect(said.at(-1)).toMatch(/backed up 5 rows .*; removed trillium-20251004T090000Z\.tar\.gz$/);
  });

  it('that fail remove nothing and are tried again', async () => {
    await at(hoursAgo(24));
    const fail = async (): Promise<never> => {
      throw new Error('no room');
    };
    expect(await at(monday, fail)).toBeUndefined();
    expect(said.at(-1)).toBe('the scheduled backup failed: no room');
    expect(backupsIn(join(folder, 'backups'))).toHaveLength(1);
    expect(await at(monday)).toContain('20251006');
  });
});

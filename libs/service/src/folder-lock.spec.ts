import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alive, withFolderLock } from './folder-lock.ts';

describe('a lock between processes', () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-lock-'));
    lock = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const held = (pid: number): void => {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(pid));
  };
  /** The id of a process that has ended. */
  const dead = (): number => spawnSync(process.execPath, ['--version']).pid;

  it('lets one in after another, and is gone afterwards', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFolderLock(lock, work)));
    expect([most, inside]).toEqual([1, 0]);
    expect(existsSync(lock)).toBe(false);
  });

  it('makes the folder it stands in, as in a fresh clone', async () => {
    expect(await withFolderLock(join(folder, 'cache/of/tools/lock'), async () => 'done')).toBe('done');
  });

  it('is let go when the work fails', async () => {
    await expect(withFolderLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withFolderLock(lock, async () => 'next')).toBe('next');
  });

  it('waits for a holder that lives', async () => {
    held(process.pid);
    let entered = false;
    const waiting = withFolderLock(lock, async () => void (entered = true));
    await sleep(120);
    expect(entered).toBe(false);
    rmSync(lock, { recursive: true });
    await waiting;
    expect(entered).toBe(true);
  });

  it('is taken over, once, from a holder that died', async () => {
    held(dead());
    let inside = 0;
    const most = await Promise.all(
      Array.from({ length: 5 }, () =>
        withFolderLock(lock, async () => {
          inside += 1;
          const now = inside;
          await sleep(5);
          inside -= 1;
          return now;
        }),
      ),
    );
    expect(most).toEqual([1, 1, 1, 1, 1]);
  });

  it('is taken over from one killed before it wrote its id', async () => {
    mkdirSync(lock);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect(await withFolderLock(lock, async () => 'in')).toBe('in');
  });

  it('knows the living from the dead', () => {
    expect([alive(process.pid), alive(dead()), alive(0), alive(Number.NaN)]).toEqual([true, false, false, false]);
  });
});

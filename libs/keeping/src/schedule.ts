import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupSummary } from './backup.ts';
import { nameOfBackup, newestBackup, pruneBackups } from './shelf.ts';

const HOUR = 3_600_000;
/** How often it is looked whether a backup is due, in milliseconds: machines sleep, and timers of a day with them. */
const LOOK = 10 * 60_000;

/** Whether a backup is due: the last one is older than so many hours, or there is none. A clock that was set back is no reason to wait. */
export const isDue = (last: Date | undefined, now: Date, hours: number): boolean =>
  !last || last > now || now.getTime() - last.getTime() >= hours * HOUR;

export interface Schedule {
  readonly folder: string;
  /** Hours between two. */
  readonly every: number;
  /** How many stay. */
  readonly keep: number;
  readonly make: (file: string) => Promise<BackupSummary>;
  readonly log: { readonly info: (text: string) => void; readonly error: (text: string) => void };
  readonly now?: () => Date;
}

/** Backs up once, where it is due. What goes wrong is logged; the next look tries again. @returns the file, where one was made */
export async function backUpWhenDue({
  folder,
  every,
  keep,
  make,
  log,
  now = () => new Date(),
}: Schedule): Promise<string | undefined> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isDue(newestBackup(folder)?.at, now(), every)) return undefined;
    const file = join(folder, nameOfBackup(now()));
    const { rows, size } = await make(file);
    const gone = pruneBackups(folder, keep);
    log.info(`backed up ${rows} rows into ${file} (${size} bytes)${gone.length ? `; removed ${gone.join(', ')}` : ''}`);
    return file;
  } catch (error) {
    log.error(`the scheduled backup failed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Backs up again and again until stopped; one that is under way is waited for. */
export function scheduleBackups(schedule: Schedule): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const look = (): void => {
    if (busy) return;
    busy = true;
    running = backUpWhenDue(schedule).finally(() => (busy = false));
  };
  const timer = setInterval(look, LOOK);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

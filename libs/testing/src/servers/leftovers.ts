import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alive } from '../../../service/src/folder-lock.ts';

/** A folder for one run's servers. Its name tells whose it is, so that a killed run's can be cleared away by the next. */
export const runFolder = (): string => mkdtempSync(join(tmpdir(), `trillium-test-${process.pid}-`));

const firstLine = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').split('\n')[0] ?? '';
  } catch {
    return '';
  }
};

/** Ends the servers of runs that were killed, and removes their folders. Only processes whose command line names the folder are ended. */
export function clearLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^trillium-test-(\d+)-/.exec(name)?.[1];
    if (!owner || alive(Number(owner))) continue;
    const folder = join(tmpdir(), name);
    for (const file of ['postgres/postmaster.pid', 'kafka/broker.pid', 'zebra.pid']) {
      const pid = Number(firstLine(join(folder, file)));
      if (pid && firstLine(`/proc/${pid}/cmdline`).includes(folder)) process.kill(pid, 'SIGKILL');
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

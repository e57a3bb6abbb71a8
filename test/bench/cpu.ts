import { readFileSync } from 'node:fs';

const HUNDREDTH = 10_000;

/**
 * CPU time so far of a process and its children, in microseconds, by /proc (Linux; 0 elsewhere, where nobody tells).
 * In /proc/PID/stat, after the name in brackets, fields 14 to 17 are utime, stime, cutime, cstime in hundredths of a second.
 */
export function treeMicros(pid: number): number {
  if (process.platform !== 'linux') return 0;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const own = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) * HUNDREDTH;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return own + children.reduce((sum, child) => sum + treeMicros(Number(child)), 0);
  } catch (error) {
    // a child that ended between listing and reading: its time is in its parent's by the next look
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

/** The value below which this share of them lies (nearest rank); NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopLeftPostgres } from '#lib/service';
import { median } from './cpu.ts';

export interface StartResult {
  /** Seconds from the command to "ready", everything installed and built: the demo made anew, and found again. */
  readonly firstSeconds: number;
  readonly againSeconds: number;
}

const WITHIN = 120_000;

/** Runs `npm start` as a newcomer does, on an empty data folder and then again on the same one. */
export async function startBench({ times }: { times: number }): Promise<StartResult> {
  const first: number[] = [];
  const again: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'trillium-start-'));
    try {
      first.push(await startAndStop(folder));
      again.push(await startAndStop(folder));
    } finally {
      await stopLeftPostgres(join(folder, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { firstSeconds: median(first), againSeconds: median(again) };
}

/** Seconds until it is ready; then Ctrl-C, which a terminal sends to the whole group. */
async function startAndStop(folder: string): Promise<number> {
  const began = performance.now();
  const child = spawn('npm', ['start', '--', '--port', '0', '--data', folder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const late = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), WITHIN);
  try {
    const ready = new Promise<number>((resolve) => {
      const hear = (chunk: Buffer): void => {
        output += chunk.toString();
        if (output.includes('is ready at')) resolve((performance.now() - began) / 1000);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
    });
    const seconds = await Promise.race([ready, ended]);
    if (seconds === undefined) throw new Error(`npm start did not get ready:\n${output.slice(-2000)}`);
    process.kill(-child.pid!, 'SIGINT');
    await ended;
    return seconds;
  } finally {
    clearTimeout(late);
  }
}

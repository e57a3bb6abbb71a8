import { rmSync } from 'node:fs';
import { dropTemplates } from '../database/template.ts';
import { notRun, RUNNING, type ServerName } from './choose.ts';
import { clearLeftovers, runFolder } from './leftovers.ts';
import { choose, startServer, type TestServer } from './servers.ts';

interface Run {
  folder: string;
  servers: Map<ServerName, TestServer>;
}
/** One a process: jest's setups and its teardown are loaded into the same one. */
let run: Run | undefined;

/**
 * Starts these servers once for a whole run of tests, and says where they are in the environment.
 * @throws Error with the line `NOT RUN: …` where one cannot be had.
 */
export async function startRun(...wanted: ServerName[]): Promise<void> {
  if (!run) {
    clearLeftovers();
    run = { folder: runFolder(), servers: new Map() };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => void stopRun().finally(() => process.exit(130)));
  }
  for (const name of wanted) {
    if (run.servers.has(name)) continue;
    const choice = await choose(name);
    if (choice.way === 'none') throw new Error(notRun(`tests that need ${name}`, name, choice.because));
    const server = await startServer(name, choice, run.folder);
    run.servers.set(name, server);
    process.env[RUNNING[name]] = server.address;
  }
}

/** Stops what {@link startRun} started and removes its files. */
export async function stopRun(): Promise<void> {
  const ending = run;
  run = undefined;
  if (!ending) return;
  // a server that stays is left as it was found
  if (ending.servers.get('PostgreSQL')?.way === 'address') await dropTemplates();
  for (const server of ending.servers.values()) await server.stop();
  rmSync(ending.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

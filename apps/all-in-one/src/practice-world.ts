import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startWorld, type World } from '#test/world';
import { readInstallation } from './installation.ts';

/** Four hours of a lender are twenty seconds, two days in the post four minutes: real days nobody waits for. */
const HURRY = 720;

/** What makes the world known to this process as the simulated outside; made at each start. */
export const practiceKey = (): string => randomBytes(32).toString('base64url');

/** The simulated outside of an installation without the demo, on this machine only, for practice copies only. */
export interface PracticeWorld {
  readonly world: World;
  readonly port: number;
  readonly environment: Record<string, string>;
}

/**
 * Starts it where it stopped, at the address that practice copies know it by. It goes by the machine's clock, as the services do.
 * @throws Error where another program has taken its port
 */
export async function startPracticeWorld(folder: string, env: NodeJS.ProcessEnv): Promise<PracticeWorld> {
  const known = readInstallation(folder)?.practicePort;
  const key = practiceKey();
  try {
    const world = await startWorld({
      port: known ?? 0,
      clock: { now: new Date().toISOString(), rate: 1 },
      journalFile: join(folder, 'practice.jsonl'),
      key,
      // a value that is none is refused, with its remedy, when the services start
      hurry: Number(env['TRILLIUM_PRACTICE_HURRY']) || HURRY,
      strangers: true,
    });
    const environment = { TRILLIUM_PRACTICE_URL: world.url, TRILLIUM_PRACTICE_KEY: key };
    return { world, port: Number(new URL(world.url).port), environment };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new Error(
      `The port of the simulated outside for practice copies, ${known}, is taken. Stop what listens there, or set TRILLIUM_PRACTICE_URL to a world of your own.`,
      { cause },
    );
  }
}

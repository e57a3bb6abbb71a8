import { ConfigError } from '../config/settings.ts';
import type { ServiceDefinition } from './definition.ts';
import { runServices, type Running } from './run-services.ts';

/**
 * Stops in order on SIGINT and SIGTERM, and ends the process with 0. A second signal ends it at once.
 * @param finished called once all is stopped
 */
export function stopOnSignals(close: () => Promise<void>, finished: () => void = () => undefined): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      void close().then(() => {
        finished();
        process.exit(0);
      });
    });
}

/** Tells why a process cannot start: 2 for settings that are wrong, 1 for everything else. */
export function failToStart(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && !(error instanceof ConfigError) && process.env.LOG_LEVEL === 'debug') console.error(error.stack);
  process.exit(error instanceof ConfigError ? 2 : 1);
}

/** Runs one service as a process of its own: the whole of its main.ts. */
export async function startStandalone(definition: ServiceDefinition): Promise<Running> {
  try {
    const running = await runServices([definition]);
    stopOnSignals(() => running.close());
    console.log(`Trillium ${definition.name} is ready at ${running.url}`);
    return running;
  } catch (error) {
    return failToStart(error);
  }
}

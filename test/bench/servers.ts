import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type EmbeddedPostgres } from '#lib/service';
// by path: the library's index brings what only tests need
import { localKafkaProbe, startLocalKafka, type LocalKafka } from '../../libs/testing/src/servers/kafka-local.ts';

/** Servers a part may need, each started when the first asks for it. */
export interface Servers {
  /** PostgreSQL that flushes to disk. */
  postgres(): Promise<EmbeddedPostgres>;
  /** A broker on this machine, or why there is none. */
  kafka(): Promise<LocalKafka | string>;
}

/** Password of a role in the bench's own databases. */
export const password = (role: string): string => createHmac('sha256', 'bench').update(role).digest('hex');

export async function withServers<T>(work: (servers: Servers) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-bench-'));
  let postgres: Promise<EmbeddedPostgres> | undefined;
  let kafka: Promise<LocalKafka | string> | undefined;
  const startKafka = async (): Promise<LocalKafka | string> =>
    (await localKafkaProbe()) ?? (await startLocalKafka(join(folder, 'kafka')));
  try {
    return await work({
      postgres: () => (postgres ??= startPostgres({ dataDir: join(folder, 'postgres') })),
      kafka: () => (kafka ??= startKafka()),
    });
  } finally {
    const broker = await kafka?.catch(() => undefined);
    if (broker && typeof broker !== 'string') await broker.stop();
    await (await postgres?.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

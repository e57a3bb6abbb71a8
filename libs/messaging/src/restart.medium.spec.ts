import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type EmbeddedPostgres } from '../../service/src/database/embedded-postgres.ts';
import { findBinaries } from '../../service/src/database/postgres-binaries.ts';
import { Lab, until } from './testing-service/lab.ts';
import { send } from './testing-service/send.ts';
import { stepped, takeStep, type Stepped } from './testing-service/steps.ts';

describe('a database server that is restarted under running services', () => {
  it('finds them waiting, and nothing lost or repeated', async () => {
    try {
      await findBinaries();
    } catch (error) {
      console.warn(`NOT RUN: restarting the database, because ${(error as Error).message}`);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'trillium-restart-'));
    const dataDir = join(folder, 'postgres');
    let server: EmbeddedPostgres = await startPostgres({ dataDir, test: true });
    const { port } = server;
    const lab = await Lab.open({
      server: { adminUrl: server.url, password: (role) => `password of ${role}` },
      services: ['one', 'two'],
    });
    try {
      const answers: string[] = [];
      const job = {
        options: { timeoutMs: 5000, attempts: 3, concurrency: 1 },
        runner: {
          run: () => Promise.resolve('x'),
          done: async () => void answers.push('x'),
          failed: () => Promise.reject(new Error('no')),
        },
      };
      await lab.start('two', {
        hears: [stepped('one').type],
        handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped),
        jobs: new Map([['call', job]]),
      });
      await lab.start('one', { options: { peers: ['two'] } });
      const sendSome = async (from: number): Promise<void> => {
        for (let i = from; i < from + 30; i += 1) await send(lab.db('one'), 'LCC', `key ${i % 3}`, `${i}`);
      };
      await sendSome(0);
      await server.stop();
      await expect(send(lab.db('one'), 'LCC', 'key 0', 'while it is down')).rejects.toThrow(
        /ECONNREFUSED|terminated|shutting down/,
      );
      server = await startPostgres({ dataDir, port, test: true });
      await sendSome(30);
      await until(
        () => lab.count(`two.event where type = 'handled'`),
        (n) => n >= 60,
      );
      const [row] = await lab.rows<object>(
        `select sum(handled)::int handled, sum((state ->> 'disorder')::int)::int disorder from two.steps`,
      );
      expect(row).toEqual({ handled: 60, disorder: 0 });
      await lab.owner.query(
        `insert into two.job (id, tenant, kind, key, payload, idempotent) values (gen_random_uuid(), 'LCC', 'call', 'k', '{}', true)`,
      );
      await until(
        () => answers,
        (all) => all.length === 1,
      );
    } finally {
      await lab.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 90_000);
});

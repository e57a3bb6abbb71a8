import { parseArgs } from 'node:util';
import { startWorld } from './world.ts';

const USE =
  'use: node dist/test/world/main.js [--port 4010] [--host 127.0.0.1] [--data FOLDER] [--journal FILE] [--seed 1] ' +
  '[--now 2025-10-06T13:00:00Z] [--rate 1] [--callback http://…/iso18626] [--key SECRET] [--hurry 1] [--strangers]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      journal: { type: 'string' },
      seed: { type: 'string', default: '1' },
      now: { type: 'string' },
      rate: { type: 'string', default: '1' },
      callback: { type: 'string' },
      key: { type: 'string' },
      hurry: { type: 'string', default: '1' },
      strangers: { type: 'boolean', default: false },
    },
  });
  const world = await startWorld({
    port: Number(values.port),
    host: values.host,
    seed: Number(values.seed),
    hurry: Number(values.hurry),
    strangers: values.strangers,
    clock: { rate: Number(values.rate), ...(values.now ? { now: values.now } : {}) },
    ...(values.data ? { data: values.data } : {}),
    ...(values.journal ? { journalFile: values.journal } : {}),
    ...(values.callback ? { callback: values.callback } : {}),
    ...(values.key ? { key: values.key } : {}),
  });
  process.stdout.write(`The simulated world is ready at ${world.url}\n`);
  const stop = () => {
    void world.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USE}\n`);
  process.exit(2);
});

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { RejectionError } from '#lib/kernel';
import { runServices } from '#lib/service';
import { type InstallationData, SeedInstallation } from '../../../directory/src/app/seed-installation.ts';
import { directory } from '../../../directory/src/directory.module.ts';
import { type Command, type Streams, UsageError } from '../command.ts';

const USAGE = 'npm run trillium -- install FILE.json';

/** Fills a new installation of several processes: libraries, partners, patrons, and the first accounts, whose passwords are printed once. */
export const install: Command = {
  name: 'install',
  summary: 'fill a new installation from a file and print its first sign-ins',
  usage: `${USAGE}\n\nThe file: {"consortium": {"name": …}, "libraries": […], "agreements": […], "partners": […], "patrons": […], "accounts": […]}; see deploy/installation.example.json.\nNeeds DATABASE_URL (and KAFKA_BROKERS, where services talk over Kafka). Again is harmless: what is there stays.`,

  async run(args, streams) {
    const data = readFile(args);
    const running = await runServices([directory], {
      environment: { LOG_LEVEL: 'error', ...process.env, PORT: '0' },
      embedded: false,
    });
    try {
      const { made, signIns } = await running.get('directory', SeedInstallation).execute(data);
      streams.out(
        Object.entries(made)
          .map(([what, count]) => `${count} ${what}`)
          .join(', ') + ' made.',
      );
      for (const { library, username, password, displayName } of signIns)
        streams.out(`${library}\t${username}\t${password}\t${displayName}`);
      return 0;
    } catch (error) {
      return tell(error, streams);
    } finally {
      await running.close();
    }
  },
};

function readFile(args: readonly string[]): InstallationData {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [file, ...rest] = positionals;
  if (!file || rest.length) throw new UsageError('Name one file.', USAGE);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as InstallationData;
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`, 'Correct the file, or name another');
  }
}

function tell(error: unknown, { err }: Streams): 1 {
  if (error instanceof ZodError) for (const { path, message } of error.issues) err(`${path.join('.')}: ${message}`);
  else if (error instanceof RejectionError) err(`${error.rejection.field ?? ''} ${error.message}`.trim());
  else throw error;
  return 1;
}

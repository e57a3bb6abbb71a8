import { nearest } from '#lib/kernel';
import { books } from './books/books.ts';
import { type Command, type ExitCode, type Streams, UsageError } from './command.ts';
import { decide } from './decide/decide.ts';
import { doctor } from './doctor/doctor.ts';
import { install } from './install/install.ts';
import { backup } from './keeping/backup.ts';
import { restore } from './keeping/restore.ts';
import { policy } from './policy/policy.ts';

const COMMANDS: readonly Command[] = [decide, policy, install, backup, restore, books, doctor];

const help = (streams: Streams): void => {
  streams.out('npm run trillium -- <command>\n');
  for (const { name, summary } of COMMANDS) streams.out(`  ${name.padEnd(10)} ${summary}`);
  streams.out('\n  <command> --help says more. Exit code: 0 done, 1 something was found, 2 wrong use.');
};

/** Runs one command line; the exit code. */
export async function run(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  const [name, ...args] = argv;
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    help(streams);
    return name ? 0 : 2;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) {
    const meant = nearest(
      name,
      COMMANDS.map((known) => known.name),
    );
    streams.err(`There is no command "${name}".${meant ? ` Did you mean "${meant}"?` : ''}`);
    help({ ...streams, out: streams.err });
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    streams.out(`${command.summary}\n\n${command.usage}`);
    return 0;
  }
  try {
    return await command.run(args, streams);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.err(`${error.message}\n  → ${error.remedy}`);
    return 2;
  }
}

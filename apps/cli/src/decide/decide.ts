import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { localDate } from '#lib/kernel';
import { projectRoot } from '#lib/service';
import { readRequestsFile, type RequestsFile } from '../../../intake/src/app/read-requests-file.ts';
import { loadPolicies } from '../../../sourcing/src/offline/index.ts';
import { type Command, type Streams, UsageError } from '../command.ts';
import { decideFile } from './decide-file.ts';
import { Desk } from './desk.ts';
import { isRefused, type Line } from './line.ts';
import { nothingAround } from './none.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { startSandbox } from './sandbox.ts';
import type { Surroundings } from './surroundings.ts';
import { readTitleLists } from './title-lists.ts';
import { writeWorkbook } from './workbook.ts';

const HELP = `${USAGE}

FILE        requests as CSV, in ILLiad's columns; Library is one more
--world     none: only what the file and your title lists say, all else is unknown;
            sandbox: the demo's simulated world, started here and stopped again
--out       writes there, as JSON lines or as an Excel workbook by the name's ending; else JSON lines are printed
--library   for lines that name none
--today     decides as on that day (none: today; sandbox: 2025-10-06)
--licenses  a title list in KBART, of --library or as LCC=LIST.tsv; may be given several times

A line that cannot be read gives a line with its error, and exit code 1. Nothing is ordered, reserved or kept.`;

/** Decides the requests of a file by the shipped policy, without a server. */
export const decide: Command = {
  name: 'decide',
  summary: 'decide a file of requests and say why, without a server',
  usage: HELP,

  async run(args, streams) {
    const options = readOptions(args);
    const lists = readTitleLists(options.licenses, options.library);
    const compiled = await loadPolicies(join(projectRoot(), 'rules'));
    const around =
      options.world === 'none'
        ? nothingAround(options.today, compiled.sourcing.policy.currency, lists)
        : await startSandbox({ today: options.today, lists });
    try {
      if (options.library) knownOrThrow(options.library, around);
      const file = readFile(options.file, around);
      for (const warning of file.warnings) streams.err(`Note: ${warning}`);
      const tally = new Tally();
      await write(options, tally.of(decideFile(file, new Desk(around, compiled), options.library)), streams);
      if (options.out) streams.out(`${tally.words}, written to ${options.out.file}.`);
      return tally.refused ? 1 : 0;
    } finally {
      await around.close();
    }
  },
};

function knownOrThrow(library: string, around: Surroundings): void {
  const known = around.library(library);
  if (!known.ok) throw new UsageError(known.error.message, known.error.remedy ?? 'Name another library');
}

function readFile(file: string, { now }: Surroundings): RequestsFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, 'Name a CSV file that is there');
  }
  // a day that has passed everywhere; the library's own calendar is asked line by line
  const read = readRequestsFile(bytes, { today: localDate(now, 'Etc/GMT+12') });
  if (read.ok) return read.value;
  const { field, message, remedy } = read.error;
  throw new UsageError(`${file}${field ? `, ${field}` : ''}: ${message}`, remedy ?? 'Correct the file');
}

async function write({ out }: Options, lines: AsyncIterable<Line>, streams: Streams): Promise<void> {
  if (out?.as === 'xlsx') return writeWorkbook(out.file, lines);
  if (!out) {
    for await (const line of lines) streams.out(JSON.stringify(line));
    return;
  }
  const file = await open(out.file, 'w');
  try {
    for await (const line of lines) await file.write(`${JSON.stringify(line)}\n`);
  } finally {
    await file.close();
  }
}

/** Counts the lines that go by. */
class Tally {
  decided = 0;
  refused = 0;

  async *of(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
    for await (const line of lines) {
      if (isRefused(line)) this.refused += 1;
      else this.decided += 1;
      yield line;
    }
  }
  get words(): string {
    return `${this.decided} decided${this.refused ? `, ${this.refused} refused` : ''}`;
  }
}

import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LibrarySymbol } from '#lib/contracts';
import { UsageError } from '../command.ts';

export const USAGE =
  'npm run trillium -- decide FILE --world none|sandbox [--out F.jsonl|F.xlsx] [--library LCC] [--today 2025-10-06] [--licenses LIST.tsv]';

export interface Options {
  readonly file: string;
  readonly world: 'none' | 'sandbox';
  readonly out?: { readonly file: string; readonly as: 'jsonl' | 'xlsx' };
  readonly library?: string;
  readonly today?: string;
  readonly licenses: readonly string[];
}

/** @throws UsageError naming what is wrong and what to write instead */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [file, ...rest] = positionals;
  if (!file || rest.length) throw new UsageError(file ? `Only one file: ${rest[0]} is one too many.` : 'Name the file.', USAGE);
  const { world, library, today, out, licenses = [] } = values;
  if (world !== 'none' && world !== 'sandbox')
    throw new UsageError(
      world ? `There is no world "${world}".` : 'Say against which world to decide.',
      '--world none: only what the file and your lists say. --world sandbox: the simulated world of the demo',
    );
  if (library !== undefined && !LibrarySymbol.safeParse(library).success)
    throw new UsageError(`--library "${library}" is no library's symbol.`, 'Give capital letters and digits, e.g. --library LCC');
  if (today !== undefined && !isDay(today)) throw new UsageError(`--today "${today}" is no day.`, 'Write it as 2025-10-06');
  return {
    file,
    world,
    licenses,
    ...(out !== undefined && { out: outFile(out) }),
    ...(library && { library }),
    ...(today && { today }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        world: { type: 'string' },
        out: { type: 'string' },
        library: { type: 'string' },
        today: { type: 'string' },
        licenses: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, USAGE);
  }
}

const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

function outFile(file: string): NonNullable<Options['out']> {
  const as = /\.(jsonl|xlsx)$/i.exec(file)?.[1]?.toLowerCase();
  if (!as) throw new UsageError(`--out ${file}: the name says no format.`, 'End it in .jsonl or .xlsx');
  const folder = dirname(resolve(file));
  // before the work, not after it
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--out ${file}: there is no folder ${folder}.`, 'Make the folder first, or name another');
  return { file, as: as as 'jsonl' | 'xlsx' };
}

import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backup as makeBackup, KeepingError, nameOfBackup, pruneBackups } from '#lib/keeping';
import { type Command, UsageError } from '../command.ts';
import { passphrase, PASSPHRASE } from './passphrase.ts';
import { openPlace } from './place.ts';
import { count, rate, seconds, sizeOf } from './words.ts';

const USAGE = `npm run trillium -- backup --out FILE|FOLDER [--keep N] [--with-secrets] [--data DIR]

Backs up database and files as they are at one moment, while everything goes on.

  --out FILE      where to; into a folder that is there, under a name with date and time
  --keep N        with a folder: of the backups in it keep the N newest, this one included
  --with-secrets  also secrets.json, sealed by a passphrase (${PASSPHRASE}, or asked for).
                  Without it keep that file apart: nobody can read the patrons' names without it.
  --data DIR      the data folder (default: TRILLIUM_DATA_DIR, else ./.trillium)`;

export const backup: Command = {
  name: 'backup',
  summary: 'back up database and files while everything goes on',
  usage: USAGE,

  async run(args, { out, err }) {
    const { out: target, keep, secrets, data } = readArguments(args);
    const key = secrets ? await passphrase('Passphrase for the secrets: ') : undefined;
    const place = await openPlace({ data });
    try {
      const folder = isFolder(target) ? target : undefined;
      const file = folder ? join(folder, nameOfBackup(new Date())) : target;
      const made = await makeBackup({ ...place, file, passphrase: key });
      out(`${count(made.rows, 'row')} of ${count(made.tables, 'table')} and ${count(made.files, 'file')} are in ${file}.`);
      out(
        `${sizeOf(made.size)} (${sizeOf(made.bytes)} read) in ${seconds(made.milliseconds)}, ${rate(made.bytes, made.milliseconds)}`,
      );
      if (!secrets) out('secrets.json is not in it: keep it elsewhere, once. Without it the backup’s names cannot be read.');
      if (place.transport === 'kafka')
        out('Messages that the brokers held and no service had taken in are not in it: see docs/operations.md.');
      if (folder && keep) for (const gone of pruneBackups(folder, keep)) out(`removed ${gone}`);
      return 0;
    } catch (error) {
      if (!(error instanceof KeepingError)) throw error;
      err(error.message);
      return 1;
    } finally {
      await place.close();
    }
  },
};

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

function readArguments(args: readonly string[]): { out: string; keep?: number; secrets: boolean; data?: string | undefined } {
  const [first = ''] = USAGE.split('\n');
  let values: { out?: string; keep?: string; 'with-secrets'?: boolean; data?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        keep: { type: 'string' },
        'with-secrets': { type: 'boolean' },
        data: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message, first);
  }
  if (!values.out) throw new UsageError('Say where the backup goes.', first);
  const out = resolve(values.out);
  if (!isFolder(out) && !existsSync(dirname(out)))
    throw new UsageError(`There is no folder ${dirname(out)}.`, 'Make it, or name another: --out FILE');
  const keep = values.keep === undefined ? undefined : Number(values.keep);
  if (keep !== undefined && !(Number.isInteger(keep) && keep > 0))
    throw new UsageError(`"${values.keep}" is no number of backups to keep.`, 'Give a whole number from 1: --keep 7');
  if (keep && !isFolder(out))
    throw new UsageError('--keep goes with a folder.', 'Name a folder that is there: --out FOLDER --keep 7');
  return { out, ...(keep && { keep }), secrets: values['with-secrets'] ?? false, data: values.data };
}

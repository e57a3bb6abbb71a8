import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { folderOwner } from '#lib/service';
import {
  DamagedBackup,
  KeepingError,
  openSecrets,
  restore as restoreBackup,
  type RestoreSummary,
  verifyBackup,
} from '#lib/keeping';
import { ledgerCheck } from '../../../payment/src/ledger-check.ts';
import { type Command, type Streams, UsageError } from '../command.ts';
import { passphrase, PASSPHRASE } from './passphrase.ts';
import { openPlace, type Place } from './place.ts';
import { count, seconds } from './words.ts';

const USAGE = `npm run trillium -- restore FILE [--verify] [--replace] [--into URL] [--with-secrets] [--nothing-since] [--data DIR]

Restores a backup: all of it or nothing. A backup of an earlier version is brought to this one. Trillium must not run.

  --verify         restore it into a database made for that and removed again, and check it; touches nothing else
  --replace        replace what the database holds
  --into URL       into another database, postgresql://…, which has to be empty; files stay where they are
  --with-secrets   put the secrets.json of the backup into the data folder (${PASSPHRASE}, or asked for)
  --nothing-since  nothing has run since the backup was made (a move): work for the outside goes on without a look-up
  --data DIR       the data folder (default: TRILLIUM_DATA_DIR, else ./.trillium)`;

interface Arguments {
  readonly file: string;
  readonly verify: boolean;
  readonly replace: boolean;
  readonly into?: string | undefined;
  readonly secrets: boolean;
  readonly nothingSince: boolean;
  readonly data?: string | undefined;
}

export const restore: Command = {
  name: 'restore',
  summary: 'restore a backup, or verify that it could be',
  usage: USAGE,

  async run(args, streams) {
    const given = readArguments(args);
    try {
      return await (given.verify ? verify(given, streams) : bringBack(given, streams));
    } catch (error) {
      if (!(error instanceof KeepingError || error instanceof DamagedBackup)) throw error;
      streams.err(error.message);
      return 1;
    }
  },
};

async function verify({ file }: Arguments, { out, err }: Streams): Promise<0 | 1> {
  const checked = await verifyBackup(file, async (client) => (await ledgerCheck(client)).faults);
  tell(checked, out);
  for (const fault of checked.faults) err(fault);
  out(
    checked.faults.length
      ? `${checked.faults.length} things are wrong in it.`
      : 'Every part is as it was written, it loads, and the ledger adds up. Nothing else was touched.',
  );
  return checked.faults.length ? 1 : 0;
}

async function bringBack(given: Arguments, { out }: Streams): Promise<0> {
  const key = given.secrets ? await passphrase('Passphrase of the secrets: ') : undefined;
  const owner = given.into ? undefined : folderOwner(resolve(given.data ?? process.env['TRILLIUM_DATA_DIR'] ?? '.trillium'));
  if (owner) throw new KeepingError(`Trillium runs on this data folder (process ${owner}). Stop it, then restore.`);
  const place = await openPlace({ data: given.data, url: given.into });
  try {
    if (!place.databasePassword && key === undefined)
      throw new KeepingError(
        `There are no secrets in ${place.folder} yet. Put the secrets.json of the installation there, or say --with-secrets where the backup holds them.`,
      );
    const summary = await restoreBackup({
      ...place,
      file: given.file,
      // roles get their real passwords at the next start
      databasePassword: place.databasePassword ?? place.version.padEnd(32, '-'),
      ...(given.into ? { folder: undefined } : {}),
      replace: given.replace,
      nothingSince: given.nothingSince,
      ...(key !== undefined && { onSecrets: async (sealed) => putSecrets(place, openSecrets(sealed, key)) }),
    });
    tell(summary, out);
    if (summary.unsureJobs)
      out(
        `${count(summary.unsureJobs, 'job')} for the outside may have been done since: looked up there, or shown to staff as "unsure", before anything is done again.`,
      );
    out('Start Trillium as always.');
    return 0;
  } finally {
    await place.close();
  }
}

function putSecrets({ folder }: Place, secrets: string): void {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return;
  writeFileSync(file, secrets, { mode: 0o600 });
}

function tell({ about, tables, rows, files, upgraded, milliseconds }: RestoreSummary, out: Streams['out']): void {
  out(`A backup of ${about.madeAt.slice(0, 16).replace('T', ' ')} UTC, made by Trillium ${about.trillium}.`);
  out(`${count(rows, 'row')} of ${count(tables, 'table')} and ${count(files, 'file')} in ${seconds(milliseconds)}`);
  for (const [service, names] of Object.entries(upgraded)) out(`${service} was brought to this version: ${names.join(', ')}`);
}

function readArguments(args: readonly string[]): Arguments {
  const [first = ''] = USAGE.split('\n');
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        verify: { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
        into: { type: 'string' },
        'with-secrets': { type: 'boolean', default: false },
        'nothing-since': { type: 'boolean', default: false },
        data: { type: 'string' },
      },
    });
    const [file, ...rest] = positionals;
    if (!file || rest.length) throw new Error('Name one backup.');
    if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
    if (values.into && !/^postgres(ql)?:\/\/./.test(values.into))
      throw new Error(`"${values.into}" is no address of a database: postgresql://user:password@host:5432/name`);
    return {
      file,
      verify: values.verify,
      replace: values.replace,
      into: values.into,
      secrets: values['with-secrets'],
      nothingSince: values['nothing-since'],
      data: values.data,
    };
  } catch (error) {
    throw new UsageError((error as Error).message, first);
  }
}

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newestBackup } from '#lib/keeping';
import { bad, type Finding, good, note } from './check.ts';

const HOUR = 3_600_000;

/** How old the last backup is; says nothing of an installation that is not there yet. */
export function checkBackups(
  data: string,
  environment: Readonly<Record<string, string | undefined>>,
  now = new Date(),
): Finding[] {
  if (!environment['DATABASE_URL'] && !existsSync(join(data, 'postgres/PG_VERSION'))) return [];
  const folder = resolve(environment['TRILLIUM_BACKUP_FOLDER'] || join(data, 'backups'));
  const command = `npm run trillium -- backup --out ${folder}`;
  const last = newestBackup(folder);
  if (!last) return [note('backup', `none in ${folder} yet; make one: ${command}`)];
  const hours = Math.floor((now.getTime() - last.at.getTime()) / HOUR);
  const every = Number(environment['TRILLIUM_BACKUP_EVERY'] || 24) || 24;
  const age = hours < 48 ? `${hours} ${hours === 1 ? 'hour' : 'hours'} old` : `${Math.floor(hours / 24)} days old`;
  if (hours > 2 * every)
    return [
      bad('backup', `the last is ${age}: ${last.file}`, `Look into the log why no newer was made, and make one: ${command}`),
    ];
  return [good('backup', `the last is ${age}: ${last.file}`)];
}

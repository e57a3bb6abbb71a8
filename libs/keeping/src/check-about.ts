import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readMigrations } from '#lib/service';
import { type About, includesKeys, KeepingError } from './format.ts';

interface Here {
  readonly root: string;
  readonly version: string;
  readonly secrets?: About['secrets'];
  readonly topicPrefix?: string | undefined;
  readonly nothingSince?: boolean;
}

/**
 * Whether this version of Trillium, with these secrets, can take the backup.
 * @throws KeepingError saying why not and what to do
 */
export function checkAbout(about: About, { root, version, secrets = {}, topicPrefix, nothingSince }: Here): void {
  if (about.topicPrefix !== undefined && about.topicPrefix === topicPrefix && !nothingSince)
    throw new KeepingError(
      `The topics "${topicPrefix}.…" hold messages of the time after the backup, which the restored services must not hear. ` +
        `Set another TRILLIUM_TOPIC_PREFIX, e.g. ${topicPrefix}-2, here and for every service, then restore.`,
    );
  for (const [service, applied] of Object.entries(about.services)) {
    const known = new Map(
      readMigrations(join(root, 'apps', service, 'prisma/migrations')).map(({ name, sql }) => [
        name,
        createHash('sha256').update(sql).digest('hex'),
      ]),
    );
    const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name);
    if (unknown.length)
      throw new KeepingError(
        `The backup was made by a newer Trillium (${about.trillium}; this is ${version}): ${service} does not know ${unknown.join(', ')}. Install that version or a later one, then restore.`,
      );
    const edited = applied.find(({ name, checksum }) => known.get(name) !== checksum);
    if (edited)
      throw new KeepingError(
        `${service}: the migration ${edited.name} is not the one the backup was made with. Restore with an unchanged Trillium.`,
      );
  }
  for (const [name, mark] of Object.entries(about.secrets))
    if (secrets[name] && !includesKeys(secrets[name], mark))
      throw new KeepingError(
        `The secret ${name} of this installation is not the one the backup was made with: what it protects could not be read or found again. ` +
          'Put the secrets.json kept beside that backup into the data folder (or restore with --with-secrets), then restore.',
      );
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { withFolderLock } from '../folder-lock.ts';
import type { BaseConfig } from './base.ts';

export interface Secrets {
  readonly session: string;
  readonly databasePassword: string;
  readonly patronKey: string;
  /** One or more, separated by commas; the first seals, all open. */
  readonly seal: string;
}

const secret = z.string().min(32);
const Kept = z.object({ session: secret, databasePassword: secret, patronKey: secret, seal: secret.optional() });
const fresh = (): string => randomBytes(32).toString('base64url');

/**
 * The installation's secrets: from the environment, else made once and kept in the data folder (mode 0600), so that every process of
 * this machine agrees.
 * @throws Error naming the file when it cannot be read or is damaged
 */
export async function findSecrets(base: BaseConfig): Promise<Secrets> {
  const given = {
    session: base.SESSION_SECRET,
    databasePassword: base.TRILLIUM_DB_PASSWORD_SECRET,
    patronKey: base.TRILLIUM_PATRON_KEY_SECRET,
    seal: base.TRILLIUM_SEAL_SECRET,
  };
  const missing = Object.values(given).includes(undefined);
  const kept = missing ? await keptSecrets(base.TRILLIUM_DATA_DIR) : undefined;
  return {
    session: given.session ?? kept?.session ?? '',
    databasePassword: given.databasePassword ?? kept?.databasePassword ?? '',
    patronKey: given.patronKey ?? kept?.patronKey ?? '',
    seal: given.seal ?? kept?.seal ?? '',
  };
}

async function keptSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json');
  mkdirSync(folder, { recursive: true });
  return withFolderLock(`${file}.lock`, async () => {
    if (!existsSync(file)) keep(file, { session: fresh(), databasePassword: fresh(), patronKey: fresh(), seal: fresh() });
    let kept;
    try {
      kept = Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (cause) {
      throw new Error(
        `The secrets in ${file} cannot be read. Restore the file from a backup, or set SESSION_SECRET, TRILLIUM_DB_PASSWORD_SECRET, TRILLIUM_PATRON_KEY_SECRET and TRILLIUM_SEAL_SECRET.`,
        { cause },
      );
    }
    // installations from before there were seals
    const whole = { ...kept, seal: kept.seal ?? fresh() };
    if (!kept.seal) keep(file, whole);
    return whole;
  });
}

/** Whole or not at all, and for this user's eyes only. */
function keep(file: string, secrets: Secrets): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from '../command.ts';

export const PASSPHRASE = 'TRILLIUM_RUN_BACKUP_PASSPHRASE';

/** The passphrase for the secrets: from the environment, or asked for without showing it. @throws UsageError where nobody can be asked */
export async function passphrase(question: string): Promise<string> {
  const given = process.env[PASSPHRASE];
  if (given) return given;
  if (!process.stdin.isTTY)
    throw new UsageError(
      'There is no passphrase for the secrets.',
      `Set ${PASSPHRASE}, or call it from a terminal, which asks for it`,
    );
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write(question);
  const lines = createInterface({ input: process.stdin, output: hidden, terminal: true });
  try {
    return await new Promise<string>((answer) => lines.question('', answer));
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

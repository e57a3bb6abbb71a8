import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NoticeLanguage } from '#lib/contracts';
import { reject, unwrap } from '#lib/kernel';
import { Database, statement, type Tx } from '#lib/messaging';
import { httpRejection, Mailer, messageIdOf, saidBy, Seals } from '#lib/service';
import { MAIL_ADDRESS } from '../../domain/connector/kinds.ts';
import { checkWords } from '../../domain/notice/template.ts';
import type { NoticeKind } from '../../domain/notice/words/words.ts';
import { namedOf, type CredentialRow } from '../names/identities.ts';
import { NameSafe } from '../names/name-safe.ts';
import { composeExample, type Composed, type NotMade } from './compose.ts';

const OWN = statement(`select c.sealed, c.username, c.display_name, c.email from credential c where c.account_id = $1`);
const LIMIT_MS = 20_000;

export interface Draft {
  readonly notice: NoticeKind;
  readonly language: NoticeLanguage;
  readonly subject: string;
  readonly body: string;
}

/** Sends a notice with an example's names to whoever writes its words: the same way as to a patron, and at once, to hear what comes of it. */
@Injectable()
export class TestNotice {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
    private readonly seals: Seals,
    private readonly mailer: Mailer,
  ) {}

  /** @throws HttpRejection saying what the mail server said */
  async send(tenant: string, account: string, { notice, language, ...words }: Draft): Promise<{ sentTo: 'you' | 'library' }> {
    unwrap(checkWords(notice, words));
    const [to, made] = await this.database.transaction(
      { tenant },
      async (tx): Promise<[string | undefined, Composed | NotMade]> => {
        const own = await this.#addressOf(tx, account);
        return [own, await composeExample(tx, this.seals, { notice, language, words, to: own })];
      },
    );
    if ('why' in made)
      throw httpRejection(
        422,
        reject('no-mail-server', 'The library has connected no mail server.', { remedy: 'Set one up under Set-up, Mail.' }),
      );
    const { server, mail } = made;
    const messageId = messageIdOf(`test-${randomUUID()}`, mail.from.address);
    try {
      await this.mailer.send(server, { ...mail, subject: `[Test] ${mail.subject}`, messageId }, AbortSignal.timeout(LIMIT_MS));
    } catch (error) {
      const said = saidBy((error as Error).message);
      throw httpRejection(
        422,
        reject('not-sent', `${said.charAt(0).toUpperCase()}${said.slice(1)}.`, {
          remedy: 'Test the connection under Set-up, Mail.',
        }),
      );
    }
    return { sentTo: to ? 'you' : 'library' };
  }

  async #addressOf(tx: Tx, account: string): Promise<string | undefined> {
    if (!/^[0-9a-f-]{36}$/.test(account)) return undefined;
    const [row] = await tx.query<CredentialRow>(OWN, [account]);
    const email = row && namedOf(account, row, await this.names.library(tx)).email;
    return email && MAIL_ADDRESS.test(email) ? email : undefined;
  }
}

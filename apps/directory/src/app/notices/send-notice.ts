import { Inject } from '@nestjs/common';
import type { NoMail } from '#lib/contracts';
import {
  Database,
  JobHandler,
  NotSent,
  PermanentError,
  type Job,
  type JobFailure,
  type JobRunner,
  type Tx,
} from '#lib/messaging';
import { BASE_CONFIG, CONFIG, mailBackoff, Mailer, messageIdOf, Refused, Seals, type BaseConfig } from '#lib/service';
import { NameSafe } from '../names/name-safe.ts';
import { composeNotice, type MailIn } from './compose.ts';
import { stepNotice, type SendNotice } from './tell.ts';

/** Found out at the last moment: there is nobody to write to any more, or nothing to write by. */
class NotMailed extends PermanentError {
  constructor(
    readonly why: NoMail,
    readonly detail: string | undefined,
  ) {
    super(`no mail: ${why}${detail ? `, ${detail}` : ''}`);
  }
}

/**
 * Hands a notice to the library's mail server. Address, name and words are looked up only now and go nowhere else: neither the job nor
 * any table holds them. A mail that may have got there is never sent again by itself: then a person looks.
 */
@JobHandler('send-notice', { timeoutMs: 60_000, attempts: 7, concurrency: 6, backoff: mailBackoff })
export class SendNoticeJob implements JobRunner<SendNotice, void> {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
    private readonly seals: Seals,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
    @Inject(CONFIG) private readonly mailIn: MailIn,
    private readonly mailer: Mailer,
  ) {}

  async run({ id, tenant, payload }: Job<SendNotice>, signal: AbortSignal): Promise<void> {
    const made = await this.#compose(tenant, payload.noticeId);
    if ('why' in made) throw new NotMailed(made.why, made.detail);
    const { server, mail } = made;
    await this.mailer.send(server, { ...mail, messageId: messageIdOf(`notice-${id}`, mail.from.address) }, signal);
  }

  async #compose(tenant: string, noticeId: string): ReturnType<typeof composeNotice> {
    try {
      return await this.database.transaction({ tenant }, (tx) =>
        composeNotice(tx, { names: this.names, seals: this.seals, base: this.base, mailIn: this.mailIn }, noticeId),
      );
    } catch (error) {
      // before anything was sent, whatever it is
      throw new NotSent(`the mail could not be made: ${(error as Error).message}`);
    }
  }

  async done(tx: Tx, { payload }: Job<SendNotice>): Promise<void> {
    await stepNotice(tx, payload.noticeId, { type: 'take', at: tx.now().toISOString() });
  }

  async failed(tx: Tx, { payload }: Job<SendNotice>, { reason, error, message }: JobFailure): Promise<void> {
    const at = tx.now().toISOString();
    if (reason === 'perhaps-sent') return void (await stepNotice(tx, payload.noticeId, { type: 'doubt', at, why: 'broke-off' }));
    if (error instanceof NotMailed) {
      const { why, detail } = error;
      const type = FOR_STAFF.includes(why) ? 'fail' : 'withhold';
      return void (await stepNotice(tx, payload.noticeId, { type, at, why, ...(detail && { detail }) }));
    }
    const why: NoMail = error instanceof Refused ? 'refused' : 'unreachable';
    await stepNotice(tx, payload.noticeId, { type: 'fail', at, why, detail: message.slice(0, 300) });
  }
}

/** What the library can mend: then the notice can go after all. */
const FOR_STAFF: readonly NoMail[] = ['wrong-words', 'no-mail-server'];

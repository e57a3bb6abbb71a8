import { Inject, Logger } from '@nestjs/common';
import { JobHandler, PermanentError, type Job, type JobFailure, type JobRunner, type Tx } from '#lib/messaging';
import { BASE_CONFIG, consoleUrl, mailBackoff, Mailer, messageIdOf, openAccount, Seals, type BaseConfig } from '#lib/service';
import { letterHtml, letterText } from '../../domain/email/write-letter.ts';
import { linkPath } from '../email/links.ts';
import { keepMessage } from '../iso18626/keep.ts';
import type { MailLender } from '../jobs/errands.ts';
import { report, whyNot } from '../jobs/report.ts';

/**
 * Writes to lenders by mail, with links to answer by. A mail that may have got there is not sent again by itself, as a mail server tells no
 * mail from its repeat: what cannot be told counts as a lender that cannot be reached, and Cancel goes after a request that may have arrived.
 */
@JobHandler('mail-lender', { timeoutMs: 60_000, attempts: 7, concurrency: 4, backoff: mailBackoff })
export class MailLenderJob implements JobRunner<MailLender, null> {
  readonly #log = new Logger(MailLenderJob.name);

  constructor(
    private readonly mailer: Mailer,
    private readonly seals: Seals,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  async run({ id, tenant, key, payload }: Job<MailLender>, signal: AbortSignal): Promise<null> {
    const { account, letter, to, from, partner, requestId, at } = payload;
    if (!account) throw new PermanentError('the library has connected no mail server');
    const server = openAccount(this.seals, tenant, account);
    const address = server.settings['from'];
    if (!address) throw new PermanentError('the library’s mail server has no sender');
    const links = letter.answers.map((answer) => {
      const path = linkPath(this.seals, tenant, { attemptId: key, requestId, partner, answer, mail: id.slice(-8) });
      return { answer, url: consoleUrl(this.base) + path };
    });
    const mail = {
      from: { name: from, address },
      replyTo: server.settings['replyTo'],
      to,
      subject: letter.subject,
      text: letterText(letter, links),
      html: letterHtml(letter, links),
      language: 'en',
      messageId: messageIdOf(`lender-${id}`, address),
      references: [messageIdOf(`request-${requestId.slice(0, 36)}`, address)],
      date: new Date(at),
    };
    await this.mailer.send(server, mail, signal);
    return null;
  }
  async done(tx: Tx, { key, payload }: Job<MailLender>): Promise<void> {
    const { partner, said, letter } = payload;
    // what was written, without the links: whoever has one of those answers in the lender's name
    const xml = `${letter.subject}\n\n${letterText({ ...letter, answers: [] }, [])}`;
    await keepMessage(tx, { direction: 'out', attemptId: key, partner, kind: `${said} by e-mail`, xml, answer: 'sent' });
    if (said === 'Request') await report(tx, key, { on: 'sent', by: 'system' });
  }
  async failed(tx: Tx, { key, payload, perhapsSent }: Job<MailLender>, failure: JobFailure): Promise<void> {
    const { partner, said } = payload;
    this.#log.warn(`${partner} was not told "${said}" by mail: ${failure.message}`);
    const reason = `No mail could be sent to ${partner}: ${whyNot(failure)}`;
    await report(tx, key, {
      on: 'unreachable',
      by: 'system',
      said,
      reason,
      perhapsSent: perhapsSent || failure.reason === 'perhaps-sent',
    });
  }
}

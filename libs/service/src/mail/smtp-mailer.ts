import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { NotSent, PermanentError } from '#lib/messaging';
import type { Account } from '../connections/account.ts';
import { Mailer, Refused, type Mail } from './mailer.ts';
import { saidBy } from './said.ts';
import { smtpOptions } from './smtp-server.ts';

/** One step of the conversation, in milliseconds; the job's own limit ends all of them. */
const STEP_MS = 20_000;

interface SmtpError {
  readonly message?: string;
  readonly code?: string;
  readonly response?: string | false;
  readonly responseCode?: number;
}

/** Sends by SMTP (RFC 5321), a connection a mail, and knows how far it came. */
export class SmtpMailer extends Mailer {
  async send(server: Account, mail: Mail, signal: AbortSignal): Promise<void> {
    const message = await composed(mail);
    signal.throwIfAborted();
    const options = await reach(server);
    const connection = new SMTPConnection(options);
    // read by nodemailer once the server has said 354: from then on it may have the mail
    let begun = false;
    const content = new Readable({
      read() {
        begun = true;
        this.push(message);
        this.push(null);
      },
    });
    const cut = (): void => connection.close();
    signal.addEventListener('abort', cut, { once: true });
    try {
      await new Promise<void>((done, fail) => {
        connection.on('error', fail);
        connection.once('end', () => fail(new Error('the connection was closed')));
        const deliver = (): void =>
          connection.send({ from: mail.returnTo ?? mail.from.address, to: [mail.to] }, content, (error) =>
            error ? fail(error) : done(),
          );
        connection.connect((failed) => {
          if (failed) return fail(failed);
          const { auth } = options;
          if (auth) connection.login({ credentials: auth }, (error) => (error ? fail(error) : deliver()));
          else deliver();
        });
      });
      connection.quit();
    } catch (error) {
      connection.close();
      throw meaning(error as SmtpError, begun);
    } finally {
      signal.removeEventListener('abort', cut);
    }
  }
}

/** The address is looked at now, as for a test of the connection. @throws NotSent, or PermanentError for an address that is closed */
async function reach(server: Account): Promise<Awaited<ReturnType<typeof smtpOptions>>> {
  try {
    return await smtpOptions(server, STEP_MS);
  } catch (error) {
    if (error instanceof PermanentError) throw new Refused(error.message);
    throw new NotSent(`the mail server could not be reached: ${(error as Error).message}`);
  }
}

/** What an answer, or its absence, means for the mail (RFC 5321 §4.2.1: 4yz is for now, 5yz for good). */
function meaning({ code, response, responseCode = 0, message = '' }: SmtpError, begun: boolean): Error {
  const said = saidBy(response || message);
  if (code === 'EAUTH' && responseCode >= 500) return new Refused(`the mail server refuses user name and password: ${said}`);
  if (code === 'EREQUIRETLS' || code === 'ETLS' || /CERT/.test(message))
    return new NotSent(`no safe connection to the mail server: ${said}`);
  if (responseCode >= 500) return new Refused(`the mail server said no: ${said}`);
  if (responseCode >= 400) return new NotSent(`the mail server said not now: ${said}`);
  if (begun) return new Error('the connection to the mail server broke off when it may have had the mail');
  return new NotSent(`the mail server could not be reached: ${said || code || 'it hung up'}`);
}

const bracketed = (ids: readonly string[]): string => ids.map((id) => `<${id}>`).join(' ');
const composed = (mail: Mail): Promise<Buffer> =>
  new MailComposer({
    from: mail.from,
    to: { name: '', address: mail.to },
    ...(mail.replyTo && { replyTo: { name: '', address: mail.replyTo } }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    messageId: `<${mail.messageId}>`,
    ...(mail.references?.length && { inReplyTo: bracketed(mail.references.slice(-1)), references: bracketed(mail.references) }),
    date: mail.date,
    // nobody's out-of-office note answers it (RFC 3834 §5)
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': mail.language },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

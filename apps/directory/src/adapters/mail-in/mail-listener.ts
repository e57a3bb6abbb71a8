import { readFileSync } from 'node:fs';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { CONFIG, isWithin, type ConfigOf } from '#lib/service';
import { TakeMail, type Taken } from '../../app/mail-in/take-mail.ts';
import type { directoryConfig } from '../../config.ts';
import { readMail } from './read-mail.ts';

/** The largest mail, in bytes: an answer with a picture or two fits. */
export const LARGEST_MAIL = 10 * 1024 * 1024;
const MOST_CONNECTIONS = 20;
const MOST_RECIPIENTS = 5;
const SILENCE_MS = 60_000;

type Done = (error?: Error | null) => void;
/** What an SMTP client is told (RFC 5321 §4.2.3, RFC 3463). */
const said = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
const UNKNOWN = said(550, '5.1.1 Nobody can be written to at this address any more');
const REFUSED: Readonly<Partial<Record<Taken, Error>>> = {
  'unknown-address': UNKNOWN,
  empty: said(554, '5.6.0 There was no text in the mail: write your answer as text'),
  full: said(552, '5.2.2 There are too many messages about this request: telephone the library'),
};

/**
 * Listens for mail (SMTP, RFC 5321) from the mail servers that the operator names. It takes nothing for anybody but patrons' answers and
 * mails of ours that come back, hands nothing on and sends nothing: it can be no relay and no part of a loop.
 */
@Injectable()
export class MailListener implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(MailListener.name);
  #server: SMTPServer | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: ConfigOf<typeof directoryConfig>,
    private readonly mails: TakeMail,
  ) {}

  /** Where it listens; undefined where it does not. */
  get port(): number | undefined {
    const address = this.#server?.server.address();
    return address && typeof address === 'object' ? address.port : undefined;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { TRILLIUM_MAIL_IN_PORT: port, TRILLIUM_MAIL_IN_HOST: host, TRILLIUM_MAIL_IN_ADDRESS: address } = this.config;
    if (port === undefined) return;
    if (!address)
      throw new Error(
        'TRILLIUM_MAIL_IN_PORT is set, but not the address patrons answer to: set TRILLIUM_MAIL_IN_ADDRESS as well',
      );
    const server = this.#make();
    this.#server = server;
    await new Promise<void>((done, fail) => {
      server.server.once('error', fail);
      server.listen(port, host, () => done());
    });
    this.log.log(`takes mail at ${host}, port ${this.port}`);
  }

  onModuleDestroy(): Promise<void> {
    return new Promise((done) => (this.#server ? this.#server.close(() => done()) : done()));
  }

  #make(): SMTPServer {
    const { TRILLIUM_MAIL_IN_TLS_KEY: key, TRILLIUM_MAIL_IN_TLS_CERT: cert } = this.config;
    const tls = key && cert ? { key: readFileSync(key), cert: readFileSync(cert) } : undefined;
    const server = new SMTPServer({
      banner: 'Trillium',
      size: LARGEST_MAIL,
      maxClients: MOST_CONNECTIONS,
      socketTimeout: SILENCE_MS,
      closeTimeout: 2000,
      disableReverseLookup: true,
      authOptional: true,
      disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      ...tls,
      onConnect: (session, done) => done(this.#mayCome(session)),
      onRcptTo: ({ address }, session, done) => void this.#recipient(address, session, done),
      onData: (stream, session, done) => void this.#data(stream, session, done),
    });
    // a client that hangs up, or speaks no SMTP
    server.on('error', (error) => this.log.debug(`a mail server’s connection: ${error.message}`));
    return server;
  }

  #mayCome({ remoteAddress }: SMTPServerSession): Error | null {
    return isWithin(remoteAddress, this.config.TRILLIUM_MAIL_IN_FROM)
      ? null
      : said(554, '5.7.1 Mail is not taken from this address');
  }

  async #recipient(address: string, { envelope }: SMTPServerSession, done: Done): Promise<void> {
    try {
      if (envelope.rcptTo.length >= MOST_RECIPIENTS) done(said(452, '4.5.3 Too many recipients'));
      else done((await this.mails.knows(address)) ? null : UNKNOWN);
    } catch (error) {
      done(this.#later(error));
    }
  }

  async #data(stream: SMTPServerDataStream, { envelope }: SMTPServerSession, done: Done): Promise<void> {
    try {
      const raw = await all(stream);
      if (!raw) return done(said(552, '5.3.4 The mail is too large: leave out what is attached'));
      const mail = await readMail(raw, envelope.mailFrom ? envelope.mailFrom.address.toLowerCase() : '').catch(() => undefined);
      if (!mail) return done(said(554, '5.6.0 The mail could not be read'));
      const taken: Taken[] = [];
      for (const { address } of envelope.rcptTo) taken.push(await this.mails.take(address, mail));
      // one answer for all of them: who was written to is not written to again
      const good = taken.some((one) => !REFUSED[one]);
      done(good ? null : REFUSED[taken[0]!]);
    } catch (error) {
      done(this.#later(error));
    }
  }

  #later(error: unknown): Error {
    this.log.warn(`mail could not be taken for now: ${(error as Error).message}`);
    return said(451, '4.3.0 Please come back later');
  }
}

/** The whole of what is sent; undefined where it is more than may be held. */
async function all(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // read to its end in any case: the client hears of it only then
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_MAIL) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= LARGEST_MAIL && !stream.sizeExceeded ? Buffer.concat(chunks) : undefined;
}

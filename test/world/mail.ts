import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A mail as it arrived. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
  /** All header lines, by their lower-case names, as they stand. */
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  /** Whether it came by TLS. */
  readonly secure: boolean;
  readonly user?: string;
}

/**
 * How the server misbehaves with one mail. `refuse-recipient` 550 naming the address, `not-now` 451 at RCPT, `refuse-content` 554 after
 * the data, `busy-content` 452 after the data, `slow` answers late, `cut-before` hangs up at MAIL, `cut-after` takes the mail and hangs up
 * without a word, `cut-within` hangs up once the data has begun, `drop` hangs up at once.
 */
export interface MailFault {
  readonly kind:
    | 'refuse-recipient'
    | 'not-now'
    | 'refuse-content'
    | 'busy-content'
    | 'slow'
    | 'cut-before'
    | 'cut-after'
    | 'cut-within'
    | 'drop';
  readonly milliseconds?: number;
}

export interface MailSinkOptions {
  readonly port?: number;
  readonly host?: string;
  /** Asked once for each connection. */
  readonly fault?: () => MailFault | undefined;
  readonly taken: (mail: TakenMail) => void;
  /** Who may send; everybody where left out. */
  readonly user?: { readonly name: string; readonly password: string };
  /** A key and certificate in PEM: STARTTLS is offered. */
  readonly tls?: { readonly key: string; readonly cert: string };
}
export interface MailSink {
  readonly port: number;
  close(): Promise<void>;
}

const answer = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

/** A mail server that takes everything and sends nothing on: real SMTP (RFC 5321), by the smtp-server package. */
export async function startMailSink({
  fault = () => undefined,
  taken,
  user,
  tls,
  port = 0,
  host = '127.0.0.1',
}: MailSinkOptions): Promise<MailSink> {
  const faults = new Map<string, MailFault | undefined>();
  const sockets = new Map<string, () => void>();
  const of = (session: SMTPServerSession): MailFault | undefined => faults.get(session.id);
  const cut = (session: SMTPServerSession): void => sockets.get(session.id)?.();
  const server: SMTPServer = new SMTPServer({
    banner: 'the world takes mail',
    authOptional: !user,
    disabledCommands: [...(user ? [] : ['AUTH' as const]), ...(tls ? [] : ['STARTTLS' as const])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 500,
    ...tls,
    onConnect(session, done) {
      faults.set(session.id, fault());
      for (const one of server.connections as Set<{ session: SMTPServerSession; _socket: { destroy(): void } }>)
        if (one.session.id === session.id) sockets.set(session.id, () => one._socket.destroy());
      if (of(session)?.kind === 'drop') cut(session);
      else done();
    },
    onAuth(auth, _session, done) {
      if (auth.username === user?.name && auth.password === user?.password) done(null, { user: auth.username });
      else done(answer(535, 'wrong user name or password'));
    },
    onMailFrom(_address, session, done) {
      if (of(session)?.kind === 'cut-before') cut(session);
      else done();
    },
    onRcptTo({ address }, session, done) {
      const { kind } = of(session) ?? {};
      if (kind === 'refuse-recipient') done(answer(550, `5.1.1 <${address}>: Recipient address rejected: User unknown`));
      else if (kind === 'not-now') done(answer(451, '4.7.1 Greylisted, please come back'));
      else done();
    },
    onData(stream, session, done) {
      const { kind, milliseconds = 0 } = of(session) ?? {};
      const chunks: Buffer[] = [];
      if (kind === 'cut-within') {
        stream.once('data', () => cut(session));
        return;
      }
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (async () => {
          if (kind === 'refuse-content') return done(answer(554, '5.6.0 This looks like spam'));
          if (kind === 'busy-content') return done(answer(452, '4.3.1 Mail system full'));
          if (kind === 'slow') await new Promise((resolve) => setTimeout(resolve, milliseconds));
          taken(await read(Buffer.concat(chunks), session));
          if (kind === 'cut-after') cut(session);
          else done();
        })();
      });
    },
    onClose(session) {
      faults.delete(session.id);
      sockets.delete(session.id);
    },
  });
  // a caller that hangs up is no fault of the world's
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const end of sockets.values()) end();
        server.close(() => resolve());
      }),
  };
}

async function read(raw: Buffer, { envelope, secure, user }: SMTPServerSession): Promise<TakenMail> {
  const { subject = '', messageId = '', text = '', html = '', headers } = await PostalMime.parse(raw);
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
    subject,
    messageId,
    text,
    html,
    headers: headers.map(({ key, value }) => ({ key, value })),
    secure,
    ...(user && { user }),
  };
}

import { NotSent } from '#lib/messaging';
import { startMailSink, type MailFault, type MailSink, type TakenMail } from '#test/world';
import type { Account } from '../connections/account.ts';
import { openNetworks } from '../outgoing/guard.ts';
import { Refused, type Mail } from './mailer.ts';
import { SmtpMailer } from './smtp-mailer.ts';

const mail: Mail = {
  from: { name: 'Limestone "Community" College', address: 'ill@lcc.example' },
  replyTo: 'ask@lcc.example',
  to: 'reader@mail.example',
  subject: 'Listo para recoger: «Cien años»',
  text: 'Hola.\n',
  html: '<p>Hola.</p>',
  language: 'es',
  messageId: 'notice-1@lcc.example',
  references: ['first@lcc.example', 'answer@mail.example'],
  date: new Date('2025-10-06T14:00:00Z'),
};

describe('handing a mail to a mail server', () => {
  const taken: TakenMail[] = [];
  const faults: MailFault[] = [];
  let sink: MailSink;
  const send = (
    { user, password, address = `smtp://127.0.0.1:${sink.port}` }: { user?: string; password?: string; address?: string } = {
      user: 'ill',
      password: 'right',
    },
    signal = AbortSignal.timeout(5000),
  ): Promise<unknown> => {
    const server: Account = {
      address,
      settings: { from: mail.from.address, ...(user && { user }) },
      secrets: { ...(password && { password }) },
    };
    return new SmtpMailer().send(server, mail, signal).catch((error: unknown) => error);
  };

  beforeAll(async () => {
    sink = await startMailSink({
      taken: (one) => void taken.push(one),
      fault: () => faults.shift(),
      user: { name: 'ill', password: 'right' },
    });
  });
  beforeEach(() => {
    taken.length = 0;
    faults.length = 0;
  });
  afterAll(() => sink?.close());

  it('signs in, and the mail arrives as it was written', async () => {
    expect(await send()).toBeUndefined();
    expect(taken).toMatchObject([
      {
        from: 'ill@lcc.example',
        to: ['reader@mail.example'],
        subject: mail.subject,
        messageId: '<notice-1@lcc.example>',
        text: expect.stringContaining('Hola.'),
        user: 'ill',
      },
    ]);
    const header = (key: string) => taken[0]!.headers.find((one) => one.key === key)?.value;
    expect(['auto-submitted', 'content-language', 'reply-to', 'in-reply-to', 'references'].map(header)).toEqual([
      'auto-generated',
      'es',
      'ask@lcc.example',
      '<answer@mail.example>',
      '<first@lcc.example> <answer@mail.example>',
    ]);
    expect(header('date')).toBe('Mon, 06 Oct 2025 14:00:00 +0000');
  });

  it.each<[string, MailFault['kind'], typeof Refused | typeof NotSent]>([
    ['refused for good', 'refuse-recipient', Refused],
    ['refused once it was read', 'refuse-content', Refused],
    ['refused for now', 'not-now', NotSent],
    ['refused for now once it was read', 'busy-content', NotSent],
    ['broken off before the content', 'cut-before', NotSent],
    ['broken off at once', 'drop', NotSent],
  ])('knows that it was not taken: %s', async (_, kind, type) => {
    faults.push({ kind });
    const error = await send();
    expect(error).toBeInstanceOf(type);
    expect((error as Error).message).not.toContain('reader@mail.example');
    expect(taken).toEqual([]);
  });

  it.each<[MailFault['kind'], number]>([
    ['cut-after', 1],
    ['cut-within', 0],
  ])('does not know whether it was taken: %s', async (kind, arrived) => {
    faults.push({ kind });
    const error = await send();
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(NotSent);
    expect(error).not.toBeInstanceOf(Refused);
    expect(taken).toHaveLength(arrived);
  });

  it('waits no longer than it may, and then does not know either', async () => {
    faults.push({ kind: 'slow', milliseconds: 3000 });
    const error = await send({ user: 'ill', password: 'right' }, AbortSignal.timeout(500));
    expect((error as Error).message).toContain('may have had the mail');
  });

  it('says a wrong password, a server that is not there, and an address that is closed', async () => {
    expect(await send({ user: 'ill', password: 'wrong' })).toBeInstanceOf(Refused);
    expect(await send({ address: 'smtp://127.0.0.1:1' })).toBeInstanceOf(NotSent);
    openNetworks([]);
    try {
      expect(await send()).toBeInstanceOf(Refused);
    } finally {
      openNetworks(['127.0.0.0/8', '::1']);
    }
    expect(taken).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import type { Conversation, TaskList } from '#lib/contracts';
import { RequestUnlinked } from '#lib/contracts';
import { Metrics } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import type { TakenMail } from '#test/world';
import { listen, told } from './__fixtures__/listen.ts';
import { NoticesLab } from './__fixtures__/notices.ts';
import { signedIn } from './__fixtures__/signed-in.ts';
import { MailListener } from './adapters/mail-in/mail-listener.ts';
import { directory } from './directory.module.ts';

const ADDRESS = 'reply@ill.example.org';

describe('answers by mail', () => {
  const database = testDatabase('directory');
  beforeAll(() => listen(database.owner, ['directory.message-written.v1', 'directory.notice-changed.v1']));
  const service = testService(directory, {
    database,
    env: { TRILLIUM_MAIL_IN_ADDRESS: ADDRESS, TRILLIUM_MAIL_IN_PORT: '0', TRILLIUM_MAIL_IN_BOUNCES: 'yes' },
  });
  const { as, ask } = signedIn(service);
  let lab: NoticesLab;
  beforeAll(async () => {
    lab = new NoticesLab(service, database);
    await lab.open();
    await lab.connect('LCC', { replyTo: 'ask@lcc.example' });
    await lab.publish('consortium');
  }, 60_000);
  afterAll(() => lab?.close());
  beforeEach(() => void (lab.mails.length = 0));

  const port = (): number => service.get(MailListener).port!;
  const header = (mail: TakenMail, key: string): string => mail.headers.find((one) => one.key === key)?.value ?? '';
  /** What was told the client: the server's answer, or its refusal. */
  const send = async (to: string, mail: Mail.Options & { envelopeFrom?: string }): Promise<string> => {
    const { envelopeFrom = 'reader@mail.example', ...options } = mail;
    const client = createTransport({ host: '127.0.0.1', port: port(), secure: false, ignoreTLS: true });
    try {
      const sent = await client.sendMail({
        from: 'Reader <reader@mail.example>',
        subject: 'Re:',
        ...options,
        to,
        envelope: { from: envelopeFrom, to },
      });
      return sent.response;
    } catch (error) {
      return (error as { response?: string; message: string }).response ?? (error as Error).message;
    } finally {
      client.close();
    }
  };
  const read = async (request: string): Promise<Conversation['messages']> =>
    ((await ask('get', `requests/${request}/conversation`, await as('LCC', 'desk')).expect(200)).body as Conversation).messages;
  const tasks = async (request: string) =>
    ((await ask('get', 'tasks', await as('LCC', 'desk')).expect(200)).body as TaskList).tasks.filter(
      ({ requestId }) => requestId === request,
    );
  const counted = async (outcome: string): Promise<number> => {
    const { values } = await service.get(Metrics).registry.getSingleMetric('trillium_mail_in_total')!.get();
    return values.find(({ labels }) => labels['outcome'] === outcome)?.value ?? 0;
  };
  /** Staff write; what the patron gets. */
  const written = async (
    more: { email?: string } = {},
  ): Promise<{ request: string; patronRef: string; mail: TakenMail; to: string }> => {
    const patronRef = await lab.patron('LCC', {}, { email: 'reader@mail.example', ...more });
    const request = await lab.ask('LCC', patronRef);
    await ask('post', `requests/${request}/conversation`, await as('LCC', 'desk'), {
      text: 'Shall we get the second edition?',
    }).expect(201);
    await lab.settle();
    const mail = lab.mails.find(({ text }) => text.includes(request))!;
    return { request, patronRef, mail, to: header(mail, 'reply-to') };
  };

  it('land on the request, as text, and wait for staff; the mail says where to', async () => {
    const { request, mail, to } = await written();
    expect(to).toMatch(/^reply\+reply-[a-z2-7]{42}@ill\.example\.org$/);
    // who telephones still finds the library's own address in it
    expect(mail.text).toContain('ask@lcc.example');
    expect(mail.text).toContain('You can answer this mail');
    const quoted = mail.text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    const text = `Yes, please.\n\nOn Mon, Oct 6, 2025 at 4:00 PM Limestone <ill@lcc.example> wrote:\n${quoted}`;
    expect(await send(to, { text })).toMatch(/^250/);
    const [, answer] = await read(request);
    expect(answer).toMatchObject({
      from: 'patron',
      via: 'mail',
      text: 'Yes, please.',
      whole: expect.stringContaining('> Hello Ada'),
    });
    expect(answer).not.toHaveProperty('sender');
    expect(await tasks(request)).toMatchObject([{ kind: 'patron-wrote' }]);
    expect((await told(database.owner, { correlation: request })).at(-1)!.data).toEqual({
      requestId: request,
      from: 'patron',
      via: 'mail',
    });
    // it is answered by nobody but people: no mail has gone out
    await lab.settle();
    expect(lab.mails).toHaveLength(1);
  });

  it.each<[string, Mail.Options, string]>([
    [
      'Latin-1',
      {
        raw: Buffer.from(
          'From: reader@mail.example\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nSí, größer\r\n',
          'latin1',
        ),
      },
      'Sí, größer',
    ],
    ['quoted-printable', { text: 'Sí, größer\n', textEncoding: 'quoted-printable' }, 'Sí, größer'],
    ['base64', { text: '¿Cuándo?\n', textEncoding: 'base64' }, '¿Cuándo?'],
    ['several parts', { text: 'Ja.\n', html: '<p>Ja.</p>' }, 'Ja.'],
    [
      'HTML alone',
      { html: '<p>Ja, <b>gern</b>.</p><div class="gmail_quote"><blockquote>Shall we?</blockquote></div>' },
      'Ja, gern.',
    ],
    ['a script', { html: '<p>Hi<script>alert(1)</script></p>' }, 'Hi'],
  ])('are read as they were written: %s', async (_, mail, text) => {
    const { request, to } = await written();
    expect(await send(to, mail)).toMatch(/^250/);
    expect((await read(request))[1]).toMatchObject({ text });
  });

  it('come once, however often they are sent', async () => {
    const { request, to } = await written();
    const mail = { text: 'Yes.', messageId: `<${randomUUID()}@mail.example>` };
    for (let time = 0; time < 3; time += 1) expect(await send(to, mail)).toMatch(/^250/);
    await Promise.all([send(to.toUpperCase(), mail), send(to, mail)]);
    expect(await read(request)).toHaveLength(2);
    expect(await send(to, { text: 'Yes.' })).toMatch(/^250/);
    expect(await read(request)).toHaveLength(3);
  });

  it('are taken from another address too, and staff see that; files are not', async () => {
    const { request, patronRef, to } = await written();
    const attachments = [{ filename: 'scan.pdf', content: Buffer.from('%PDF') }];
    await send(to, { from: 'Sister <sister@home.example>', text: 'For my brother: yes.', attachments });
    expect((await read(request))[1]).toMatchObject({
      sender: 'sister@home.example',
      attachments: 1,
      text: 'For my brother: yes.',
    });
    const patron = await service.as({ sub: 'p', tenant: 'LCC', roles: ['patron'], patronRef });
    const own = (await ask('get', `requests/${request}/conversation`, patron).expect(200)).body as Conversation;
    expect(own.messages[1]).not.toHaveProperty('sender');
    const { rows } = await database.owner.query(
      `select from directory.conversation_message m where m::text ~ 'sister|brother|PDF'`,
    );
    expect(rows).toEqual([]);
  });

  it('that machines send stand nowhere, and nobody answers them: no loop begins', async () => {
    const { request, to } = await written();
    const before = await counted('automatic');
    await send(to, { text: 'I am away.', headers: { 'Auto-Submitted': 'auto-replied' } });
    await send(to, { text: 'I am away.', envelopeFrom: '' });
    await send(to, { text: 'List', headers: { 'List-Id': '<x.example>' } });
    // our own notice, sent back to us
    await send(to, { text: 'Ready', headers: { 'Auto-Submitted': 'auto-generated' } });
    expect(await counted('automatic')).toBe(before + 4);
    expect(await read(request)).toHaveLength(1);
    await lab.settle();
    expect(lab.mails).toHaveLength(1);
  });

  it('to nobody are refused at the door: unknown, of another library’s key, of what is nobody’s any more', async () => {
    const { request, to } = await written();
    const refused = [
      ADDRESS,
      'somebody@elsewhere.example',
      to.replace(/.{3}@/, 'aaa@'),
      to.replace('reply-', 'bounce-'),
      'reply+reply-aaaa@ill.example.org',
    ];
    for (const address of refused) expect(await send(address, { text: 'Hello' })).toMatch(/^550/);
    await lab.deliver(lab.about(RequestUnlinked, 'LCC', request, { standIn: 'p_standin00000000' }));
    expect(await send(to, { text: 'Hello' })).toMatch(/^550/);
    const { rows } = await database.owner.query('select from directory.conversation_message where request_id = $1', [request]);
    expect(rows).toEqual([]);
  });

  it('that came back undelivered make the notice one that staff look at, once', async () => {
    const { request, mail } = await written();
    expect(mail.from).toMatch(/^reply\+bounce-[a-z2-7]{42}@ill\.example\.org$/);
    expect((await read(request))[0]).toMatchObject({ mail: { status: 'sent' } });
    const report = (action: string) => ({
      envelopeFrom: '',
      raw: `From: mailer-daemon@mail.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\nFinal-Recipient: rfc822; reader@mail.example\r\nAction: ${action}\r\nStatus: 5.1.1\r\n--x--\r\n`,
    });
    expect(await send(mail.from, report('delayed'))).toMatch(/^250/);
    expect((await read(request))[0]).toMatchObject({ mail: { status: 'sent' } });
    expect(await send(mail.from, report('failed'))).toMatch(/^250/);
    expect(await send(mail.from, report('failed'))).toMatch(/^250/);
    // out of office goes where mails come back to, and is none
    expect(await send(mail.from, { text: 'Away', headers: { 'Auto-Submitted': 'auto-replied' }, envelopeFrom: '' })).toMatch(
      /^250/,
    );
    expect((await read(request))[0]).toMatchObject({ mail: { status: 'failed', why: 'came-back' } });
    expect(await tasks(request)).toMatchObject([{ kind: 'notice-failed', reason: expect.stringContaining('came back') }]);
    expect(
      (await told(database.owner, { correlation: request })).map(({ data }) => (data as { status?: string }).status),
    ).toEqual([undefined, 'sent', 'failed']);
    expect(JSON.stringify(await read(request))).not.toContain('Sorry');
  });

  it('too large, empty or unreadable are refused with a word why', async () => {
    const { request, to } = await written();
    expect(await send(to, { text: 'x', attachments: [{ filename: 'a', content: Buffer.alloc(11 * 1024 * 1024) }] })).toMatch(
      /^552/,
    );
    expect(await send(to, { text: '\n \n' })).toMatch(/^554/);
    expect(await read(request)).toHaveLength(1);
  });

  it('are taken from the servers that were named, and from nobody else', async () => {
    const config = service.get(MailListener) as unknown as { config: Record<string, unknown> };
    const before = config.config;
    config.config = { ...before, TRILLIUM_MAIL_IN_FROM: ['10.1.2.0/24'] };
    try {
      const greeting = await new Promise<string>((done) => {
        const socket = connect(port(), '127.0.0.1');
        socket.once('data', (data) => done(data.toString()));
      });
      expect(greeting).toMatch(/^554/);
    } finally {
      config.config = before;
    }
  });

  it('come by a pipe as well: for the library whose key it is', async () => {
    const { request, to } = await written();
    const raw = `From: reader@mail.example\r\nMessage-ID: <${randomUUID()}@mail.example>\r\n\r\nBy a pipe.\r\n`;
    const bring = (who: Record<string, string>, address = to, body = raw) =>
      ask(
        'post',
        `mail-in?to=${encodeURIComponent(address)}`,
        { ...who, 'content-type': 'message/rfc822' },
        body as unknown as object,
      );
    const key = await service.as({ sub: 'key', tenant: 'LCC', roles: ['library-admin'] });
    expect((await bring(key).expect(200)).body).toEqual({ outcome: 'kept' });
    expect((await bring(key).expect(200)).body).toEqual({ outcome: 'repeated' });
    expect((await read(request))[1]).toMatchObject({ text: 'By a pipe.', via: 'mail' });
    await bring(await service.as({ sub: 'key', tenant: 'TSU', roles: ['library-admin'] })).expect(404);
    await bring(key, 'reply+x@ill.example.org').expect(404);
    await bring(key, to, '').expect(400);
    await bring(await as('LCC', 'desk')).expect(403);
  });
});

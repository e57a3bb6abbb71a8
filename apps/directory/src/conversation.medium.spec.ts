import { randomUUID } from 'node:crypto';
import { RequestUnlinked, type Conversation, type TaskList } from '#lib/contracts';
import { testDatabase, testService } from '#lib/testing';
import { listen, told } from './__fixtures__/listen.ts';
import { NoticesLab } from './__fixtures__/notices.ts';
import { signedIn } from './__fixtures__/signed-in.ts';
import { destroyPatron } from './app/erasing/destroy.ts';
import { MOST_MESSAGES } from './domain/conversation/plain.ts';
import { directory } from './directory.module.ts';

describe('what a patron and the library write to each other', () => {
  const database = testDatabase('directory');
  beforeAll(() => listen(database.owner, ['directory.message-written.v1', 'directory.notice-changed.v1']));
  const service = testService(directory, { database });
  const { as, ask } = signedIn(service);
  let lab: NoticesLab;
  beforeAll(async () => {
    lab = new NoticesLab(service, database);
    await lab.open();
    await lab.connect('LCC');
    await lab.publish('consortium');
  }, 60_000);
  afterAll(() => lab?.close());
  beforeEach(() => void (lab.mails.length = 0));

  const desk = () => as('LCC', 'desk');
  const reader = (patronRef: string, tenant = 'LCC') => service.as({ sub: patronRef, tenant, roles: ['patron'], patronRef });
  const path = (request: string) => `requests/${request}/conversation`;
  const read = async (request: string, who: Record<string, string>): Promise<Conversation> =>
    (await ask('get', path(request), who).expect(200)).body as Conversation;
  const write = (request: string, who: Record<string, string>, text: string, id?: string) =>
    ask('post', path(request), who, { text, ...(id && { id }) });
  const tasks = async (request: string) =>
    ((await ask('get', 'tasks', await desk()).expect(200)).body as TaskList).tasks.filter(
      ({ requestId, kind }) => requestId === request && kind === 'patron-wrote',
    );
  const rows = async (request: string): Promise<number> =>
    (await database.owner.query('select from directory.conversation_message where request_id = $1', [request])).rowCount!;

  it('goes to and fro: a task for staff until they answer, a mail for the patron with the words in it', async () => {
    const patronRef = await lab.patron('LCC', { noticeLanguage: 'de' });
    const [request, patron] = [await lab.ask('LCC', patronRef), await reader(patronRef)];
    expect(await read(request, patron)).toEqual({
      requestId: request,
      patronRef,
      side: 'patron',
      messages: [],
      unread: 0,
      full: false,
    });
    await write(request, patron, 'Which <b>edition</b> is it?').expect(201);
    expect(await tasks(request)).toMatchObject([
      {
        title: 'The Lantern Bearers',
        reason: 'The patron has written.',
        actions: [{ name: 'answer-patron' }, { name: 'mark-read' }],
      },
    ]);
    expect(await read(request, await desk())).toMatchObject({
      side: 'staff',
      unread: 1,
      messages: [{ from: 'patron', text: 'Which <b>edition</b> is it?', via: 'page', read: false }],
    });
    // answered from the queue
    const [answer] = (await tasks(request))[0]!.actions;
    await ask('post', answer!.path.replace('/api/directory/', ''), await desk(), {
      text: 'The second.\n\n{{ link }} <script>alert(1)</script>',
    }).expect(201);
    expect(await tasks(request)).toEqual([]);
    await lab.settle();
    expect(lab.mails).toHaveLength(1);
    const [mail] = lab.mails;
    expect(mail).toMatchObject({ subject: 'Zu Ihrer Bestellung: The Lantern Bearers' });
    expect(mail!.text).toContain('Guten Tag Ada Okafor');
    expect(mail!.text).toContain('The second.\n\n{{ link }} <script>alert(1)</script>');
    expect(mail!.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(mail!.html).not.toContain('<script>');
    expect((await read(request, await desk())).messages).toMatchObject([
      { read: true },
      { from: 'staff', mail: { status: 'sent' } },
    ]);
    // the patron reads it; what became of the mail is staff's to know
    const seen = await read(request, patron);
    expect(seen).toMatchObject({ unread: 1, messages: [{ from: 'patron' }, { from: 'staff', read: false }] });
    expect(seen.messages[1]).not.toHaveProperty('mail');
    await ask('post', `${path(request)}/read`, patron, {}).expect(200);
    expect((await read(request, await desk())).messages[1]).toMatchObject({ read: true });
    const heard = await told(database.owner, { correlation: request });
    expect(heard.map(({ data }) => data)).toMatchObject([
      { requestId: request, from: 'patron', via: 'page' },
      { requestId: request, from: 'staff', via: 'page' },
      { notice: 'message', status: 'sent', rule: 'staff-wrote' },
    ]);
    expect(JSON.stringify(heard)).not.toContain('edition');
  });

  it('is read by its two sides only, and says to nobody else that it is there', async () => {
    const patronRef = await lab.patron('LCC');
    const request = await lab.ask('LCC', patronRef);
    await write(request, await reader(patronRef), 'For you alone').expect(201);
    const strangers = [
      await reader(await lab.patron('LCC')),
      await reader(patronRef, 'TSU'),
      await as('TSU', 'desk'),
      await service.as({ sub: 'p', tenant: 'LCC', roles: ['proxy'], patronRef: await lab.patron('LCC') }),
      await service.as({ sub: 's', tenant: 'LCC', roles: ['student'] }),
    ];
    for (const who of strangers) {
      const answers = [
        await ask('get', path(request), who),
        await write(request, who, 'Hello'),
        await ask('post', `${path(request)}/read`, who, {}),
      ];
      for (const { status, body } of answers) {
        expect([403, 404]).toContain(status);
        expect(JSON.stringify(body)).not.toContain('For you alone');
      }
    }
    await ask('get', path(randomUUID()), await desk()).expect(404);
    expect(await read(request, await desk())).toMatchObject({ unread: 1, messages: [{ text: 'For you alone' }] });
    // whoever works at the desk is a patron with what is theirs
    const both = await service.as({ sub: 'b', tenant: 'LCC', roles: ['staff', 'patron'], patronRef });
    expect(await read(request, both)).toMatchObject({ side: 'patron', unread: 0 });
    const seen = await database.owner.query(
      `select account, detail from directory.access where subjects @> array[$1::text] and kind = 'request'`,
      [patronRef],
    );
    expect(seen.rows).toEqual([{ account: expect.any(String), detail: { conversation: true } }]);
  });

  it('is sealed: nothing of it is in clear in the table', async () => {
    const patronRef = await lab.patron('LCC');
    const request = await lab.ask('LCC', patronRef);
    await write(request, await reader(patronRef), 'a very particular sentence').expect(201);
    const found = await database.owner.query(`select from directory.conversation_message m where m::text ilike '%particular%'`);
    expect([found.rowCount, await rows(request)]).toEqual([0, 1]);
  });

  it('is kept once, however often the same is sent, also at once', async () => {
    const patronRef = await lab.patron('LCC');
    const [request, patron, id] = [await lab.ask('LCC', patronRef), await reader(patronRef), randomUUID()];
    await Promise.all([1, 2, 3, 4].map(() => write(request, patron, 'Once', id).expect(201)));
    expect(await rows(request)).toBe(1);
    await write(request, patron, '   ').expect(422);
    const { body } = await write(request, patron, 'x'.repeat(5001)).expect(422);
    expect(body).toMatchObject({ code: 'too-long', field: 'text' });
    expect(await rows(request)).toBe(1);
  });

  it('tells staff where no mail goes, and has an end', async () => {
    const patronRef = await lab.patron('LCC', { noticeChannel: 'none' });
    const request = await lab.ask('LCC', patronRef);
    await write(request, await desk(), 'Do you still want it?').expect(201);
    await lab.settle();
    expect(lab.mails).toEqual([]);
    expect((await read(request, await desk())).messages).toMatchObject([{ mail: { status: 'withheld', why: 'wants-none' } }]);
    await database.owner.query(
      `insert into directory.conversation_message (id, tenant, request_id, writer, via, sealed, at)
       select gen_random_uuid(), tenant, request_id, writer, via, sealed, at from directory.conversation_message, generate_series(1, $2)
       where request_id = $1`,
      [request, MOST_MESSAGES - 1],
    );
    const { body } = await write(request, await reader(patronRef), 'One more').expect(422);
    expect(body).toMatchObject({ code: 'conversation-full', remedy: expect.stringContaining('telephone') });
    await database.owner.query('delete from directory.conversation_message where request_id = $1', [request]);
  });

  it('goes with the request’s unlinking, with the patron’s erasure, and where the request turns out to be another’s', async () => {
    const [one, other] = [await lab.patron('LCC'), await lab.patron('LCC')];
    const requests = await Promise.all([one, one, one].map((patronRef) => lab.ask('LCC', patronRef)));
    for (const request of requests) await write(request, await reader(one), 'About this').expect(201);
    const [unlinked, moved, erased] = requests as [string, string, string];
    await lab.deliver(lab.about(RequestUnlinked, 'LCC', unlinked, { standIn: 'p_standin00000000' }));
    await lab.ask('LCC', other, { id: moved });
    expect([await rows(unlinked), await rows(moved), await rows(erased)]).toEqual([0, 0, 1]);
    await ask('get', path(moved), await reader(one)).expect(404);
    expect(await read(moved, await reader(other))).toMatchObject({ messages: [] });
    const id = (await database.owner.query('select id from directory.patron where patron_ref = $1', [one])).rows[0].id;
    await lab.db.transaction({ tenant: 'LCC', actor: 'test' }, (tx) => destroyPatron(tx, id));
    expect(await rows(erased)).toBe(0);
    await ask('get', path(erased), await desk()).expect(404);
    await write(erased, await desk(), 'Hello?').expect(404);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { NotObtained, QuestionReminded, RequestCancelled, RequestUnlinked } from '#lib/contracts';
import { testDatabase, testService } from '#lib/testing';
import { NoticesLab } from './__fixtures__/notices.ts';
import { installation } from './__fixtures__/installation.ts';
import { listen, told } from './__fixtures__/listen.ts';
import { SeedInstallation } from './app/seed-installation.ts';
import { directory } from './directory.module.ts';
import { destroyPatron } from './app/erasing/destroy.ts';

describe('notices to patrons', () => {
  const database = testDatabase('directory');
  beforeAll(() => listen(database.owner, ['directory.notice-changed.v1']));
  const service = testService(directory, { database });
  let lab: NoticesLab;
  const heard = async (request: string) => (await told(database.owner, { correlation: request })).map(({ data }) => data);
  const morning = async (): Promise<void> => {
    service.clock.advance(86_400_000);
    await sleep(1500);
    await lab.settle();
  };

  beforeAll(async () => {
    await service.get(SeedInstallation).execute(installation);
    lab = new NoticesLab(service, database);
    await lab.open();
    await lab.connect('LCC');
    await lab.publish('consortium');
  }, 60_000);
  afterAll(() => lab?.close());
  beforeEach(() => {
    lab.mails.length = 0;
    lab.faults.length = 0;
  });

  it('are sent in the patron’s language, by the library’s mail server, and said on the request’s page', async () => {
    const english = await lab.ask('LCC', await lab.patron('LCC'));
    const spanish = await lab.ask('LCC', await lab.patron('LCC', { noticeLanguage: 'es' }), { title: 'Cien años de soledad' });
    await lab.arrives('LCC', english, { dueDate: '2025-11-03' });
    await lab.arrives('LCC', spanish, { dueDate: '2025-11-03' });
    await lab.settle();
    const [one, other] = ['Ready for pick-up', 'Listo para recoger'].map((begin) =>
      lab.mails.find(({ subject }) => subject.startsWith(begin)),
    );
    expect(lab.mails).toHaveLength(2);
    expect(one).toMatchObject({
      from: 'ill@lcc.example',
      subject: 'Ready for pick-up: The Lantern Bearers',
      text: expect.stringContaining(`/requests/${english}`),
    });
    expect(one!.text).toContain('Hello Ada Okafor');
    expect(one!.text).toContain('return it by November 3, 2025');
    expect(one!.text).toContain('pick it up at Main library');
    expect(one!.headers).toEqual(
      expect.arrayContaining([
        { key: 'auto-submitted', value: 'auto-generated' },
        { key: 'from', value: expect.stringContaining('Limestone Community College') },
      ]),
    );
    expect(other!.subject).toBe('Listo para recoger: Cien años de soledad');
    expect(other!.text).toContain('3 de noviembre de 2025');
    expect(other!.html).toContain('Limestone Community College');
    expect(await lab.notices(spanish)).toEqual([
      { kind: 'request-received', channel: 'page', language: null, status: 'on-page', rule: 'received' },
      { kind: 'ready-for-pickup', channel: 'email', language: 'es', status: 'sent', rule: 'arrived' },
    ]);
    expect(await heard(spanish)).toEqual([
      expect.objectContaining({ notice: 'ready-for-pickup', status: 'sent', language: 'es', channel: 'mail', rule: 'arrived' }),
    ]);
  });

  it.each([
    ['wants none', { noticeChannel: 'none' as const }, {}, 'wants-none'],
    ['has no address', {}, { email: null }, 'no-address'],
    ['is blocked', {}, { blocked: true }, 'blocked'],
  ])('go to nobody who %s: it is said why, and staff tell them that something is there', async (_, wishes, more, why) => {
    const request = await lab.ask('LCC', await lab.patron('LCC', wishes, more));
    await lab.arrives('LCC', request);
    await lab.settle();
    expect(lab.mails).toEqual([]);
    expect((await lab.notices(request)).filter(({ kind }) => kind !== 'request-received')).toEqual([
      { kind: 'ready-for-pickup', channel: 'page', language: null, status: 'to-tell', why, rule: 'arrived-no-mail' },
      { kind: 'ready-for-pickup', channel: 'email', language: 'en', status: 'withheld', why, rule: 'arrived' },
    ]);
    expect(new Set((await heard(request)).map(({ status }) => status))).toEqual(new Set(['to-tell', 'withheld']));
  });

  it('come once, whatever is told twice', async () => {
    const request = await lab.ask('LCC', await lab.patron('LCC'));
    await lab.arrives('LCC', request);
    await lab.arrives('LCC', request);
    await Promise.all([lab.arrives('LCC', request), lab.arrives('LCC', request)]);
    await lab.settle();
    expect(lab.mails).toHaveLength(1);
    await lab.deliver(
      lab.about(RequestCancelled, 'LCC', request, { by: 'patron', reason: 'Found it.' }),
      lab.about(RequestCancelled, 'LCC', request, { by: 'staff', reason: 'Again.' }),
    );
    expect((await lab.notices(request)).map(({ kind }) => kind)).toEqual(['cancelled', 'request-received', 'ready-for-pickup']);
  });

  it('wait for the request to be heard of, where its course is heard first', async () => {
    const patron = await lab.patron('LCC');
    const request = await lab.ask('TSU', patron);
    expect(await lab.notices(request)).toHaveLength(1);
    const later = '0198c0de-0000-7000-8000-00000000f00d';
    await lab.arrives('LCC', later);
    expect(await lab.notices(later)).toEqual([]);
    const { rows } = await database.owner.query('select deadline_at, state from directory.followed_request where id = $1', [
      later,
    ]);
    expect(rows).toMatchObject([{ deadline_at: null, state: { waiting: [{ what: 'arrived' }] } }]);
  });

  describe('a mail server that says no', () => {
    it('for good: it is said, without the address, and a person can send it again or tell the patron', async () => {
      lab.faults.push({ kind: 'refuse-recipient' });
      const request = await lab.ask('LCC', await lab.patron('LCC', {}, { email: 'quibble@xylograph.example' }));
      await lab.arrives('LCC', request);
      await lab.settle();
      expect(lab.mails).toEqual([]);
      const [, failed] = await lab.notices(request);
      expect(failed).toMatchObject({ status: 'failed', why: 'refused' });
      const [said] = await heard(request);
      expect(said).toMatchObject({ status: 'failed', detail: expect.stringContaining('User unknown') });
      const { rows } = await database.owner.query<{ all: string }>(
        `select (select string_agg(n::text, ' ') from directory.notice n) || (select string_agg(e::text, ' ') from directory.event e where type like 'notice%') as all`,
      );
      expect(rows[0]!.all).not.toMatch(/quibble|xylograph/);
      const { id } = (
        await database.owner.query<{ id: string }>(
          `select id from directory.notice where request_id = $1 and status = 'failed'`,
          [request],
        )
      ).rows[0]!;
      const desk = await service.as({ tenant: 'LCC', roles: ['staff'] });
      const post = (what: string) => fetchJson(service, `/api/directory/notices/${id}/${what}`, desk);
      expect(await post('send-again')).toEqual({ status: 'sending' });
      await lab.settle();
      expect(lab.mails).toHaveLength(1);
      expect((await lab.notices(request))[1]).toMatchObject({ status: 'sent' });
    });

    it.each(['not-now', 'busy-content', 'cut-before', 'drop'] as const)(
      'for now (%s): it is tried again, and arrives once',
      async (kind) => {
        lab.faults.push({ kind });
        const request = await lab.ask('LCC', await lab.patron('LCC'));
        await lab.arrives('LCC', request);
        await lab.settle();
        expect(lab.mails).toHaveLength(1);
        expect((await lab.notices(request))[1]).toMatchObject({ status: 'sent' });
      },
    );

    it('after it has looked at the mail', async () => {
      lab.faults.push({ kind: 'refuse-content' });
      const request = await lab.ask('LCC', await lab.patron('LCC'));
      await lab.arrives('LCC', request);
      await lab.settle();
      expect((await lab.notices(request))[1]).toMatchObject({ status: 'failed', why: 'refused' });
    });

    it('slowly: it is waited for', async () => {
      lab.faults.push({ kind: 'slow', milliseconds: 700 });
      const request = await lab.ask('LCC', await lab.patron('LCC'));
      await lab.arrives('LCC', request);
      await lab.settle();
      expect(lab.mails).toHaveLength(1);
      expect((await lab.notices(request))[1]).toMatchObject({ status: 'sent' });
    });
  });

  it.each(['cut-after', 'cut-within'] as const)(
    'that may have arrived (%s) are not sent again by themselves: a person looks',
    async (kind) => {
      lab.faults.push({ kind });
      const request = await lab.ask('LCC', await lab.patron('LCC'));
      await lab.arrives('LCC', request);
      await lab.settle();
      expect(lab.mails).toHaveLength(kind === 'cut-after' ? 1 : 0);
      expect((await lab.notices(request))[1]).toMatchObject({ status: 'uncertain', why: 'broke-off' });
      const desk = await service.as({ tenant: 'LCC', roles: ['staff'] });
      const { tasks } = (await fetchJson(service, '/api/directory/tasks', desk, 'GET')) as {
        tasks: { kind: string; requestId: string; title: string; actions: { name: string }[] }[];
      };
      expect(tasks.find(({ requestId }) => requestId === request)).toMatchObject({
        kind: 'notice-uncertain',
        title: 'The Lantern Bearers',
        actions: [{ name: 'send-again' }, { name: 'told' }],
      });
    },
  );

  it('whose worker dies between the mail and its mark are uncertain, and there is one mail', async () => {
    lab.faults.push({ kind: 'slow', milliseconds: 1500 });
    const request = await lab.ask('LCC', await lab.patron('LCC'));
    await lab.arrives('LCC', request);
    const under = async () =>
      (await database.owner.query(`select attempts from directory.job where kind = 'send-notice' and attempts = 1`)).rowCount;
    while (!(await under())) await sleep(10);
    // as if its lease had run out: the next worker takes the job of one that is dead
    await database.owner.query(`update directory.job set due_at = now() where kind = 'send-notice'`);
    await lab.settle();
    await sleep(2000);
    expect(lab.mails).toHaveLength(1);
    expect((await lab.notices(request))[1]).toMatchObject({ status: 'uncertain' });
  });

  it('remind of an unanswered question once, and never after the answer', async () => {
    const patron = await lab.patron('LCC');
    const request = await lab.ask('LCC', patron);
    await lab.asks('LCC', request, patron);
    await lab.settle();
    expect(lab.mails.map(({ subject }) => subject)).toEqual(['A question about your request: The Lantern Bearers']);
    expect(lab.mails[0]!.text).toContain('by October 13, 2025');
    const [decision] = (
      await database.owner.query<{ id: string }>(
        `select state -> 'asked' ->> 'decisionId' as id from directory.followed_request where id = $1`,
        [request],
      )
    ).rows;
    const answerBy = '2025-10-13T21:00:00.000Z';
    const reminder = {
      question: 'cost',
      text: 'It costs 40 dollars.',
      options: [{ value: 'yes', label: 'Yes' }],
      default: 'yes',
    };
    const remind = (decisionId: string, number = 1) =>
      lab.deliver(lab.about(QuestionReminded, 'LCC', request, { ...reminder, answerBy, decisionId, number, patronRef: patron }));
    await remind(randomUUID());
    await lab.settle();
    expect(lab.mails).toHaveLength(1);
    await remind(decision!.id);
    await remind(decision!.id);
    await lab.settle();
    expect(lab.mails.map(({ subject }) => subject)).toEqual([
      'A question about your request: The Lantern Bearers',
      'Still waiting for your answer: The Lantern Bearers',
    ]);
    await lab.deliver(lab.about(RequestCancelled, 'LCC', request, { by: 'patron', reason: 'Never mind.' }));
    await remind(decision!.id, 2);
    await lab.settle();
    expect(lab.mails).toHaveLength(2);
  }, 30_000);

  it.each([
    ['renewed', 'checked-out', 'checked-out', { renewal: 'granted', patronDueDate: '2025-11-28' }, 'Renewed', 'November 28'],
    ['renewal-refused', 'checked-out', 'checked-out', { renewal: 'refused' }, 'Could not be renewed', 'does not let it'],
    ['lost', 'checked-out', 'lost', {}, 'Noted as lost', 'Main library'],
    ['not-picked-up', 'patron-notified', 'returned-by-patron', {}, 'It goes back', 'Main library'],
  ])('say %s at once', async (_, from, status, more, subject, text) => {
    const request = await lab.ask('LCC', await lab.patron('LCC'));
    await lab.deliver(lab.step('LCC', request, from, status, more));
    await lab.settle();
    expect(lab.mails).toHaveLength(1);
    expect(lab.mails[0]).toMatchObject({ subject: `${subject}: The Lantern Bearers`, text: expect.stringContaining(text) });
  });

  it('say that the patron could not get it, and when the hold shelf ends', async () => {
    const request = await lab.ask('LCC', await lab.patron('LCC'));
    await lab.deliver(lab.about(NotObtained, 'LCC', request, { by: 'patron', reason: 'missing' }));
    await lab.settle();
    expect(lab.mails.map(({ subject }) => subject)).toEqual(['We look into it: The Lantern Bearers']);
    await lab.arrives('LCC', request);
    const { rows } = await database.owner.query(
      `select state -> 'shelf' ->> 'day' as day from directory.followed_request where id = $1`,
      [request],
    );
    const today = service.clock.now().toISOString().slice(0, 10);
    expect(rows[0].day > today).toBe(true);
    while (service.clock.now().toISOString().slice(0, 10) < rows[0].day) await morning();
    const own = lab.mails.filter(({ text }) => text.includes(request));
    expect(own.map(({ subject }) => subject.split(' ')[0])).toEqual(['We', 'Ready', 'Pick']);
    await lab.deliver(lab.step('LCC', request, 'patron-notified', 'checked-out'));
  }, 60_000);

  it('say when a loan is due soon, and when it is late, every week again', async () => {
    const request = await lab.ask('LCC', await lab.patron('LCC'));
    const today = service.clock.now();
    const due = new Date(today.getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
    await lab.deliver(lab.step('LCC', request, 'patron-notified', 'checked-out', { dueDate: due }));
    for (let days = 0; days < 13; days += 1) await morning();
    const own = lab.mails.filter(({ text }) => text.includes(request));
    expect(own.map(({ subject }) => subject.split(':')[0]!.replace(/ \w+ \d+, \d+$/, ''))).toEqual(['Due', 'Overdue', 'Overdue']);
    await lab.deliver(lab.step('LCC', request, 'checked-out', 'returned-by-patron'));
    const { rows } = await database.owner.query('select deadline_at from directory.followed_request where id = $1', [request]);
    expect(rows).toEqual([{ deadline_at: null }]);
  }, 60_000);

  it('go by each library’s own policy, words and mail server', async () => {
    await lab.connect('TSU', { language: 'de', replyTo: 'fragen@tsu.example' });
    await lab.publish('TSU', (text) => {
      const policy = JSON.parse(text) as { rules: { id: string; event: { params: { channel: string } } }[] };
      for (const rule of policy.rules) if (rule.id === 'received') rule.event.params.channel = 'email';
      policy.rules = policy.rules.filter(({ id }) => id !== 'arrived' && id !== 'arrived-no-mail');
      return JSON.stringify(policy);
    });
    const admin = await service.as({ tenant: 'TSU', roles: ['library-admin'] });
    await fetchJson(service, '/api/directory/notice-words/request-received/de', admin, 'PUT', {
      subject: 'Moin: {{ title }}',
      body: 'Alles klar, {{ patron }}. {{ link }}',
    });
    const [here, there] = await Promise.all([
      lab.patron('LCC').then((patron) => lab.ask('LCC', patron)),
      lab.patron('TSU').then((patron) => lab.ask('TSU', patron)),
    ]);
    await lab.arrives('LCC', here);
    await lab.arrives('TSU', there);
    await lab.settle();
    expect(lab.mails.map(({ from, subject }) => `${from} ${subject}`).toSorted()).toEqual([
      'ill@lcc.example Ready for pick-up: The Lantern Bearers',
      'ill@tsu.example Moin: The Lantern Bearers',
    ]);
    const mail = lab.mails.find(({ from }) => from === 'ill@tsu.example')!;
    expect(mail.headers).toContainEqual({ key: 'reply-to', value: 'fragen@tsu.example' });
    expect(mail.headers).toContainEqual({ key: 'content-language', value: 'de' });
  });

  it('let no title become a header, a recipient or HTML', async () => {
    const title = 'Trap\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>{{ link }}';
    const request = await lab.ask('LCC', await lab.patron('LCC', {}, { name: 'O"Neil\r\nX-Evil: yes <x@y.example>' }), { title });
    await lab.arrives('LCC', request);
    await lab.settle();
    const [mail] = lab.mails;
    expect(lab.mails).toHaveLength(1);
    expect(mail!.to).toHaveLength(1);
    expect(mail!.headers.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['bcc']));
    expect(mail!.headers.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['x-evil']));
    expect(mail!.subject).toContain('Trap Bcc: everybody@example.org');
    expect(mail!.html).not.toContain('<script>');
  });

  it('do not go to an address that is more than one', async () => {
    const request = await lab.ask('LCC', await lab.patron('LCC', {}, { email: 'a@b.example, c@d.example' }));
    await lab.arrives('LCC', request);
    await lab.settle();
    expect(lab.mails).toEqual([]);
    expect((await lab.notices(request))[1]).toMatchObject({ status: 'withheld', why: 'no-address' });
  });

  it('go to nobody who was erased, or whose request was unlinked, between the decision and the mail', async () => {
    lab.faults.push({ kind: 'not-now' }, { kind: 'not-now' });
    const [erased, unlinked] = [await lab.patron('LCC'), await lab.patron('LCC')];
    const [one, other] = [await lab.ask('LCC', erased), await lab.ask('LCC', unlinked)];
    await lab.arrives('LCC', one);
    await lab.arrives('LCC', other);
    const failedOnce = async () =>
      (await database.owner.query(`select from directory.job where kind = 'send-notice' and error is not null`)).rowCount;
    while ((await failedOnce()) !== 2) await sleep(10);
    await lab.db.transaction({ tenant: 'LCC', actor: 'test' }, async (tx) => {
      const [row] = await tx.query<{ id: string }>('select id from patron where patron_ref = $1', [erased]);
      await destroyPatron(tx, row!.id);
    });
    await lab.deliver(lab.about(RequestUnlinked, 'LCC', other, { standIn: 'p_xxxxxxxxxxxxxxxxxxxx' }));
    await lab.settle();
    expect(lab.mails).toEqual([]);
    expect((await lab.notices(one))[1]).toMatchObject({ status: 'withheld', why: 'unlinked' });
    expect((await lab.notices(other))[1]).toMatchObject({ status: 'withheld', why: 'unlinked' });
    const { rows } = await database.owner.query(
      'select patron_ref, sealed from directory.followed_request where id = any($1::uuid[])',
      [[one, other]],
    );
    expect(rows).toEqual([
      { patron_ref: null, sealed: null },
      { patron_ref: null, sealed: null },
    ]);
  });
});

async function fetchJson(
  service: { http: import('node:http').Server },
  path: string,
  headers: Record<string, string>,
  method = 'POST',
  body: object = {},
): Promise<unknown> {
  const { default: request } = await import('supertest');
  const call =
    method === 'GET'
      ? request(service.http).get(path)
      : method === 'PUT'
        ? request(service.http).put(path).send(body)
        : request(service.http).post(path).send(body);
  const answer = await call.set(headers);
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

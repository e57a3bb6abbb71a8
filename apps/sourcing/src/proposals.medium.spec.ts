import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { Database } from '#lib/messaging';
import type { Task } from '#lib/contracts';
import { ok } from '#lib/kernel';
import { ProposalDeadlines } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { requests } from './app/stores.ts';
import type { Decision } from './domain/request/state.ts';
import { sourcing } from './sourcing.module.ts';

const AT = '2025-10-06T14:00:00.000Z';

describe('what a student worker does of what must be released', () => {
  const database = testDatabase('sourcing');
  const service = testService(sourcing, { database, start: false });
  const people = { student: ['student'], boss: ['supervisor'], desk: ['staff'] } as const;
  const as = (who: keyof typeof people, tenant = 'LCC') => service.as({ sub: who, tenant, roles: [...people[who]] });
  const post = async (path: string, who: keyof typeof people, body: object = {}, tenant = 'LCC') =>
    request(service.http)
      .post(`/api/sourcing/${path}`)
      .set(await as(who, tenant))
      .send(body);
  const tasks = async (who: keyof typeof people) =>
    (
      await request(service.http)
        .get('/api/sourcing/proposals')
        .set(await as(who))
    ).body.tasks as Task[];
  const rows = async (sql: string, id: string) => (await database.owner.query(sql, [id])).rows as Record<string, unknown>[];
  const status = async (id: string) => (await rows('select status from sourcing.request where id = $1', id))[0]!.status;

  beforeAll(async () => {
    for (const symbol of ['LCC', 'TSU']) {
      const calendar = { timeZone: 'America/New_York', workingDays: [1, 2, 3, 4, 5], holidays: [] };
      const profile = { symbol, name: symbol, country: 'US', currency: 'USD', ...calendar, branches: [], active: true };
      await database.owner.query('insert into sourcing.library (symbol, profile) values ($1, $2)', [symbol, profile]);
    }
  });

  /** A request that waits for a person's decision. */
  async function waiting(): Promise<string> {
    const id = randomUUID();
    const asked = {
      patronRef: 'p_ann0000000',
      patronGroup: 'student',
      service: 'loan',
      citation: { kind: 'book', title: 'A book', authors: [], issn: [], isbn: [] },
      wishes: { anyEdition: true, ebookAccepted: true },
      submittedAt: AT,
      verification: { status: 'as-cited', notes: [], retracted: false },
      workKey: `w_${id}`,
    } as never;
    const decision: Decision = {
      id: randomUUID(),
      attempt: 1,
      outcome: { route: 'staff', why: 'x', notYet: false },
      reason: 'x',
      policy: { name: 'sourcing', hash: 'h' },
      also: [],
    };
    await service.get(Database).transaction({ tenant: 'LCC', actor: 'seed' }, (tx) =>
      requests.step(tx, id, () =>
        ok([
          { type: 'opened', request: asked, lookups: [], at: AT, deadline: AT },
          { type: 'decided', decision, status: 'waiting-staff', at: AT, deadline: AT },
        ]),
      ),
    );
    return id;
  }
  const close = (id: string, who: keyof typeof people) => post(`requests/${id}/close`, who, { reason: 'Nobody has it.' });

  it('is kept, and nothing happens before its release', async () => {
    const id = await waiting();
    const taken = await close(id, 'student');
    expect([taken.status, taken.body]).toMatchObject([202, { proposal: { action: 'requests.close-unfilled', requestId: id } }]);
    expect(await status(id)).toBe('waiting-staff');
    const [before] = await rows('select count(*)::int as n from sourcing.event where aggregate = $1', id);
    expect(before).toEqual({ n: 2 });

    const released = await post(`proposals/${taken.body.proposal.id}/release`, 'boss');
    expect(released.status).toBe(204);
    expect(await status(id)).toBe('ended');
    // the step is the student's, the release the supervisor's; both are written down
    const [step] = await rows('select actor from sourcing.event where aggregate = $1 order by version desc limit 1', id);
    expect(step).toEqual({ actor: 'student' });
    const trail = await rows(
      `select type, actor, data ->> 'proposedBy' as "proposedBy" from sourcing.event where aggregate = $1 order by version`,
      taken.body.proposal.id,
    );
    expect(trail).toEqual([
      { type: 'proposed', actor: 'student', proposedBy: null },
      { type: 'released', actor: 'boss', proposedBy: 'student' },
    ]);
  });

  it('shows the supervisor what was filled in and what would follow, and the student that it waits', async () => {
    const id = await waiting();
    const { proposal } = (await close(id, 'student')).body;
    const [seen, own] = await Promise.all((['boss', 'student'] as const).map((who) => tasks(who)));
    const of = (list: typeof seen) => list!.find((task) => task.id === `proposal-${proposal.id}`)!;
    expect(of(seen)).toMatchObject({
      kind: 'to-release',
      requestId: id,
      proposed: {
        step: 'close',
        by: 'student',
        own: false,
        fields: [{ name: 'reason', value: 'Nobody has it.' }],
        would: ['sourcing.ended.v1'],
      },
    });
    expect(of(seen).actions.map(({ name }) => name)).toEqual(['release-proposal', 'send-back-proposal']);
    expect(of(own)).toMatchObject({ kind: 'proposed', proposed: { own: true } });
    expect(of(own).actions.map(({ name }) => name)).toEqual(['withdraw-proposal']);
  });

  it('is proposed once, however often it is clicked', async () => {
    const id = await waiting();
    const answers = await Promise.all([1, 2, 3].map(() => close(id, 'student')));
    expect(new Set(answers.map(({ body }) => body.proposal.id)).size).toBe(1);
    const another = await post(`requests/${id}/close`, 'student', { reason: 'Another reason.' });
    expect(another.body.proposal.id).not.toBe(answers[0]!.body.proposal.id);
    expect((await rows('select count(*)::int as n from sourcing.proposal where request_id = $1', id))[0]).toEqual({ n: 2 });
  });

  it('lapses after a week, says so to its student, and is put away by itself in the end', async () => {
    const id = await waiting();
    const { proposal } = (await close(id, 'student')).body;
    const due = () =>
      service
        .get<Database>(Database)
        .transaction({ tenant: 'LCC', actor: 'system' }, (tx) =>
          service.get<ProposalDeadlines>(ProposalDeadlines).onDeadline(tx, proposal.id),
        );
    await due();
    expect((await tasks('boss')).map((task) => task.id)).not.toContain(`proposal-${proposal.id}`);
    const back = (await tasks('student')).find((task) => task.id === `proposal-${proposal.id}`)!;
    expect(back).toMatchObject({ kind: 'sent-back', reason: 'Nobody released it in 7 days: End a request unfilled' });
    expect((await post(`proposals/${proposal.id}/release`, 'boss')).body.code).toBe('already-lapsed');
    await due();
    expect((await tasks('student')).map((task) => task.id)).not.toContain(back.id);
    const [row] = await rows('select status, deadline_at from sourcing.proposal where id = $1', proposal.id);
    expect(row).toEqual({ status: 'withdrawn', deadline_at: null });
  });

  it('happens once, however often it is released at the same time', async () => {
    const id = await waiting();
    const { body } = await close(id, 'student');
    const answers = await Promise.all([1, 2, 3].map(() => post(`proposals/${body.proposal.id}/release`, 'boss')));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([204, 409, 409]);
    expect((await rows('select count(*)::int as n from sourcing.event where aggregate = $1', id))[0]).toEqual({ n: 3 });
  });

  it('is refused at once where it cannot be done, and not kept', async () => {
    const id = await waiting();
    await close(id, 'desk');
    const late = await close(id, 'student');
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
    const wrong = await post(`requests/${await waiting()}/close`, 'student', { reason: '' });
    expect(wrong.status).toBe(400);
    expect((await rows('select count(*)::int as n from sourcing.proposal where request_id = $1', id))[0]).toEqual({ n: 0 });
  });

  it('waits on where the request has moved on by the time of its release', async () => {
    const id = await waiting();
    const { body } = await close(id, 'student');
    await close(id, 'desk');
    const answer = await post(`proposals/${body.proposal.id}/release`, 'boss');
    expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
    expect((await tasks('boss')).map((task) => task.id)).toContain(`proposal-${body.proposal.id}`);
  });

  it('goes back with a reason that its student reads and puts away', async () => {
    const id = await waiting();
    const { proposal } = (await close(id, 'student')).body;
    expect((await post(`proposals/${proposal.id}/send-back`, 'boss', { reason: 'Ask the state library first.' })).status).toBe(
      204,
    );
    expect(await status(id)).toBe('waiting-staff');
    const back = (await tasks('student')).find((task) => task.id === `proposal-${proposal.id}`)!;
    expect(back).toMatchObject({ kind: 'sent-back', reason: 'Sent back: Ask the state library first.' });
    expect(back.actions.map(({ name }) => name)).toEqual(['put-away-proposal']);
    expect((await post(`proposals/${proposal.id}/withdraw`, 'student')).status).toBe(204);
    expect((await tasks('student')).map((task) => task.id)).not.toContain(back.id);
  });

  it('is released by a supervisor of the library, and nobody else', async () => {
    const { proposal } = (await close(await waiting(), 'student')).body;
    for (const [who, tenant, wanted] of [
      ['student', 'LCC', 403],
      ['desk', 'LCC', 403],
      ['boss', 'TSU', 404],
    ] as const)
      expect((await post(`proposals/${proposal.id}/release`, who, {}, tenant)).status).toBe(wanted);
  });
});

import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { BatchStepResult, Role, TaskList, Worklists } from '#lib/contracts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender, scan } from './__fixtures__/samples.ts';

const article = { kind: 'article', title: 'Mutual Aid', container: 'Econometrica', issn: ['0012-9682'], year: 1979 };
const jacobs = { title: 'Death and Life of Great American Cities', isbn: ['9780679741954'] };

describe('worklists', () => {
  const out = outside();
  const asked = (count: number): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, () => out.decided('TSU', scan, article, 'copy')));
  const as = (roles: Role[], sub?: string) => out.service.as({ tenant: 'TSU', roles, ...(sub && { sub }) });
  const get = async <T>(path: string, roles: Role[] = ['staff'], sub?: string): Promise<T> =>
    (
      await request(out.service.http)
        .get(`/api/fulfillment/${path}`)
        .set(await as(roles, sub))
    ).body as T;
  const batch = async (action: string, body: object, roles: Role[] = ['staff']) => {
    const answer = await request(out.service.http)
      .post(`/api/fulfillment/batch/${action}`)
      .set(await as(roles))
      .send(body);
    return { status: answer.status, body: answer.body as BatchStepResult };
  };

  it('count, page and narrow what waits, the longest waiting first', async () => {
    const [one] = await asked(7);
    const { lists, total, suppliers, services } = await get<Worklists>('worklists');
    expect(lists).toMatchObject([{ kind: 'to-scan', count: 7 }]);
    expect([total, suppliers, services]).toEqual([7, [{ value: 'TSU', count: 7 }], [{ value: 'copy', count: 7 }]]);
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 3; page += 1) {
      const { tasks, next, more } = await get<TaskList>(`tasks?kind=to-scan&limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...tasks.map(({ id }) => id));
      expect([tasks.length, more, next !== undefined]).toEqual(page < 2 ? [3, true, true] : [1, false, false]);
      cursor = encodeURIComponent(next ?? '');
    }
    expect(new Set(seen).size).toBe(7);
    expect((await get<TaskList>(`tasks?request=${one}`)).tasks.map(({ requestId }) => requestId)).toEqual([one]);
    expect((await get<TaskList>('tasks?wanted=loan')).tasks).toEqual([]);
    expect((await get<TaskList>('tasks?supplier=TSU&wanted=copy')).tasks).toHaveLength(7);
    expect((await get<Worklists>('worklists?branch=nowhere')).lists).toEqual([]);
  });

  it('count for everybody what they can do something about', async () => {
    await asked(1);
    expect((await get<Worklists>('worklists', ['student'])).lists.map(({ kind }) => kind)).toContain('to-scan');
    expect((await get<Worklists>('worklists', ['cataloging'])).lists).toEqual([]);
    expect((await get<Worklists>('worklists', ['auditor'])).lists.map(({ kind }) => kind)).toContain('to-scan');
  });

  it('are taken on and put back, so that two do not do the same', async () => {
    const [id] = await asked(1);
    const [attempt] = await out.attempts(id!);
    const take = async (taken: boolean): Promise<number> =>
      (
        await request(out.service.http)
          .post('/api/fulfillment/tasks/take')
          .set(await as(['staff'], 'ann'))
          .send({ attempts: [attempt!.id], taken })
      ).status;
    const seenBy = async (sub: string, path: string) => {
      const { body } = await request(out.service.http)
        .get(`/api/fulfillment/tasks${path}`)
        .set(await as(['staff'], sub));
      return (body as TaskList).tasks.filter(({ requestId }) => requestId === id).map(({ taken }) => taken);
    };
    expect(await take(true)).toBe(204);
    expect([await seenBy('ann', '?taken=you'), await seenBy('bob', '?taken=somebody')]).toEqual([['you'], ['somebody']]);
    expect(await seenBy('bob', '?taken=nobody')).toEqual([]);
    expect(await take(false)).toBe(204);
    expect(await seenBy('bob', '')).toEqual([undefined]);
  });

  /** Books on their way to TSU, their lenders asked. */
  const onTheWay = async (count: number): Promise<{ id: string; version: number }[]> => {
    const ids = await Promise.all(Array.from({ length: count }, () => out.decided('TSU', borrow(lender('CPL')), jacobs)));
    const found = await Promise.all(ids.map((id) => out.until(id, 'asked')));
    const { rows } = await out.database.owner.query<{ id: string; version: string }>(
      'select id, version from fulfillment.attempt where id = any($1)',
      [found.map(([one]) => one!.id)],
    );
    return rows.map(({ id, version }) => ({ id, version: Number(version) }));
  };

  it('are worked through many at once: each by itself, what fails says why, and what is free is undone together', async () => {
    const [first, second, third] = (await onTheWay(3)) as [{ id: string; version: number }, ...{ id: string; version: number }[]];
    const stale = { ...second!, version: 99 };
    const foreign = { id: randomUUID() };
    const attempts = [first, stale, foreign, third!];
    const { status, body } = await batch('receive', { fields: { pieces: 1 }, attempts });
    expect([status, body.done, body.proposed, body.refused]).toEqual([200, 2, 0, 2]);
    expect(body.results.map(({ attempt, problem }) => attempt?.status ?? problem?.code)).toEqual([
      'received',
      'changed-meanwhile',
      'not-found',
      'received',
    ]);
    const back = body.results.flatMap(({ attempt }) => attempt?.actions.find(({ name }) => name === 'undo')?.batch ?? []);
    expect(back.map(({ id }) => id)).toEqual([first.id, third!.id]);
    const undone = await batch('undo', { attempts: back.map(({ id, version }) => ({ id, version })) });
    expect(undone.body.results.map(({ attempt }) => attempt?.status)).toEqual(['asked', 'asked']);
    // what has happened once is not undone twice
    expect((await batch('undo', { attempts: back.map(({ id }) => ({ id })) })).body).toMatchObject({ done: 0, refused: 2 });
  });

  it('refuse wrong fields for all, too many, and steps there are not', async () => {
    const one = { id: randomUUID() };
    expect((await batch('receive', { fields: { pieces: -1 }, attempts: [one] })).status).toBe(400);
    expect((await batch('receive', { attempts: Array.from({ length: 101 }, () => ({ id: randomUUID() })) })).status).toBe(400);
    expect((await batch('receive', { attempts: [] })).status).toBe(400);
    expect((await batch('dance', { attempts: [one] })).status).toBe(404);
    expect((await batch('receive', { attempts: [one] }, ['patron'])).status).toBe(403);
  });

  it('keep what a student worker does of what goes outside as a proposal for each', async () => {
    const attempts = await onTheWay(2);
    const { status, body } = await batch('give-up', { fields: {}, attempts }, ['student']);
    expect([status, body.done, body.proposed]).toEqual([202, 0, 2]);
    const proposals = await get<TaskList>('proposals', ['supervisor'], 'boss');
    const release = proposals.tasks.filter(({ kind }) => kind === 'to-release').map(({ actions }) => actions[0]!.path);
    expect(release).toHaveLength(2);
    const released = await request(out.service.http)
      .post(release[0]!)
      .set(await as(['supervisor'], 'boss'));
    expect([released.status, released.body.status]).toEqual([200, 'cancelling']);
    // receiving a parcel goes nowhere: students do it themselves
    expect((await batch('receive', { attempts: [{ id: attempts[1]!.id }] }, ['student'])).body.done).toBe(1);
  });

  it('stay quick with ten thousand things that wait', async () => {
    const [template] = await onTheWay(1);
    await out.database.owner.query(
      `insert into fulfillment.attempt (id, tenant, version, state, request_id, kind, supplier, status, task, tasks, waits_since, service, branch,
         codes, deadline_at, created_at, updated_at)
       select fresh, 'MGH', 1, state || jsonb_build_object('id', fresh, 'status', 'shipped'), request_id, kind,
         (array['CPL', 'TSU', 'HFC', 'LCC'])[1 + n % 4], 'shipped', 'to-receive', array['to-receive'], now() - n * interval '1 minute', 'loan', 'B' || n % 3,
         array['~' || n], now(), now(), now()
       from fulfillment.attempt, generate_series(1, 10000) n, lateral (select gen_random_uuid() fresh where n > 0) ids where id = $1`,
      [template!.id],
    );
    const at = async (path: string) => {
      const began = performance.now();
      const answer = await request(out.service.http)
        .get(`/api/fulfillment/${path}`)
        .set(await out.service.as({ tenant: 'MGH', roles: ['staff'] }));
      return { body: answer.body as Worklists & TaskList, ms: performance.now() - began };
    };
    await at('worklists');
    const counts = await at('worklists');
    expect(counts.body.lists).toMatchObject([{ kind: 'to-receive', count: 10_000 }]);
    expect(counts.body.branches.map(({ count }) => count)).toEqual([3334, 3333, 3333]);
    const page = await at('tasks?kind=to-receive&limit=50');
    expect(page.body.tasks).toHaveLength(50);
    const next = await at(`tasks?kind=to-receive&limit=50&cursor=${encodeURIComponent(page.body.next!)}`);
    expect(next.body.tasks[0]!.id).not.toBe(page.body.tasks[0]!.id);
    const narrowed = await at('tasks?kind=to-receive&limit=50&supplier=TSU&branch=B1');
    expect(narrowed.body.tasks).toHaveLength(50);
    const scanned = await at('scan?code=nothing');
    process.stdout.write(
      `worklists, 10,000 open: counts ${counts.ms.toFixed(0)} ms, first page ${page.ms.toFixed(0)} ms, next ${next.ms.toFixed(0)} ms, ` +
        `narrowed ${narrowed.ms.toFixed(0)} ms, scan ${scanned.ms.toFixed(0)} ms\n`,
    );
  });
});

import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { outside } from '../__fixtures__/outside.ts';
import { scan } from '../__fixtures__/samples.ts';

const article = { kind: 'article', title: 'Prospect Theory', container: 'Econometrica', year: 1979 };

describe('fulfillment over HTTP', () => {
  const out = outside();

  it('shows a library its own tasks and attempts, and nobody else’s', async () => {
    const id = await out.decided('TSU', scan, article, 'copy');
    const [task] = await out.tasks('TSU', id);
    expect(task).toMatchObject({
      service: 'fulfillment',
      library: 'TSU',
      title: 'Prospect Theory · Econometrica',
      supplier: 'TSU',
    });
    expect(await out.tasks('HFC', id)).toEqual([]);
    expect((await out.get('HFC', `requests/${id}/attempts`)).body).toEqual({ attempts: [] });
    expect((await out.get('TSU', 'tasks?kind=to-scan')).body.tasks.length).toBeGreaterThan(0);
    expect((await out.get('TSU', 'tasks?kind=to-receive')).body.tasks).toEqual([]);
    const foreign = await out.post('HFC', task!.actions[0]!.path, { url: 'https://files.example/1' });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not-found']);
  });

  it('says what is possible now, and who was faster', async () => {
    const id = await out.decided('TSU', scan, article, 'copy');
    const [attempt] = await out.attempts(id);
    const path = `attempts/${attempt!.id}`;
    const wrong = await out.post('TSU', `${path}/check-out`);
    expect([wrong.status, wrong.body.code, wrong.body.remedy]).toEqual([409, 'conflict', 'Possible now: deliver, not-on-shelf.']);
    const late = await out.post('TSU', `${path}/not-on-shelf?version=7`);
    expect([late.status, late.body.code]).toEqual([409, 'changed-meanwhile']);
    const both = await Promise.all([1, 2].map(() => out.post('TSU', `${path}/not-on-shelf?version=1`)));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await out.get('TSU', `requests/${id}/attempts`)).body.attempts).toMatchObject([{ status: 'unfilled', actions: [] }]);
  });

  it.each<[string, string, object, number, string | undefined]>([
    ['an action there is not', 'dance', {}, 404, undefined],
    ['an unknown field', 'not-on-shelf', { why: 'x' }, 400, 'why'],
    ['an empty reason', 'return-unused', { reason: ' ' }, 400, 'reason'],
    ['a missing price', 'order-confirmed', { orderNumber: 'O-1' }, 400, 'price'],
    ['no link for a scan', 'deliver', {}, 422, 'url'],
    ['minus one piece', 'receive', { pieces: -1 }, 400, 'pieces'],
  ])('refuses %s', async (_, action, body, status, field) => {
    const id = await out.decided('TSU', scan, article, 'copy');
    const [attempt] = await out.attempts(id);
    const answer = await out.post('TSU', `attempts/${attempt!.id}/${action}`, body);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect(answer.body.field ?? answer.body.errors?.[0].field).toBe(field);
  });

  it('is for staff', async () => {
    expect((await out.get('TSU', 'tasks', ['patron'])).status).toBe(403);
    expect((await out.post('TSU', `attempts/${randomUUID()}/undo`, {}, ['patron'])).status).toBe(403);
    expect((await request(out.service.http).get('/api/fulfillment/tasks')).status).toBe(401);
    expect((await out.post('TSU', `attempts/${randomUUID()}/undo`)).status).toBe(404);
    expect((await out.post('TSU', 'attempts/7/undo')).status).toBe(400);
  });

  it('takes a decision that comes twice for one, and another one instead of the first', async () => {
    const [id, decision] = [randomUUID(), randomUUID()];
    for (let times = 0; times < 2; times += 1) await out.decided('TSU', scan, article, 'copy', id, decision);
    expect((await out.attempts(id)).map(({ status }) => status)).toEqual(['planned']);
    await out.decided('TSU', scan, article, 'copy', id);
    expect((await out.attempts(id)).map(({ status, withdrawn }) => [status, withdrawn])).toEqual([
      ['cancelled', 'rerouted'],
      ['planned', undefined],
    ]);
  });

  it('keeps every step with who took it', async () => {
    const id = await out.decided('TSU', scan, article, 'copy');
    const [attempt] = await out.attempts(id);
    await out.post('TSU', `attempts/${attempt!.id}/not-on-shelf`, { reason: 'Missing since spring.' });
    const { rows } = await out.database.owner.query<{ type: string; actor: string | null; data: { reason?: string } }>(
      'select type, actor, data from fulfillment.event where aggregate = $1 order by version',
      [attempt!.id],
    );
    expect(rows.map(({ type, actor, data }) => [type, actor, data.reason])).toEqual([
      ['opened', null, undefined],
      ['moved', 'somebody', 'Missing since spring.'],
    ]);
  });
});

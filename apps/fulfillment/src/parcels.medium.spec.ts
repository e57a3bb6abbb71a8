import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import type { Parcel, Role, ScanResult, TaskList, Worklists } from '#lib/contracts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';
import { numberOf, spaced } from './domain/scan/number.ts';

const jacobs = { title: 'Death and Life of Great American Cities', isbn: ['9780679741954'] };

describe('a parcel that nobody announced', () => {
  const out = outside();
  const post = (path: string, body: object, tenant = 'BLL') => out.post(tenant, `/api/fulfillment/parcels${path}`, body);
  const scan = async (code: string, tenant = 'BLL'): Promise<ScanResult> =>
    (await out.get(tenant, `scan?code=${encodeURIComponent(code)}`)).body as ScanResult;
  const tasks = async (tenant = 'BLL', roles: Role[] = ['staff'], query = ''): Promise<TaskList['tasks']> => {
    const answer = await request(out.service.http)
      .get(`/api/fulfillment/tasks?kind=unannounced${query}`)
      .set(await out.service.as({ tenant, roles }));
    return (answer.body as TaskList).tasks;
  };
  const announced = async (more: object = {}): Promise<Parcel> => {
    const { status, body } = await post('', { contents: `A parcel ${randomUUID()}`, ...more });
    expect(status).toBe(201);
    return body as Parcel;
  };

  it('waits on its list about no request, under the number it came with, and the desk is reminded of it', async () => {
    const code = '31223 0098 7654';
    const parcel = await announced({ sender: 'tsu library', code, note: 'A blue band, nothing readable on it' });
    expect(parcel).toMatchObject({ status: 'waiting', sender: 'TSU', senderName: 'TSU Library', code });
    const [task] = (await tasks()).filter(({ title }) => title === parcel.contents);
    expect(task).toMatchObject({ kind: 'unannounced', supplier: 'TSU', library: 'BLL', deadline: parcel.deadline });
    expect(task!.requestId).toBeUndefined();
    expect(task!.actions.map(({ name }) => name)).toEqual(['match-parcel', 'send-parcel-back', 'keep-parcel']);
    expect((await scan('3122300987654')).parcels).toMatchObject([{ id: parcel.id, actions: task!.actions }]);
    // said again of the same number: one lies there already
    expect(await post('', { contents: 'The same', code: '3122300987654' })).toMatchObject({
      status: 409,
      body: { field: 'code' },
    });
    await out.hours(24 * 7);
    const reminded = async () =>
      (await tasks()).find(({ title, reason }) => title === parcel.contents && reason.includes('It has lain here for too long.'));
    let later = await reminded();
    for (let tries = 0; tries < 500 && !later; tries += 1) {
      await sleep(20);
      later = await reminded();
    }
    expect(later).toMatchObject({ since: task!.since });
    expect(later!.deadline! > task!.deadline!).toBe(true);
    expect([await tasks('HFC'), (await scan(code, 'HFC')).parcels]).toEqual([[], undefined]);
  });

  it('is counted for those who can do something about it, and narrowed by who sent it', async () => {
    const { contents } = await announced({ sender: 'CPL' });
    const listed = async (roles: Role[], query = ''): Promise<number | undefined> => {
      const answer = await request(out.service.http)
        .get(`/api/fulfillment/worklists${query}`)
        .set(await out.service.as({ tenant: 'BLL', roles }));
      return (answer.body as Worklists).lists.find(({ kind }) => kind === 'unannounced')?.count;
    };
    expect(await listed(['student'])).toBe((await tasks()).length);
    expect(await listed(['cataloging'])).toBeUndefined();
    expect([await listed(['staff'], '?supplier=CPL'), await listed(['staff'], '?wanted=copy')]).toEqual([1, undefined]);
    expect((await tasks('BLL', ['staff'], '&supplier=CPL')).map(({ title }) => title)).toEqual([contents]);
    const [student] = (await tasks('BLL', ['student'])).filter(({ title }) => title === contents);
    expect(student!.actions.map(({ name }) => name)).toEqual(['match-parcel', 'send-parcel-back']);
    // page by page with everything else
    const first = (await out.get('BLL', 'tasks?limit=1')).body as TaskList;
    const rest = (await out.get('BLL', `tasks?cursor=${encodeURIComponent(first.next!)}`)).body as TaskList;
    expect(rest.tasks.some(({ title }) => title === contents)).toBe(true);
    expect(rest.tasks.some(({ id }) => id === first.tasks[0]!.id)).toBe(false);
  });

  it('is matched to what it is, and then found by its number and received as usual; that can be taken back', async () => {
    const requestId = await out.decided('BLL', borrow(lender('TSU')), jacobs);
    const [attempt] = await out.until(requestId, 'asked');
    const parcel = await announced({ sender: 'TSU', code: 'ODD-77' });
    const step = parcel.actions.find(({ name }) => name === 'match-parcel')!;
    const [choice] = step.fields;
    expect(choice!.options![0]!.value).toBe(attempt!.id);
    const matched = await out.post('BLL', step.path, { attempt: attempt!.id });
    expect(matched).toMatchObject({
      status: 200,
      body: { status: 'matched', requestId, number: spaced(numberOf(attempt!.id)) },
    });
    expect((await tasks()).some(({ title }) => title === parcel.contents)).toBe(false);
    const { found } = await scan('odd77');
    expect(found).toMatchObject([{ attempt: { id: attempt!.id }, next: 'receive' }]);
    expect((await out.post('BLL', found[0]!.attempt.actions.find(({ name }) => name === 'receive')!.path, {})).status).toBe(200);
    expect(await post(`/${parcel.id}/undo`, {})).toMatchObject({ status: 200, body: { status: 'waiting' } });
    // by a number of it
    expect(await post(`/${parcel.id}/match-parcel`, { number: requestId })).toMatchObject({
      status: 200,
      body: { attemptId: attempt!.id },
    });
  });

  it('is sent back, or kept and why; what is not possible is refused with what is', async () => {
    const back = await announced({ code: 'ODD-78' });
    const sent = await post(`/${back.id}/send-parcel-back?version=1`, { carrier: 'UPS', tracking: '1Z5R89390357567127' });
    expect(sent).toMatchObject({ status: 200, body: { status: 'sent-back', actions: [] } });
    expect((await scan('1Z 5R89 3903 5756 7127')).parcels).toMatchObject([{ id: back.id, status: 'sent-back' }]);
    expect((await post(`/${back.id}/keep-parcel?version=1`, { reason: 'A gift' })).status).toBe(409);
    const kept = await announced();
    expect((await post(`/${kept.id}/keep-parcel`, {})).body).toMatchObject({ field: 'reason' });
    expect((await post(`/${kept.id}/keep-parcel`, { reason: 'A gift' })).body).toMatchObject({
      status: 'kept',
      reason: 'A gift',
    });
    const open = await announced();
    expect(await post(`/${open.id}/match-parcel`, {})).toMatchObject({ status: 422, body: { field: 'number' } });
    expect(await post(`/${open.id}/match-parcel`, { number: 'nothing-has-it' })).toMatchObject({
      status: 404,
      body: { field: 'number' },
    });
    expect((await post(`/${open.id}/match-parcel`, { attempt: randomUUID() })).status).toBe(404);
    expect((await post(`/${open.id}/lose`, {})).status).toBe(404);
    expect((await post(`/${open.id}/keep-parcel`, { reason: 'A gift' }, 'HFC')).status).toBe(404);
  });
});

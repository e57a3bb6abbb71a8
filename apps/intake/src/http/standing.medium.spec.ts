import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { AccountChanged, type Role } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library } from '../__fixtures__/desk.ts';
import { intake } from '../intake.module.ts';

describe('a session that is older than what its account may do', () => {
  const database = testDatabase('intake');
  const service = testService(intake, { database });
  beforeAll(() => deliver(service.get(Database), [library('TSU')]));

  const heard = (subject: string, sequence: number, roles: Role[], active = true) =>
    deliver(service.get(Database), [{ message: AccountChanged, subject, tenant: 'TSU', sequence, data: { roles, active } }]);
  const seen = async (sub: string, path = 'tasks') =>
    (
      await request(service.http)
        .get(`/api/intake/${path}`)
        .set(await service.as({ sub, tenant: 'TSU', roles: ['staff'] }))
    ).status;

  it('loses at once what was taken away, and gains what was given', async () => {
    const sub = randomUUID();
    expect(await seen(sub)).toBe(200);
    await heard(sub, 2, ['accountant']);
    expect([await seen(sub), await seen(sub, 'requests')]).toEqual([403, 200]);
    await heard(sub, 3, ['accountant', 'manager']);
    expect(await seen(sub)).toBe(200);
  });

  it('ends with the account, and older news does not open it again', async () => {
    const sub = randomUUID();
    await heard(sub, 3, ['staff'], false);
    expect(await seen(sub)).toBe(401);
    await heard(sub, 2, ['staff']);
    expect(await seen(sub)).toBe(401);
  });

  it('goes without an account on a public route', async () => {
    const sub = randomUUID();
    await heard(sub, 2, ['staff'], false);
    const { status } = await request(service.http)
      .get('/openurl?genre=book')
      .set(await service.as({ sub, tenant: 'TSU', roles: ['staff'] }));
    expect(status).toBe(302);
  });
});

import request from 'supertest';
import { DAY } from '#lib/kernel';
import { Retention } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { installation } from './__fixtures__/installation.ts';
import { listen, told } from './__fixtures__/listen.ts';
import { SeedInstallation } from './app/seed-installation.ts';
import { directory } from './directory.module.ts';

describe('patrons whose membership has ended', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database });
  const admin = (tenant: string) => service.as({ tenant, roles: ['library-admin'] });
  const sweep = async () => (await service.get(Retention).execute())['former patrons, to be erased'];
  const former: Record<string, string> = {};

  beforeAll(async () => {
    await listen(database.owner, ['intake.forget-patron.v1']);
    await service.get(SeedInstallation).execute(installation);
    for (const tenant of ['LCC', 'TSU']) {
      const { body } = await request(service.http)
        .post('/api/directory/patrons')
        .set(await admin(tenant))
        .send({ familyName: 'Former', cardNumber: `9000${tenant}`, group: 'alumni' })
        .expect(201);
      former[tenant] = body.patronRef;
      await request(service.http)
        .delete(`/api/directory/patrons/${body.patronRef}`)
        .set(await admin(tenant))
        .expect(204);
    }
    await request(service.http)
      .put('/api/directory/libraries/LCC/set-up')
      .set(await admin('LCC'))
      .send({ unlinkAfterDays: 10, keep: { formerPatrons: 30 } })
      .expect(200);
  }, 60_000);

  it('are erased after the days their library set; by a library that set none they are kept', async () => {
    service.clock.advance(29 * DAY);
    expect(await sweep()).toBe(0);
    service.clock.advance(2 * DAY);
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    const asked = (await told(database.owner)).filter(({ type }) => type === 'intake.forget-patron.v1');
    expect(asked.map(({ data }) => data)).toEqual([{ patronRef: former['LCC'] }]);
    const { body } = await request(service.http)
      .get(`/api/directory/patrons/${former['LCC']}/erasure`)
      .set(await admin('LCC'));
    expect(body).toMatchObject({ status: 'asked' });
    service.clock.advance(3000 * DAY);
    expect(await sweep()).toBe(0);
  });

  it('a setting goes by null or by leaving it out of `keep`', async () => {
    const { body } = await request(service.http)
      .put('/api/directory/libraries/LCC/set-up')
      .set(await admin('LCC'))
      .send({ unlinkAfterDays: null, keep: { uploads: 20 } })
      .expect(200);
    expect([body.unlinkAfterDays, body.keep]).toEqual([undefined, { uploads: 20 }]);
  });

  it.each([
    [{ keep: { formerPatrons: 0 } }, 'formerPatrons'],
    [{ keep: { messages: 5 } }, 'messages'],
    [{ keep: { everything: 5 } }, 'everything'],
  ])('%j is refused, and says which field', async (body, field) => {
    const answer = await request(service.http)
      .put('/api/directory/libraries/LCC/set-up')
      .set(await admin('LCC'))
      .send(body);
    expect([answer.status, JSON.stringify(answer.body).includes(field)]).toEqual([400, true]);
  });
});

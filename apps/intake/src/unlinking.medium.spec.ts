import request from 'supertest';
import type { RequestSummary } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { Retention } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library, listen, patron, settle, told } from './__fixtures__/desk.ts';
import { INTAKE_ENDS } from './app/retained.ts';
import { intake } from './intake.module.ts';

const [KEEPS, SHORT, PLAIN] = ['p_keeps0000000', 'p_short0000000', 'p_plain0000000'];

describe('closed requests', () => {
  const database = testDatabase('intake');
  const service = testService(intake, { database, env: { CONTACT_EMAIL: 'ill@example.org' } });
  const db = () => service.get(Database);
  const whose: Record<string, string> = { [KEEPS]: 'TSU', [PLAIN]: 'TSU', [SHORT]: 'LCC' };
  const by = (patronRef: string) => service.as({ tenant: whose[patronRef]!, roles: ['patron'], patronRef });
  const asked = async (patronRef: string, notes: string): Promise<string> => {
    const { body } = await request(service.http)
      .post('/api/intake/requests')
      .set(await by(patronRef))
      .send({ citation: { title: `Wanted by ${patronRef.slice(2, 7)}` }, notes });
    return (body as RequestSummary).id;
  };
  const closed = async (patronRef: string): Promise<string> => {
    const id = await asked(patronRef, 'words of mine');
    await request(service.http)
      .post(`/api/intake/requests/${id}/cancel`)
      .set(await by(patronRef))
      .send({ reason: 'words of mine too' })
      .expect(200);
    return id;
  };
  const list = async (patronRef: string): Promise<number> =>
    (
      await request(service.http)
        .get('/api/intake/requests')
        .set(await by(patronRef))
    ).body.requests.length;
  const unlink = async () => (await service.get(Retention).execute())[INTAKE_ENDS[0]!.what];
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    await listen(database.owner, ['intake.request-unlinked.v1']);
    await deliver(db(), [
      library('TSU'),
      library('LCC', { unlinkAfterDays: 10 }),
      patron('TSU', KEEPS, { keepHistory: true }),
      patron('TSU', PLAIN),
      patron('LCC', SHORT),
    ]);
    for (const patronRef of [KEEPS, PLAIN, SHORT]) ids[patronRef] = await closed(patronRef);
    ids['open'] = await asked(PLAIN, 'still wanted');
    await settle(db());
  }, 60_000);

  it('become nobody’s after the days their library has set, or ninety', async () => {
    service.clock.advance(9 * DAY);
    expect(await unlink()).toBe(0);
    service.clock.advance(2 * DAY);
    expect(await unlink()).toBe(1);
    expect([await list(SHORT), await list(PLAIN)]).toEqual([0, 2]);
    service.clock.advance(80 * DAY);
    expect(await unlink()).toBe(1);
    expect(await unlink()).toBe(0);
    // what is open stays whose it is
    expect([await list(PLAIN), await list(KEEPS)]).toEqual([1, 1]);
    await settle(db());
    expect(await told(database.owner, ids[SHORT]!)).toMatchObject([
      { type: 'intake.request-unlinked.v1', data: { standIn: expect.stringMatching(/^p_x/) } },
    ]);
  });

  it('stay with a patron who wants to keep their history, until they do not', async () => {
    await deliver(db(), [patron('TSU', KEEPS, { keepHistory: false }, 2)]);
    expect(await unlink()).toBe(1);
    expect(await list(KEEPS)).toBe(0);
  });

  it('lead nowhere, and hold nothing of what the patron wrote', async () => {
    for (const table of ['request', 'request_view', 'timeline', 'event', 'batch_line'])
      for (const word of [SHORT, KEEPS, 'words of mine']) {
        const { rowCount } = await database.owner.query(`select from intake.${table} t where t::text like '%' || $1 || '%'`, [
          word,
        ]);
        expect([table, word, rowCount]).toEqual([table, word, 0]);
      }
  });

  it.each([
    [`data = '{}'`, /append-only/],
    [`data = jsonb_set(data, '{at}', '"2020-01-01T00:00:00Z"')`, /append-only/],
    [`data = jsonb_set(data, '{submission,notes}', '"other words"') where type = 'received'`, /append-only/],
    [`actor = 'somebody else'`, /append-only/],
    [`type = 'x'`, /permission denied/],
  ])('leave an audit trail in which nothing else can be changed: %s', async (change, refusal) => {
    await expect(database.asTenant('TSU', (client) => client.query(`update event set ${change}`))).rejects.toThrow(refusal);
  });
});

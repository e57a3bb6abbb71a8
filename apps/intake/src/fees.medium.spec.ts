import request from 'supertest';
import { ForgetPatron, PatronFeeChanged, type RequestPage, type RequestSummary } from '#lib/contracts';
import { DAY, money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { Retention } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library, listen, patron, settle, told } from './__fixtures__/desk.ts';
import { INTAKE_ENDS } from './app/retained.ts';
import type { PatronFees } from './http/fee-shapes.ts';
import { intake } from './intake.module.ts';

const [OWES, OTHER] = ['p_owes00000000', 'p_other0000000'];
const ATTEMPT = '0199b000-0000-7000-8000-0000000000a1';
const usd = (minor: number) => money(minor, 'USD');

describe('what a patron pays', () => {
  const database = testDatabase('intake');
  const service = testService(intake, { database, env: { CONTACT_EMAIL: 'ill@example.org' } });
  const db = () => service.get(Database);
  const by = (patronRef: string) => service.as({ tenant: 'TSU', roles: ['patron'], patronRef });
  const fees = async (who: object, whose?: string) =>
    request(service.http)
      .get(`/api/intake/fees${whose ? `?patron=${whose}` : ''}`)
      .set(await service.as(who as never));
  let id = '';
  const stands = (sequence: number, amount: number, paid: number) =>
    deliver(db(), [
      {
        message: PatronFeeChanged,
        tenant: 'TSU',
        subject: ATTEMPT,
        correlation: id,
        sequence,
        data: { requestId: id, amount: usd(amount), paid: usd(paid), waived: usd(0), open: usd(amount - paid) },
      },
    ]);
  const unlink = async () => (await service.get(Retention).execute())[INTAKE_ENDS[0]!.what];

  beforeAll(async () => {
    await listen(database.owner, ['intake.patron-forgotten.v1']);
    await deliver(db(), [library('TSU'), patron('TSU', OWES), patron('TSU', OTHER)]);
    const { body } = await request(service.http)
      .post('/api/intake/requests')
      .set(await by(OWES))
      .send({ citation: { title: 'A dear book' }, maxFee: usd(500) });
    ({ id } = body as RequestSummary);
    await request(service.http)
      .post(`/api/intake/requests/${id}/cancel`)
      .set(await by(OWES))
      .send({})
      .expect(200);
  }, 60_000);

  it('stands on the page of the request and in the patron’s account, for nobody else but the desk', async () => {
    await stands(1, 500, 200);
    const { body: page } = await request(service.http)
      .get(`/api/intake/requests/${id}`)
      .set(await by(OWES));
    expect(page as RequestPage).toMatchObject({ fee: { amount: usd(500), open: usd(300) }, wishes: { maxFee: usd(500) } });
    const own = (await fees({ tenant: 'TSU', roles: ['patron'], patronRef: OWES })).body as PatronFees;
    expect(own).toMatchObject({ open: [usd(300)], requests: [{ id, title: 'A dear book', fee: { paid: usd(200) } }] });
    expect((await fees({ tenant: 'TSU', roles: ['staff'] }, OWES)).body).toEqual(own);
    // whatever they name, patrons see their own
    expect((await fees({ tenant: 'TSU', roles: ['patron'], patronRef: OTHER }, OWES)).body).toMatchObject({ requests: [] });
    expect((await fees({ tenant: 'LCC', roles: ['staff'] }, OWES)).body).toMatchObject({ open: [], requests: [] });
    expect((await fees({ tenant: 'TSU', roles: ['staff'] })).status).toBe(422);
  });

  it('keeps the request its patron’s as long as something is open, whoever asks to forget them', async () => {
    service.clock.advance(200 * DAY);
    expect(await unlink()).toBe(0);
    const forget = () => deliver(db(), [{ message: ForgetPatron, tenant: 'TSU', subject: id, data: { patronRef: OWES } }]);
    await forget();
    await settle(db());
    expect((await told(database.owner, id)).at(-1)).toMatchObject({ data: { open: 1 } });
    await stands(2, 500, 500);
    service.clock.advance(200 * DAY);
    expect(await unlink()).toBe(1);
    expect((await fees({ tenant: 'TSU', roles: ['staff'] }, OWES)).body).toMatchObject({ open: [], requests: [] });
  });
});

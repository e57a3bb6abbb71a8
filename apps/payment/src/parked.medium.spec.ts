import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { testDatabase, testService } from '#lib/testing';
import { payment } from './payment.module.ts';

describe('a message that a service cannot handle', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const id = randomUUID();
  const operator = () => service.as({ tenant: 'consortium', roles: ['operator'] });

  // as the runner leaves it after its last attempt
  beforeAll(async () => {
    const subject = randomUUID();
    const envelope = { specversion: '1.0', id, type: 'payment.release-reservation.v1', tenant: 'LCC', subject };
    await database.owner.query(
      `with i as (insert into payment.inbox (part, id, key, tenant, type, envelope) values (0, $1, $2, 'LCC', $3, $4) returning pos)
       insert into payment.hold (key, pos, tenant, attempts, until, error) select $2, pos, 'LCC', 5, 'infinity', 'it makes no sense' from i`,
      [id, subject, envelope.type, JSON.stringify(envelope)],
    );
  });

  it('is shown to an operator, and to nobody else', async () => {
    const { body } = await request(service.http)
      .get('/api/payment/parked')
      .set(await operator())
      .expect(200);
    expect(body.parked).toMatchObject([{ id, library: 'LCC', attempts: 5, error: 'it makes no sense', waiting: 0 }]);
    await request(service.http)
      .get('/api/payment/parked')
      .set(await service.as({ tenant: 'LCC', roles: ['staff', 'manager'] }))
      .expect(403);
    await request(service.http).get('/api/payment/parked').expect(401);
  });

  it('is given up once, and is gone then', async () => {
    const header = { ...(await operator()), 'x-requested-with': 'trillium' };
    await request(service.http).post(`/api/payment/parked/${randomUUID()}/drop`).set(header).expect(404);
    await request(service.http).post(`/api/payment/parked/${id}/drop`).set(header).expect(204);
    await request(service.http).post(`/api/payment/parked/${id}/replay`).set(header).expect(404);
    const { rowCount } = await database.owner.query('select from payment.inbox where id = $1', [id]);
    expect(rowCount).toBe(0);
  });
});

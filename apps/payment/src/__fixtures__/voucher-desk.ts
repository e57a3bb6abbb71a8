import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { TestDatabase, TestService } from '#lib/testing';
import type { VoucherStock } from '../http/voucher-shapes.ts';

/** What is done with a library's vouchers by HTTP, as its staff, and how its books then stand. */
export function voucherDesk(database: TestDatabase, service: TestService) {
  const call = async (method: 'get' | 'post' | 'put', path: string, tenant: string, body?: object) => {
    const asked = request(service.http);
    const url = `/api/payment/vouchers${path}`;
    return (method === 'get' ? asked.get(url) : method === 'put' ? asked.put(url) : asked.post(url))
      .set(await service.as({ tenant, sub: 'ada', roles: ['staff'] }))
      .send(body);
  };
  const stock = async (tenant: string): Promise<VoucherStock> => (await call('get', '', tenant)).body as VoucherStock;
  const balances = async (tenant: string): Promise<Record<string, number>> => {
    const { rows } = await database.owner.query<{ account: string; minor: string }>(
      `select account || ' ' || currency as account, sum(minor) as minor from payment.posting where tenant = $1 group by 1 having sum(minor) <> 0`,
      [tenant],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, Number(minor)]));
  };
  const promise = (tenant: string, lender: string, halves: number, requestId = randomUUID()) =>
    call('post', '/promises', tenant, { requestId, lender, halves });
  const buy = (tenant: string, ...numbers: string[]) =>
    call('post', '/orders', tenant, {
      order: '2025-17',
      cards: numbers.map((number) => ({ number, denomination: number.startsWith('H') ? 'half' : 'full' })),
    });
  return { call, stock, balances, promise, buy };
}

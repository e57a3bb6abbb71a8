import { z } from 'zod';
import { subscriptionsFor } from '../transport/subscriptions.ts';
import { identifier } from './names.ts';
import { rolesSql } from './roles.ts';
import { technicalTablesSql, tenantTableSql } from './tables.ts';

describe('SQL for roles and tables', () => {
  it('takes plain names only', () => {
    for (const name of ['', 'a b', 'a;drop', 'A', '1a', 'a"b', 'x'.repeat(59)])
      expect(() => identifier(name)).toThrow(RangeError);
    expect(() => technicalTablesSql('x; drop schema y')).toThrow(RangeError);
    expect(() => tenantTableSql('intake', "request'")).toThrow(RangeError);
  });
  it('quotes passwords', () => {
    const sql = rolesSql({ relayPassword: "it's", servicePasswords: { intake: 'b' } });
    expect(sql).toContain(`alter role relay with login password 'it''s'`);
    expect(() => rolesSql({ relayPassword: '\\', servicePasswords: {} })).toThrow('backslashes');
  });
  it('forces row-level security on every table with a tenant', () => {
    const sql = technicalTablesSql('intake');
    const withTenant = [...sql.matchAll(/create table (\w+) \(([^;]*)\);/g)]
      .filter(([, , body]) => body!.includes('tenant text'))
      .map(([, name]) => name!);
    expect(withTenant).toEqual(['event', 'outbox', 'inbox', 'hold', 'job']);
    for (const table of withTenant) expect(sql).toContain(`alter table ${table} force row level security;`);
  });
});

describe('subscriptions', () => {
  const data = z.object({});
  it('follow from what handlers name and who sends it', () => {
    const messages = [
      { type: 'intake.a.v1', source: 'intake', data },
      { type: 'payment.b.v1', source: ['sourcing', 'fulfillment'], data },
    ];
    expect(subscriptionsFor(['intake.a.v1', 'payment.b.v1'], messages)).toEqual(
      new Map([
        ['intake', ['intake.a.v1']],
        ['sourcing', ['payment.b.v1']],
        ['fulfillment', ['payment.b.v1']],
      ]),
    );
    expect(() => subscriptionsFor(['intake.z.v1'], messages)).toThrow('no contract declares');
  });
});

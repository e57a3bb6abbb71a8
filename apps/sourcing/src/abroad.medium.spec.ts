import {
  PartnerChanged,
  RequestCancelled,
  SupplyExhausted,
  VouchersChanged,
  VouchersPromised,
  VouchersRefused,
} from '#lib/contracts';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { Sent } from './__fixtures__/messages.ts';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { introductions, verified } from './__fixtures__/world.ts';

const LUHMANN = {
  kind: 'book',
  title: 'Soziale Systeme: Grundriß einer allgemeinen Theorie',
  authors: ['Luhmann, Niklas'],
  isbn: ['9783518282663'],
  year: 1987,
} as const;

describe('sourcing borrows abroad', () => {
  const { database, world, last, send, service, staff, status, told } = sourcingInWorld();
  const stock = (tenant: string, full: number, half: number): Sent => ({
    message: VouchersChanged,
    subject: randomUUID(),
    tenant,
    data: { full, half, promised: 0, away: 0 },
  });
  const ask = async (tenant: string) => {
    const asked = verified(tenant, 'loan', { ...LUHMANN, authors: [...LUHMANN.authors], isbn: [...LUHMANN.isbn] });
    await send(asked);
    return asked.subject;
  };
  /** The promise that payment was asked for. */
  const promised = async (id: string) => {
    const { type, subject, data } = await last(id);
    expect({ type, data }).toEqual({ type: 'payment.promise-vouchers.v1', data: { requestId: id, lender: 'UBA', halves: 2 } });
    return subject;
  };
  const answer = (message: Sent['message'], tenant: string, promise: string, id: string, more: object): Sent => ({
    message,
    subject: promise,
    tenant,
    correlation: id,
    data: { requestId: id, lender: 'UBA', halves: 2, ...more },
  });

  it('is told once the vouchers are kept, to one lender, with the promise', async () => {
    await send(stock('TSU', 1, 2));
    const id = await ask('TSU');
    const promise = await promised(id);
    expect(await status(id)).toBe('reserving');
    await send(answer(VouchersPromised, 'TSU', promise, id, { numbers: ['TSU-0001'] }));
    expect(await last(id)).toMatchObject({
      type: 'sourcing.decided.v1',
      data: {
        rule: { number: '24' },
        outcome: {
          route: 'borrow',
          lenders: [
            {
              symbol: 'UBA',
              settledBy: 'vouchers',
              expectedCost: { minor: 800, currency: 'EUR' },
              maxCost: { minor: 800, currency: 'EUR' },
              vouchers: { promise, halves: 2 },
            },
          ],
        },
      },
    });
    expect(await status(id)).toBe('handed-over');
    // the only one abroad said no: a person decides
    const { data } = await last(id);
    const tried = [{ kind: 'borrow', supplier: 'UBA', status: 'unfilled', reason: 'On loan' }];
    await send({ message: SupplyExhausted, subject: id, tenant: 'TSU', data: { decisionId: data['decisionId'], tried } });
    expect(await last(id)).toMatchObject({ data: { outcome: { route: 'staff', notYet: false } } });
  });

  it('is decided again where there are none left after all, knowing how many there are', async () => {
    await send(stock('LCC', 1, 0));
    const id = await ask('LCC');
    const refused = { left: { full: 0, half: 1 }, reason: '1 voucher is asked; ½ voucher in stock.' };
    await send(answer(VouchersRefused, 'LCC', await promised(id), id, refused));
    expect(await last(id)).toMatchObject({ type: 'sourcing.decided.v1', data: { attempt: 2, outcome: { route: 'staff' } } });
  });

  it('gives back what may be kept by now where the patron cancels meanwhile', async () => {
    await send(stock('HFC', 1, 0));
    const id = await ask('HFC');
    const promise = await promised(id);
    await send({ message: RequestCancelled, subject: id, tenant: 'HFC', data: { by: 'patron', reason: 'Found it.' } });
    await send(answer(VouchersPromised, 'HFC', promise, id, { numbers: ['HFC-0001'] }));
    expect((await told(id)).map(({ type, subject }) => [type, subject])).toEqual([
      ['payment.promise-vouchers.v1', promise],
      ['payment.release-reservation.v1', promise],
      ['sourcing.ended.v1', id],
    ]);
  });

  it('leaves it to staff without vouchers; who may choose the lender once there are some, and that one alone', async () => {
    const id = await ask('CPL');
    expect(await last(id)).toMatchObject({ data: { outcome: { route: 'staff', notYet: false } } });
    const choose = async (lenders: string[]) =>
      request(service.http)
        .post(`/api/sourcing/requests/${id}/decide`)
        .set(await staff('CPL'))
        .send({ route: 'borrow', lenders, reason: 'The patron insists' });
    expect((await choose(['UBA'])).body).toMatchObject({
      detail: 'UBA asks 1 voucher, which cannot be made up of the cards in the drawer.',
    });
    await send(stock('CPL', 0, 2));
    expect((await choose(['UBA'])).status).toBeLessThan(300);
    await promised(id);
  });

  it('asks what the partner wants, and does not lend from a country where loans are suspended', async () => {
    const partner = introductions(world()).find(
      ({ message, tenant, data }) =>
        message === PartnerChanged && tenant === 'MGH' && (data as { symbol: string }).symbol === 'UBA',
    )!;
    const { rows } = await database.owner.query<{ id: string }>(
      `select id from sourcing.partner where tenant = 'MGH' and symbol = 'UBA'`,
    );
    const partnerTold = (more: object): Sent => ({
      ...partner,
      subject: rows[0]!.id,
      data: { ...(partner.data as object), ...more },
    });
    await send(stock('MGH', 3, 1), partnerTold({ vouchers: { loan: 3, copy: 1 } }));
    const id = await ask('MGH');
    expect(await last(id)).toMatchObject({ type: 'payment.promise-vouchers.v1', data: { lender: 'UBA', halves: 3 } });
    await send(partnerTold({ loansOpen: false }));
    expect(await last(await ask('MGH'))).toMatchObject({ data: { outcome: { route: 'staff' } } });
  });
});

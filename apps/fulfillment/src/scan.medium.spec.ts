import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { ScanResult } from '#lib/contracts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';
import { numberOf, spaced } from './domain/scan/number.ts';

const jacobs = { title: 'Death and Life of Great American Cities', isbn: ['9780679741954'] };

describe('what lies on the desk', () => {
  const out = outside();
  const scan = async (code: string, tenant = 'BLL'): Promise<ScanResult> =>
    (await out.get(tenant, `scan?code=${encodeURIComponent(code)}`)).body as ScanResult;
  /** A book that is on its way to BLL. */
  const onItsWay = async (): Promise<{ id: string; request: string; number: string }> => {
    const requestId = await out.decided('BLL', borrow(lender('TSU')), jacobs);
    const [attempt] = await out.until(requestId, 'asked');
    return { id: attempt!.id, request: requestId, number: spaced(numberOf(attempt!.id)) };
  };

  it('is found by its number, by the request’s and by what the lender writes on it; the next step is on the button', async () => {
    const { id, request: requestId, number } = await onItsWay();
    for (const code of [number, number.toLowerCase().replaceAll('-', ''), id, requestId]) {
      const { found, more } = await scan(code);
      expect([code, more, found.map(({ attempt }) => attempt.id)]).toEqual([code, false, [id]]);
    }
    const [first] = (await scan(number)).found;
    expect(first).toMatchObject({
      title: jacobs.title,
      number,
      requestId,
      state: 'expected',
      next: 'receive',
      wanted: 'loan',
      pieces: 1,
    });
    const receive = first!.attempt.actions.find(({ name }) => name === 'receive')!;
    expect((await out.post('BLL', receive.path, { pieces: 1, restrictions: 'Gloves only' })).status).toBe(200);
    const [second] = (await scan(number)).found;
    expect(second).toMatchObject({ state: 'here', next: 'notify', restrictions: ['Gloves only'] });
    await out.do('BLL', requestId, 'notify');
    await out.do('BLL', requestId, 'check-out');
    expect((await scan(number)).found[0]).toMatchObject({ next: 'return' });
    await out.do('BLL', requestId, 'return');
    expect((await scan(number)).found[0]).toMatchObject({ next: 'ship-back' });
    await out.do('BLL', requestId, 'ship-back', { carrier: 'UPS', tracking: '1Z5R89390357567127' });
    const shipped = await scan('1Z 5R89 3903 5756 7127');
    expect(shipped).toMatchObject({ kind: 'tracking', carrier: 'UPS', found: [{ attempt: { id, status: 'shipped-back' } }] });
  });

  it('by its ISBN may be one of several, and then one chooses', async () => {
    const both = [await onItsWay(), await onItsWay()];
    const { kind, found } = await scan('0-679-74195-X');
    expect(kind).toBe('isbn');
    expect(found.map(({ attempt }) => attempt.id)).toEqual(expect.arrayContaining(both.map(({ id }) => id)));
  });

  it('and was cancelled is said to have come all the same, and can be received to be sent back', async () => {
    const { request: requestId, number } = await onItsWay();
    await out.cancelled('BLL', requestId);
    await out.until(requestId, 'cancelling');
    await out.hours(24 * 14);
    await out.until(requestId, 'cancelled');
    expect((await scan(number)).found).toMatchObject([{ state: 'ended', next: 'receive' }]);
  });

  it('and is nobody’s, or another library’s, is not found', async () => {
    const { number } = await onItsWay();
    expect((await scan(number, 'HFC')).found).toEqual([]);
    expect(await scan(randomUUID())).toMatchObject({ found: [], more: false });
    expect((await out.get('BLL', 'scan?code=')).status).toBe(400);
    expect((await out.get('BLL', `scan?code=${'9'.repeat(101)}`)).status).toBe(400);
  });

  it('gets a band and a return label, of this library’s attempts only', async () => {
    const { id } = await onItsWay();
    const pdf = async (path: string, tenant = 'BLL') =>
      request(out.service.http)
        .get(`/api/fulfillment/labels/${path}`)
        .set(await out.service.as({ tenant, roles: ['staff'] }));
    const arrival = await pdf(`arrival.pdf?ids=${id}&paper=4x6&language=es`);
    expect([arrival.status, arrival.type, (arrival.body as Buffer).subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect((await pdf(`band.pdf?ids=${id}`, 'HFC')).status).toBe(404);
    expect((await pdf(`band.pdf?ids=${id}&paper=a5`)).status).toBe(400);
    expect((await pdf(`poster.pdf?ids=${id}`)).status).toBe(400);
    expect((await pdf('band.pdf?ids=7')).status).toBe(400);
  });
});

import { get, hours, post, testWorld, type Reply } from './harness.ts';
import type { World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world.close());

interface Order {
  orderId: string;
  status: string;
  documentUrl?: string;
  url?: string;
  accessUrl?: string;
  tracking?: string;
}
const order = (reply: Reply): Order => reply.json<Order>();
const key = (value: string) => ({ 'idempotency-key': value });

describe('Get It Now', () => {
  const wanted = { issn: '1078-8956', year: 2023, articleTitle: 'Large language models in medicine', customerReference: 'job-1' };

  it('quotes its flat fee and the royalty', async () => {
    const quote = (query: string) => get(world, `/getitnow/quote?${query}`);
    expect((await quote('issn=1078-8956&year=2023')).json()).toMatchObject({
      available: true,
      price: { amount: '24.00', currency: 'USD' },
      royalty: { amount: '41.00', currency: 'USD' },
      deliveryHours: 2,
    });
    const known = (await quote('issn=0022-3514&year=1986')).json<Record<string, unknown>>();
    expect(known).toMatchObject({ available: false, royalty: { amount: '12.00' } });
    expect(known).not.toHaveProperty('price');
    expect((await quote('issn=0017-8012&year=1979')).status).toBe(404);
    expect((await quote('issn=10788956&year=2023')).status).toBe(400);
    expect((await quote('issn=1078-8956&year=23')).status).toBe(400);
  });
  it('delivers after its hours', async () => {
    const placed = order(await post(world, '/getitnow/orders', wanted));
    expect(placed).toMatchObject({ status: 'ACCEPTED', price: { amount: '24.00' } });
    await hours(world, 1.9);
    expect(order(await get(world, `/getitnow/orders/${placed.orderId}`)).status).toBe('ACCEPTED');
    await hours(world, 0.2);
    const done = order(await get(world, `/getitnow/orders/${placed.orderId}`));
    expect(done.status).toBe('FULFILLED');
    expect((await fetch(done.documentUrl!)).headers.get('content-type')).toBe('application/pdf');
  });
  it('ignores idempotency keys: twice is two, and the look-up by reference shows it', async () => {
    for (let i = 0; i < 2; i += 1) expect((await post(world, '/getitnow/orders', wanted, key('k'))).status).toBe(201);
    const { orders } = (await get(world, '/getitnow/orders?reference=job-1')).json<{ orders: Order[] }>();
    expect(orders.map((one) => one.orderId)).toEqual(['GIN-000001', 'GIN-000002']);
    const { entries } = (await get(world, '/control/journal?service=getitnow&types=put')).json<{ entries: { key: string }[] }>();
    expect(entries.map((entry) => entry.key)).toEqual(['k', 'k']);
  });
  it('wants an exact citation and an available title; some orders fail', async () => {
    expect((await post(world, '/getitnow/orders', { issn: '1078-8956', year: 2023 })).json()).toMatchObject({
      error: 'MISSING_FIELD',
    });
    expect((await post(world, '/getitnow/orders', { ...wanted, issn: '0022-3514' })).status).toBe(409);
    await post(world, '/control/facts', { table: 'getItNow', where: { issn: '1078-8956' }, set: { outcome: 'failed' } });
    await post(world, '/getitnow/orders', wanted);
    await hours(world, 3);
    expect(order(await get(world, '/getitnow/orders/GIN-000001'))).toMatchObject({ status: 'FAILED' });
    expect((await get(world, '/delivered/getitnow/GIN-000001.pdf')).status).toBe(404);
  });
});

describe('Reprints Desk', () => {
  const wanted = { doi: '10.1037/0022-3514.51.6.1173', reference: 'job-2' };

  it('quotes by DOI and delivers', async () => {
    expect((await get(world, `/reprintsdesk/prices?doi=${wanted.doi}`)).json()).toMatchObject({ price: { amount: '39.00' } });
    expect((await get(world, '/reprintsdesk/prices?issn=0017-8012')).status).toBe(404);
    expect((await get(world, '/reprintsdesk/prices')).status).toBe(400);
    const placed = order(await post(world, '/reprintsdesk/orders', wanted, key('a')));
    await hours(world, 5);
    const done = order(await get(world, `/reprintsdesk/orders/${placed.orderId}`));
    expect(done.status).toBe('DELIVERED');
    expect((await fetch(done.url!)).status).toBe(200);
  });
  it('honors idempotency keys', async () => {
    const first = await post(world, '/reprintsdesk/orders', wanted, key('a'));
    const again = await post(world, '/reprintsdesk/orders', wanted, key('a'));
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 200, 'true']);
    expect(order(again).orderId).toBe(order(first).orderId);
    expect((await post(world, '/reprintsdesk/orders', { ...wanted, reference: 'x' }, key('a'))).status).toBe(422);
    expect(order(await post(world, '/reprintsdesk/orders', wanted, key('b'))).orderId).not.toBe(order(first).orderId);
    const { entries } = (await get(world, '/control/journal?types=put')).json<{ entries: unknown[] }>();
    expect(entries).toHaveLength(2);
  });
});

describe('the bookseller', () => {
  it('sends print by post, and it arrives', async () => {
    const item = (await get(world, '/vendor/items?isbn=978-0-9613921-4-7')).json();
    expect(item).toMatchObject({
      publicationYear: 2001,
      offers: [{ price: { amount: '40.00' }, inStock: true, format: 'print' }],
    });
    const body = { offerId: '9780961392147-P', shipTo: 'LCC', reference: 'job-3' };
    const placed = order(await post(world, '/vendor/orders', body, key('c')));
    expect(placed.status).toBe('ORDERED');
    await hours(world, 25);
    const shipped = order(await get(world, `/vendor/orders/${placed.orderId}`));
    expect(shipped.status).toBe('SHIPPED');
    expect((await get(world, `/carrier/track/${shipped.tracking}`)).json()).toMatchObject({ status: 'in-transit' });
    expect((await post(world, `/vendor/orders/${placed.orderId}/cancel`, {})).status).toBe(409);
    await hours(world, 48);
    expect(order(await get(world, `/vendor/orders/${placed.orderId}`)).status).toBe('ARRIVED');
    expect((await get(world, '/carrier/parcels?to=LCC&status=delivered')).json()).toMatchObject({
      parcels: [{ reference: 'job-3', from: 'vendor', title: 'The Visual Display of Quantitative Information' }],
    });
  });
  it('opens e-books after an hour, and takes orders back until they leave', async () => {
    const ebook = order(await post(world, '/vendor/orders', { offerId: '9780674430006-E', reference: 'e' }));
    await hours(world, 1);
    const open = order(await get(world, `/vendor/orders/${ebook.orderId}`));
    expect(open.status).toBe('ACTIVE');
    expect((await fetch(open.accessUrl!)).status).toBe(200);
    const print = order(await post(world, '/vendor/orders', { offerId: '9780674430006-P', shipTo: 'TSU' }));
    expect(order(await post(world, `/vendor/orders/${print.orderId}/cancel`, {})).status).toBe('CANCELLED');
    await hours(world, 100);
    expect(order(await get(world, `/vendor/orders/${print.orderId}`)).status).toBe('CANCELLED');
    expect((await get(world, '/carrier/parcels?to=TSU')).json()).toEqual({ parcels: [] });
  });
  it('refuses what it cannot do', async () => {
    expect((await get(world, '/vendor/items?isbn=12')).status).toBe(400);
    expect((await get(world, '/vendor/items?isbn=9780521058018')).status).toBe(404);
    expect((await post(world, '/vendor/orders', { offerId: 'nothing', shipTo: 'TSU' })).status).toBe(404);
    expect((await post(world, '/vendor/orders', { offerId: '9780674430006-P' })).status).toBe(400);
    expect((await post(world, '/vendor/orders', { offerId: '9780262033848-P', shipTo: 'TSU' })).status).toBe(409);
  });
});

describe('a library system (NCIP)', () => {
  const hold = (id: string, what: string) =>
    `<NCIPMessage xmlns="http://www.niso.org/2008/ncip"><RequestItem><UserId><UserIdentifierValue>22300000000031</UserIdentifierValue></UserId>
     ${what}<RequestId><RequestIdentifierValue>${id}</RequestIdentifierValue></RequestId></RequestItem></NCIPMessage>`;
  const record = (id: string) =>
    `<BibliographicId><BibliographicRecordId><BibliographicRecordIdentifier>${id}</BibliographicRecordIdentifier></BibliographicRecordId></BibliographicId>`;
  const cancel = (id: string) =>
    `<NCIPMessage xmlns="http://www.niso.org/2008/ncip"><CancelRequestItem><RequestId><RequestIdentifierValue>${id}</RequestIdentifierValue></RequestId></CancelRequestItem></NCIPMessage>`;

  it('places a hold once, however often it is asked', async () => {
    const first = (await post(world, '/ils/CPL', hold('job-4', record('beloved')))).text;
    expect(first).toContain('<RequestIdentifierValue>HOLD-000001</RequestIdentifierValue>');
    expect(first).toContain('<ItemIdentifierValue>30000000000001</ItemIdentifierValue>');
    const again = (await post(world, '/ils/CPL', hold('job-4', record('beloved')))).text;
    expect(again).toContain('<ProblemType>Duplicate Request</ProblemType>');
    expect(again).toContain('<ProblemValue>HOLD-000001</ProblemValue>');
    expect(world.state.table('ils').size).toBe(1);
  });
  it('cancels it, and says how it stands', async () => {
    await post(world, '/ils/CPL', hold('job-4', record('beloved')));
    const lookUp = cancel('job-4').replaceAll('CancelRequestItem', 'LookupRequest');
    expect((await post(world, '/ils/CPL', lookUp)).text).toContain('<RequestStatusType>In Process<');
    expect((await post(world, '/ils/CPL', cancel('HOLD-000001'))).text).toContain('CancelRequestItemResponse');
    expect((await post(world, '/ils/CPL', lookUp)).text).toContain('<RequestStatusType>Cancelled<');
    expect((await post(world, '/ils/CPL', cancel('nothing'))).text).toContain('Unknown Request');
  });
  it.each([
    ['an unknown record', hold('1', record('nothing')), 'Item Does Not Circulate'],
    ['a missing copy', hold('1', record('visual-display')), 'Item Does Not Circulate'],
    ['no item', hold('1', ''), 'Needed Data Missing'],
    ['another service', '<NCIPMessage><RenewItem/></NCIPMessage>', 'Unsupported Service'],
    ['no NCIP', '<a', 'Invalid Message Syntax Error'],
  ])('has a problem with %s', async (_, body, problem) => {
    expect((await post(world, '/ils/CPL', body)).text).toContain(`<ProblemType>${problem}</ProblemType>`);
  });
  it('takes a copy of the shared catalog from whoever has it', async () => {
    await post(world, '/control/facts', { table: 'holdings', where: { library: 'CPL', work: 'beloved' }, remove: true });
    const answer = (await post(world, '/ils/EVERGREEN', hold('job-5', record('beloved')))).text;
    expect(answer).toContain('<ItemIdentifierValue>30000000000004</ItemIdentifierValue>');
  });
});

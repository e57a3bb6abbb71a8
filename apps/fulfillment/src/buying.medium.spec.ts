import { randomUUID } from 'node:crypto';
import { ConnectorChanged, connectorContext } from '#lib/contracts';
import { Seals } from '#lib/service';
import { keyOfAccount } from '#test/world';
import { outside } from './__fixtures__/outside.ts';
import { usd } from './__fixtures__/samples.ts';

const medicine = {
  kind: 'article',
  title: 'Large language models in medicine',
  container: 'Nature Medicine',
  issn: ['1078-8956'],
  year: 2023,
  doi: '10.1038/s41591-023-02448-8',
};
const CONNECTOR = randomUUID();
const RESERVATION = '0199b000-0000-7000-8000-00000000abcd';
const buy = (what: 'copy' | 'print' | 'e-book', provider: string, offer: string, price: number) =>
  ({
    route: 'buy',
    what,
    provider,
    offer,
    price: usd(price),
    reservation: RESERVATION,
    addToCollection: what !== 'copy',
  }) as const;
const getItNow = (price = 2400) => buy('copy', 'get-it-now', '1078-8956/2023', price);

describe('buying in the world', () => {
  const out = outside();
  const told = async (tenant: string, id: string, type: string) =>
    (await out.told(tenant, id)).filter((message) => message.type === type).map(({ data, subject }) => ({ subject, ...data }));

  it('orders a copy at Get It Now, pays what it confirms, once, and delivers the link', async () => {
    const id = await out.decided('MGH', getItNow(), medicine, 'copy');
    await out.until(id, 'ordered');
    await out.hours(3);
    const [copy] = await out.until(id, 'closed');
    expect(copy).toMatchObject({
      url: expect.stringContaining('/delivered/getitnow/'),
      order: { price: usd(2400) },
      finished: true,
    });
    expect(await told('MGH', id, 'fulfillment.cost-incurred.v1')).toEqual([
      {
        subject: copy!.id,
        requestId: id,
        kind: 'buy',
        what: 'copy',
        payee: 'get-it-now',
        amount: usd(2400),
        settledBy: 'invoice',
        reservation: RESERVATION,
      },
    ]);
  });

  it('orders once although the answer is lost on the way: Get It Now ignores keys, so the order is looked up', async () => {
    out.line.losePosts(1);
    const before = (await out.journal('service=getitnow&types=put')).length;
    const id = await out.decided('MGH', getItNow(), medicine, 'copy');
    await out.until(id, 'ordered');
    expect((await out.journal('service=getitnow&types=put')).length - before).toBe(1);
    expect(await told('MGH', id, 'fulfillment.cost-incurred.v1')).toHaveLength(1);
  });

  it('orders once at a provider that honors keys, too', async () => {
    out.line.losePosts(1);
    const baron = { kind: 'article', title: 'Moderator–Mediator', doi: '10.1037/0022-3514.51.6.1173', year: 1986 };
    const before = (await out.journal('service=reprintsdesk&types=put')).length;
    const id = await out.decided('HFC', buy('copy', 'reprints-desk', 'RD', 3900), baron, 'copy');
    await out.until(id, 'ordered');
    await out.hours(5);
    await out.until(id, 'closed');
    expect((await out.journal('service=reprintsdesk&types=put')).length - before).toBe(1);
  });

  it('buys nothing at another price than was quoted: the fund gets its money back, sourcing decides again', async () => {
    const id = await out.decided('MGH', getItNow(2000), medicine, 'copy');
    await out.until(id, 'unfilled');
    const reason = 'The price is now $24; $20 was quoted.';
    expect(await told('MGH', id, 'payment.abandon-reservation.v1')).toEqual([{ subject: RESERVATION, requestId: id, reason }]);
    expect(await told('MGH', id, 'fulfillment.supply-exhausted.v1')).toMatchObject([
      { tried: [{ kind: 'buy', supplier: 'get-it-now', status: 'unfilled', reason }] },
    ]);
  });

  it('orders on the account of the library that has one, and on nobody’s with a key that is refused', async () => {
    const connect = (key: string, sequence: number) =>
      out.put('BLL', ConnectorChanged, CONNECTOR, {
        kind: 'get-it-now',
        active: true,
        address: `${out.line.url}/getitnow`,
        settings: { account: `BLL-${sequence}`, ...(sequence === 1 && { deposit: 'yes' }) },
        secrets: { key: out.service.get(Seals).seal('BLL', key, connectorContext('get-it-now', 'key')) },
      });
    await connect(keyOfAccount('BLL'), 1);
    const id = await out.decided('BLL', getItNow(), medicine, 'copy');
    const [ordered] = await out.until(id, 'ordered');
    const orders = await out.journal('service=getitnow');
    expect(orders).toContainEqual(
      expect.objectContaining({ kind: 'order', effect: ordered!.order!.orderNumber, data: { account: 'BLL-1' } }),
    );
    // what it costs is taken from the deposit account there, as the library has it
    expect(await told('BLL', id, 'fulfillment.cost-incurred.v1')).toMatchObject([{ payee: 'get-it-now', settledBy: 'deposit' }]);
    // what goes with the job is sealed
    const { rows } = await out.database.owner.query(`select from fulfillment.event where data::text like '%account-key%'`);
    expect(rows).toEqual([]);
    await connect('guessed', 2);
    const refused = await out.decided('BLL', getItNow(), medicine, 'copy');
    const [attempt] = await out.until(refused, 'unfilled');
    expect(attempt!.reason).toContain('get-it-now answered 401: it does not let us in');
  });

  it('orders nothing at a provider that is not set up here', async () => {
    const id = await out.decided('MGH', buy('copy', 'unheard-of', 'X', 2400), medicine, 'copy');
    const [attempt] = await out.until(id, 'unfilled');
    expect(attempt!.reason).toBe('Not ordered: no provider "unheard-of" is set up here');
  });

  it('reverses the cost of an order that the provider could not supply', async () => {
    await out.control('facts', { table: 'getItNow', where: { issn: '1078-8956' }, set: { outcome: 'failed' } });
    const id = await out.decided('MGH', getItNow(), medicine, 'copy');
    await out.until(id, 'ordered');
    await out.hours(3);
    await out.until(id, 'unfilled');
    expect(await told('MGH', id, 'fulfillment.cost-reversed.v1')).toMatchObject([{ reason: 'Get It Now could not supply it.' }]);
    expect(await told('MGH', id, 'payment.abandon-reservation.v1')).toEqual([]);
    await out.control('facts', { table: 'getItNow', where: { issn: '1078-8956' }, set: { outcome: 'delivered' } });
  });

  it('buys a book: shipped, received, lent, cataloged', async () => {
    const book = { title: 'The Visual Display of Quantitative Information', isbn: ['9780961392147'], year: 2001 };
    const id = await out.decided('LCC', buy('print', 'vendor', '9780961392147-P', 4000), book);
    await out.until(id, 'ordered');
    await out.hours(30);
    const [print] = await out.until(id, 'shipped');
    expect(print!.tracking).toMatch(/^1Z/);
    for (const action of ['receive', 'notify', 'check-out']) await out.do('LCC', id, action);
    expect(await told('LCC', id, 'fulfillment.request-finished.v1')).toMatchObject([{ kind: 'buy', supplier: 'vendor' }]);
    expect(await out.tasks('LCC', id)).toMatchObject([{ kind: 'to-catalog' }]);
    await out.do('LCC', id, 'catalog');
    expect(await told('LCC', id, 'fulfillment.request-closed.v1')).toMatchObject([{ outcome: 'filled' }]);
  });

  it('buys an e-book and hands out its link', async () => {
    const book = { title: 'Capital in the Twenty-First Century', isbn: ['9780674430006'], year: 2014 };
    const id = await out.decided('TSU', buy('e-book', 'vendor', '9780674430006-E', 6400), book);
    await out.until(id, 'ordered');
    await out.hours(2);
    const [ebook] = await out.until(id, 'closed');
    expect(ebook!.url).toContain('/delivered/vendor/');
  });

  it('stops an order for which no provider could be reached yet', async () => {
    out.line.down = true;
    const id = await out.decided('MGH', getItNow(), medicine, 'copy');
    await out.cancelled('MGH', id);
    out.line.down = false;
    // whether the call was under way decides: taken back, or looked up, found not to be there, and then ordered in vain
    for (let tries = 0; (await out.processStatus(id)) !== 'closed' && tries < 1000; tries += 1) await out.hours(1);
    expect(await told('MGH', id, 'fulfillment.request-closed.v1')).toMatchObject([{ outcome: 'cancelled' }]);
    expect(await told('MGH', id, 'fulfillment.request-finished.v1')).toEqual([]);
    const paid = (await told('MGH', id, 'fulfillment.cost-incurred.v1')).length;
    const back = (await told('MGH', id, 'payment.abandon-reservation.v1')).length;
    expect(paid + back).toBe(1);
  });
});

describe('buying by hand at the publisher’s site', () => {
  const out = outside();
  const porter = {
    kind: 'article',
    title: 'How Competitive Forces Shape Strategy',
    container: 'Harvard Business Review',
    issn: ['0017-8012'],
    year: 1979,
    volume: '57',
    issue: '2',
  };
  const byHand = { ...buy('copy', 'publisher', 'by hand', 3000), byHand: true } as const;
  const told = async (id: string, type: string) =>
    (await out.told('LCC', id)).filter((message) => message.type === type).map(({ data, subject }) => ({ subject, ...data }));

  it('is a task with what to look for; the price paid is told once, with what was held for it', async () => {
    const id = await out.decided('LCC', byHand, porter, 'copy');
    const [attempt] = await out.until(id, 'planned');
    const [task] = await out.tasks('LCC', id);
    expect(task).toMatchObject({
      kind: 'to-buy',
      supplier: 'publisher',
      paste: { where: 'publisher', fields: expect.arrayContaining([{ name: 'Pay at most', value: '$30' }]) },
      actions: [{ name: 'bought', primary: true }, { name: 'cannot-buy' }],
    });
    const dearer = await out.post('LCC', task!.actions[0]!.path, { price: usd(3100) });
    expect([dearer.status, JSON.stringify(dearer.body)]).toEqual([422, expect.stringContaining('who agreed to it')]);
    await out.do('LCC', id, 'bought', { price: usd(895), url: 'https://files.example/hbr.pdf' });
    const [copy] = await out.until(id, 'closed');
    expect(copy).toMatchObject({ finished: true, url: 'https://files.example/hbr.pdf' });
    expect(await told(id, 'fulfillment.cost-incurred.v1')).toEqual([
      {
        subject: attempt!.id,
        requestId: id,
        kind: 'buy',
        what: 'copy',
        payee: 'publisher',
        amount: usd(895),
        settledBy: 'invoice',
        reservation: RESERVATION,
      },
    ]);
    expect(await told(id, 'payment.abandon-reservation.v1')).toEqual([]);
  });

  it('that cannot be gives back what was held, and sourcing hears that it was tried', async () => {
    const id = await out.decided('LCC', byHand, porter, 'copy');
    await out.do('LCC', id, 'cannot-buy', { reason: 'Subscribers only.' });
    await out.until(id, 'unfilled');
    expect(await told(id, 'payment.abandon-reservation.v1')).toMatchObject([
      { subject: RESERVATION, reason: 'Subscribers only.' },
    ]);
    expect(await told(id, 'fulfillment.supply-exhausted.v1')).toMatchObject([
      { tried: [{ kind: 'buy', supplier: 'publisher' }] },
    ]);
  });
});

describe('what the library has', () => {
  const out = outside();
  const hold = { route: 'hold', library: 'CPL', record: 'beloved', callNumber: 'FIC MOR' } as const;
  const beloved = { title: 'Beloved', isbn: ['9781400033416'] };

  /** What directory is asked about holds, which asks the library's own system. */
  const asked = async (symbol: string, id: string) =>
    (await out.told(symbol, id)).filter(({ type }) => type.endsWith('-hold.v1')).map(({ type, data }) => [type, data]);

  it('has directory place a hold for the patron, and take it away when the book is not there', async () => {
    const id = await out.decided('CPL', hold, beloved);
    const [waits] = await out.until(id, 'asked');
    const { patronRef } = waits!.wanted;
    const place = ['directory.place-hold.v1', { requestId: id, patronRef, record: 'beloved' }];
    expect(await asked('CPL', id)).toEqual([place]);
    await out.holdAnswered('CPL', waits!, { answer: 'placed', holdId: 'HOLD-7' });
    const [placed] = await out.until(id, 'hold-placed');
    expect(placed!.holdId).toBe('HOLD-7');
    const { body } = await out.get('CPL', `requests/${id}/attempts`);
    expect(body.attempts[0].actions.map(({ name }: { name: string }) => name)).toEqual([
      'picked-up',
      'hold-refused',
      'not-obtained',
      'undo',
    ]);
    const path = body.attempts[0].actions[1].path as string;
    expect((await out.post('CPL', path, { reason: 'Not on the shelf.' })).body).toMatchObject({ status: 'unfilled' });
    expect(await asked('CPL', id)).toEqual([place, ['directory.remove-hold.v1', { requestId: id, patronRef, holdId: 'HOLD-7' }]]);
    await out.holdAnswered('CPL', placed!, { answer: 'kept', reason: 'Unknown User.' });
    const left = (await out.tasks('CPL', id)).find(({ kind }) => kind === 'left-behind');
    expect(JSON.stringify(left)).toContain('could not be taken away in the library system (Unknown User.)');
  });

  it('leaves a hold to staff where the library system cannot be asked', async () => {
    const id = await out.decided('HSL', { ...hold, library: 'HSL' }, beloved);
    const [waits] = await out.until(id, 'asked');
    await out.holdAnswered('HSL', waits!, { answer: 'in-doubt', reason: 'the library’s own system is not connected (NCIP).' });
    const [unsure] = await out.until(id, 'unsure');
    expect(unsure!.reason).toContain('not connected');
    const [task] = await out.tasks('HSL', id);
    expect(task!.actions.map(({ name }) => name)).toEqual(['hold-placed', 'hold-refused']);
    await out.do('HSL', id, 'hold-placed');
    await out.until(id, 'hold-placed');
  });

  it('places a hold on a copy elsewhere in the shared system by the library’s own, and takes it away when called off', async () => {
    // no member of the platform is asked: its copies are in the same Evergreen
    const id = await out.decided('CPL', { route: 'hold', library: 'RFL', record: 'beloved' }, beloved);
    const [waits] = await out.until(id, 'asked');
    await out.holdAnswered('CPL', waits!, { answer: 'placed', holdId: 'HOLD-8' });
    const [placed] = await out.until(id, 'hold-placed');
    expect(placed!.plan).toMatchObject({ library: 'RFL' });
    await out.cancelled('CPL', id);
    await out.until(id, 'cancelling');
    await out.holdAnswered('CPL', placed!, { answer: 'removed' });
    await out.until(id, 'cancelled');
    const { rows } = await out.database.owner.query<{ type: string }>(
      `select data->>'on' as type from fulfillment.event where aggregate = $1 and data->>'on' like 'hold%' order by version`,
      [placed!.id],
    );
    expect(rows.map(({ type }) => type)).toEqual(['hold-placed', 'hold-removed']);
  });

  it('goes on to the next way where the shared system cannot send it', async () => {
    const id = await out.decided('CPL', { route: 'hold', library: 'RFL', record: 'beloved' }, beloved);
    const [waits] = await out.until(id, 'asked');
    await out.holdAnswered('CPL', waits!, { answer: 'placed', holdId: 'HOLD-9' });
    await out.until(id, 'hold-placed');
    await out.do('CPL', id, 'hold-refused', { reason: 'None left to be sent.' });
    await out.until(id, 'unfilled');
    expect((await out.told('CPL', id)).find(({ type }) => type.includes('exhausted'))?.data).toMatchObject({
      tried: [{ kind: 'hold', supplier: 'RFL', status: 'unfilled' }],
    });
  });

  it('ends a hold on what does not circulate with the system’s reason', async () => {
    const id = await out.decided('CPL', { ...hold, record: 'nothing' }, beloved);
    const [waits] = await out.until(id, 'asked');
    await out.holdAnswered('CPL', waits!, { answer: 'refused', reason: 'Item Does Not Circulate.' });
    const [refused] = await out.until(id, 'unfilled');
    expect(refused!.reason).toMatch(/^Item Does Not Circulate/);
  });

  it('delivers an open copy at once', async () => {
    const url = 'https://example.org/a.pdf';
    const id = await out.decided('LCC', { route: 'deliver', url, version: 'publishedVersion', host: 'PLoS' }, beloved, 'copy');
    await out.until(id, 'closed');
    expect((await out.told('LCC', id)).map(({ type }) => type)).toEqual([
      'fulfillment.attempt-opened.v1',
      'fulfillment.attempt-advanced.v1',
      'fulfillment.attempt-advanced.v1',
      'fulfillment.request-finished.v1',
      'fulfillment.request-closed.v1',
    ]);
  });

  it('has staff scan an article', async () => {
    const id = await out.decided('TSU', { route: 'scan', library: 'TSU', record: 'x' }, beloved, 'copy');
    const [task] = await out.tasks('TSU', id);
    expect(task).toMatchObject({
      kind: 'to-scan',
      actions: [{ name: 'deliver', fields: [{ name: 'url', kind: 'url', required: true }, {}] }, {}],
    });
    const wrong = await out.post('TSU', task!.actions[0]!.path, { url: 'javascript:alert(1)' });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'url']);
    await out.do('TSU', id, 'deliver', { url: 'https://files.example/scan.pdf' });
    await out.until(id, 'closed');
  });
});

import {
  agency,
  code,
  confirm,
  isIncoming,
  readMessage,
  writeMessage,
  type MessageOf,
  type Request,
  type SupplyingAgencyMessage,
} from '#lib/iso18626';
import { unwrap } from '#lib/kernel';
import { get, hours, post, startBorrower, testWorld, until, type Borrower } from './harness.ts';
import type { World } from './world.ts';

let world: World;
let borrower: Borrower;
const confirmation = (xml: string): string => {
  const message = unwrap(readMessage(xml));
  if (!isIncoming(message)) throw new Error('no message to confirm');
  return writeMessage(confirm(message, new Date('2025-10-06T13:00:00Z')));
};
beforeEach(async () => {
  borrower = await startBorrower(confirmation);
  world = await testWorld({ callback: borrower.url });
});
afterEach(async () => {
  await world.close();
  await borrower.close();
});

interface Ask {
  from?: string;
  isbn?: string;
  doi?: string;
  issn?: string;
  year?: string;
  service?: 'Copy' | 'Loan';
  max?: number;
  payment?: string;
  type?: 'New' | 'Retry';
  previous?: string;
}
function request(lender: string, id: string, ask: Ask): string {
  const { isbn, doi, issn, max } = ask;
  const ids = Object.entries({ ISBN: isbn, DOI: doi, ISSN: issn }).filter(([, value]) => value);
  const body: Request = {
    header: {
      supplyingAgencyId: agency(lender),
      requestingAgencyId: agency(ask.from ?? 'LCC'),
      timestamp: '2025-10-06T13:00:00Z',
      requestingAgencyRequestId: id,
    },
    bibliographicInfo: {
      bibliographicItemId: ids.map(([name, value]) => ({
        bibliographicItemIdentifierCode: code(name),
        bibliographicItemIdentifier: value!,
      })),
    },
    ...(ask.year ? { publicationInfo: { publicationDate: ask.year } } : {}),
    serviceInfo: {
      requestType: ask.type ?? 'New',
      ...(ask.previous ? { requestingAgencyPreviousRequestId: ask.previous } : {}),
      serviceType: ask.service ?? 'Loan',
    },
    billingInfo: {
      ...(ask.payment ? { paymentMethod: code(ask.payment) } : {}),
      ...(max === undefined ? {} : { maximumCosts: { minor: max, currency: 'USD' } }),
    },
  };
  return writeMessage({ kind: 'request', version: '2021-2', body });
}
const act = (lender: string, id: string, action: MessageOf<'requestingAgencyMessage'>['body']['action'], from = 'LCC') =>
  post(
    world,
    `/iso18626/${lender}`,
    writeMessage({
      kind: 'requestingAgencyMessage',
      version: '2021-2',
      body: {
        header: {
          supplyingAgencyId: agency(lender),
          requestingAgencyId: agency(from),
          timestamp: '2025-10-06T13:00:00Z',
          requestingAgencyRequestId: id,
        },
        action,
      },
    }),
  );
const ask = (lender: string, id: string, how: Ask) => post(world, `/iso18626/${lender}`, request(lender, id, how));
const heard = (): SupplyingAgencyMessage[] =>
  borrower.heard.map((xml) => (unwrap(readMessage(xml)) as MessageOf<'supplyingAgencyMessage'>).body);
const statuses = () => heard().map((message) => message.statusInfo.status);
const last = () => heard().at(-1)!;

describe('a lender that has it', () => {
  it('lends it, and closes when it is back', async () => {
    const answer = unwrap(readMessage((await ask('TSU', 'r1', { isbn: '9780679741954', from: 'BLL' })).text));
    expect(answer).toMatchObject({
      kind: 'requestConfirmation',
      body: {
        confirmationHeader: { messageStatus: 'OK', requestingAgencyRequestId: 'r1', timestampReceived: '2025-10-06T13:00:00Z' },
      },
    });
    await world.settle();
    expect(statuses()).toEqual(['RequestReceived']);
    await hours(world, 4);
    expect(heard()[0]!.messageInfo.reasonForMessage).toBe('RequestResponse');
    expect(last()).toMatchObject({ messageInfo: { reasonForMessage: 'StatusChange' }, statusInfo: { status: 'WillSupply' } });
    await hours(world, 20);
    expect(last()).toMatchObject({
      header: { requestingAgencyRequestId: 'r1', supplyingAgencyRequestId: 'TSU-000001', timestamp: '2025-10-07T13:00:00.000Z' },
      statusInfo: { status: 'Loaned', dueDate: '2025-11-18T23:59:00.000Z' },
      deliveryInfo: { itemId: [expect.stringMatching(/^3\d{13}$/)] },
      shippingInfo: { courierName: { value: 'UPS' }, trackingId: [expect.stringMatching(/^1Z/)] },
    });
    await hours(world, 48);
    expect((await get(world, '/carrier/parcels?to=BLL&status=delivered')).json()).toMatchObject({
      parcels: [{ reference: 'r1' }],
    });
    await act('TSU', 'r1', 'Received', 'BLL');
    await act('TSU', 'r1', 'Renew', 'BLL');
    await world.settle();
    expect(last()).toMatchObject({
      messageInfo: { reasonForMessage: 'RenewResponse', answerYesNo: 'Y' },
      statusInfo: { dueDate: '2025-12-02T23:59:00.000Z' },
    });
    await act('TSU', 'r1', 'Renew', 'BLL');
    await act('TSU', 'r1', 'ShippedReturn', 'BLL');
    await act('TSU', 'r1', 'ShippedReturn', 'BLL');
    await hours(world, 48);
    expect(last()).toMatchObject({ statusInfo: { status: 'LoanCompleted' } });
    await hours(world, 24 * 90);
    expect(statuses()).toEqual(['RequestReceived', 'WillSupply', 'Loaned', 'Loaned', 'Loaned', 'LoanCompleted']);
  });
  it('reminds when it is late, by the renewed date', async () => {
    await ask('HFC', 'r2', { isbn: '9780262033848' });
    await hours(world, 24 * 20);
    await act('HFC', 'r2', 'Renew');
    await hours(world, 24 * 30);
    expect(statuses()).not.toContain('Overdue');
    await hours(world, 24 * 15);
    expect(statuses().at(-1)).toBe('Overdue');
  });
  it('sends a copy by URL', async () => {
    await ask('TSU', 'r3', { doi: '10.1038/s41591-023-02448-8', service: 'Copy', from: 'MGH' });
    await hours(world, 30);
    expect(last()).toMatchObject({ statusInfo: { status: 'CopyCompleted' }, deliveryInfo: { deliveryMethod: { value: 'URL' } } });
    expect((await fetch(last().deliveryInfo!.URL!)).headers.get('content-type')).toBe('application/pdf');
  });
  it('may say first that it expects to', async () => {
    await ask('CPL', 'r5', { isbn: '9780262033848' });
    await hours(world, 3);
    expect(last()).toMatchObject({
      messageInfo: { reasonForMessage: 'RequestResponse' },
      statusInfo: { status: 'ExpectToSupply', expectedDeliveryDate: '2025-10-09T16:00:00.000Z' },
    });
    await hours(world, 30);
    expect(statuses()).toEqual(['ExpectToSupply', 'WillSupply', 'Loaned']);
  });
  it('names its conditions', async () => {
    await post(world, '/control/facts', {
      table: 'holdings',
      insert: { library: 'BLL', work: 'beloved', format: 'print', items: [{ barcode: '9', status: 'available', type: 'BK' }] },
    });
    await ask('BLL', 'r4', { isbn: '9781400033416' });
    await hours(world, 40);
    expect(last().deliveryInfo?.loanCondition).toEqual([{ value: 'LibraryUseOnly' }]);
  });
});

describe('a lender that says no', () => {
  it.each([
    ['HFC', { isbn: '9780679741954' }, 'NotOnShelf'],
    ['HFC', { isbn: '9780961392147' }, 'NotAvailableForILL'],
    ['TSU', { isbn: '9780961392147' }, 'PoorCondition'],
    ['MGH', { isbn: '9780961392147' }, 'NotHeld'],
    ['HFC', { issn: '0017-8012', year: '1979', service: 'Copy' as const }, 'PolicyProblem'],
    ['HFC', { issn: '0012-9682', year: '2021', service: 'Copy' as const }, 'NotHeld'],
    ['LCC', { isbn: '9780135188743' }, 'NonCirculating'],
  ])('%s to %j: %s', async (lender, how, reason) => {
    await ask(lender, 'n1', how);
    await hours(world, 12);
    expect(last()).toMatchObject({ statusInfo: { status: 'Unfilled' }, messageInfo: { reasonUnfilled: { value: reason } } });
    await hours(world, 100);
    expect(statuses().filter((status) => status !== 'RequestReceived')).toEqual(['Unfilled']);
  });
  it('does not lend abroad while its country is suspended, and goes on sending copies', async () => {
    await post(world, '/control/facts', { table: 'countries', where: { code: 'DE' }, set: { loans: 'suspended' } });
    await ask('UBA', 'n2', { isbn: '9783518282663', payment: 'IFLAVoucher', from: 'TSU' });
    await ask('UBA', 'n3', { doi: '10.1007/BF01491891', payment: 'IFLAVoucher', service: 'Copy', from: 'HFC' });
    await hours(world, 72);
    expect(statuses().toSorted()).toEqual(['CopyCompleted', 'Unfilled', 'WillSupply']);
  });
});

describe('terms', () => {
  it('are offered, and met by a retry under a new number', async () => {
    await ask('ZZX', 'c1', { isbn: '9780521058018', max: 3000, payment: 'IFM', from: 'TSU' });
    await hours(world, 6);
    expect(last()).toMatchObject({
      statusInfo: { status: 'RetryPossible' },
      messageInfo: { reasonRetry: { value: 'CostExceedsMaxCost' } },
      retryInfo: { offeredCosts: [{ minor: 4000, currency: 'USD' }] },
    });
    const retry: Ask = { isbn: '9780521058018', max: 4500, payment: 'IFM', type: 'Retry', previous: 'c1', from: 'TSU' };
    await ask('ZZX', 'c2', retry);
    await hours(world, 40);
    expect(last()).toMatchObject({
      header: { requestingAgencyRequestId: 'c2' },
      statusInfo: { status: 'Loaned' },
      deliveryInfo: { deliveryCosts: [{ minor: 4000, currency: 'USD' }], paymentMethod: { value: 'IFM' } },
    });
  });
  it('are met by a retry under the old number as well', async () => {
    await ask('ZZX', 'c3', { isbn: '9780521058018', max: 3000 });
    await hours(world, 6);
    await ask('ZZX', 'c3', { isbn: '9780521058018', max: 4000, type: 'Retry' });
    await hours(world, 6);
    expect(statuses()).toEqual(['RetryPossible', 'WillSupply']);
  });
  it('may be vouchers: a full one for a loan, half for a copy', async () => {
    await ask('UBA', 'v1', { isbn: '9783518282663', max: 3000, from: 'TSU' });
    await hours(world, 18);
    expect(last()).toMatchObject({
      messageInfo: { reasonRetry: { value: 'ReqPayMethodNotSupported' } },
      retryInfo: { paymentMethod: [{ value: 'IFLAVoucher' }] },
    });
    await ask('UBA', 'v2', { isbn: '9783518282663', payment: 'IFLAVoucher', from: 'TSU' });
    await ask('UBA', 'v3', { doi: '10.1007/BF01491891', payment: 'IFLAVoucher', service: 'Copy', from: 'HFC' });
    await hours(world, 60);
    const cost = (id: string) =>
      heard().findLast((message) => message.header.requestingAgencyRequestId === id)?.deliveryInfo?.deliveryCosts;
    expect(cost('v2')).toEqual([{ minor: 800, currency: 'EUR' }]);
    expect(cost('v3')).toEqual([{ minor: 400, currency: 'EUR' }]);
  });
});

describe('Cancel', () => {
  const death = { isbn: '9780679741954' };
  it('is granted before shipping and stops everything', async () => {
    await ask('TSU', 'x1', death);
    await hours(world, 5);
    await act('TSU', 'x1', 'Cancel');
    await hours(world, 100);
    expect(last()).toMatchObject({
      messageInfo: { reasonForMessage: 'CancelResponse', answerYesNo: 'Y' },
      statusInfo: { status: 'Cancelled' },
    });
    expect(statuses()).toEqual(['RequestReceived', 'WillSupply', 'Cancelled']);
  });
  it('is refused once it is in the post', async () => {
    await ask('TSU', 'x2', death);
    await hours(world, 30);
    await act('TSU', 'x2', 'Cancel');
    await world.settle();
    expect(last()).toMatchObject({ messageInfo: { answerYesNo: 'N' }, statusInfo: { status: 'Loaned' } });
  });
  it('may be overheard: a late yes is a real book in the post', async () => {
    await post(world, '/control/facts', {
      table: 'behaviors',
      insert: { lender: 'TSU', work: 'death-and-life', answerHours: 200, ignoresCancel: true },
    });
    await ask('TSU', 'x3', death);
    await hours(world, 100);
    await act('TSU', 'x3', 'Cancel');
    await hours(world, 130);
    expect(statuses()).toEqual(['RequestReceived', 'WillSupply', 'Loaned']);
  });
});

describe('what else may be said', () => {
  it('nothing at all', async () => {
    await post(world, '/control/facts', {
      table: 'behaviors',
      insert: { lender: 'HFC', work: 'algorithms-3', answer: 'silent' },
    });
    expect((await ask('HFC', 's1', { isbn: '9780262033848' })).text).toContain('<messageStatus>OK<');
    await hours(world, 1000);
    expect(borrower.heard).toEqual([]);
  });
  it('how it stands, that it is lost, and what it does not do', async () => {
    await ask('HFC', 's2', { isbn: '9780262033848' });
    await hours(world, 30);
    await act('HFC', 's2', 'StatusRequest');
    await world.settle();
    expect(last()).toMatchObject({
      messageInfo: { reasonForMessage: 'StatusRequestResponse' },
      statusInfo: { status: 'Loaned' },
    });
    await act('HFC', 's2', 'Lost');
    await world.settle();
    expect(last().statusInfo.status).toBe('CompletedWithoutReturn');
    expect((await act('HFC', 's2', 'ShippedForward')).text).toContain('<errorType>UnsupportedActionType<');
    expect((await act('HFC', 'nothing', 'Cancel')).text).toContain('<errorType>UnrecognisedDataValue<');
  });
  it('confirms repeats and does nothing twice', async () => {
    for (let i = 0; i < 3; i += 1) await ask('HFC', 's3', { isbn: '9780262033848' });
    await hours(world, 30);
    expect(statuses()).toEqual(['WillSupply', 'Loaned']);
    const { entries } = (await get(world, '/control/journal?service=iso18626&types=asked')).json<{
      entries: { repeat?: boolean }[];
    }>();
    expect(entries.map((entry) => entry.repeat ?? false)).toEqual([false, true, true]);
  });
  it('refuses what is no message to it', async () => {
    expect((await post(world, '/iso18626/TSU', '<nonsense')).text).toContain('<errorType>BadlyFormedMessage<');
    expect((await post(world, '/iso18626/TSU', request('HFC', 'w', {}))).text).toContain('supplyingAgencyId: HFC');
    expect((await post(world, '/iso18626/NOBODY', request('NOBODY', 'w', {}))).status).toBe(404);
    const empty = request('TSU', 'w', {}).replace('<requestingAgencyRequestId>w<', '<requestingAgencyRequestId><');
    expect((await post(world, '/iso18626/TSU', empty)).text).toContain('<errorType>UnrecognisedDataElement<');
  });
});

describe('the post to the borrower', () => {
  it('is repeated until it is confirmed, and keeps its order', async () => {
    borrower.answers.push(503, 'cut', 404);
    await ask('HFC', 'p1', { isbn: '9780262033848' });
    await hours(world, 30);
    await until(async () => {
      await world.settle();
      return borrower.heard.length >= 5;
    });
    expect(statuses()).toEqual(['WillSupply', 'WillSupply', 'WillSupply', 'WillSupply', 'Loaned']);
  });
  it('comes twice when the answer is lost', async () => {
    await post(world, '/control/outage', { service: 'callback', kind: 'lost-answer', times: 1 });
    await ask('HFC', 'p2', { isbn: '9780262033848' });
    await hours(world, 3);
    await until(async () => {
      await world.settle();
      return borrower.heard.length >= 2;
    });
    expect(statuses()).toEqual(['WillSupply', 'WillSupply']);
  });
});

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import http from 'supertest';
import { LibraryChanged, PartnerChanged, type LentList } from '#lib/contracts';
import { code, readMessage, writeMessage, type Action, type MessageOf } from '#lib/iso18626';
import { agencyOf } from './app/iso18626/compose.ts';
import type { Lent } from './domain/lent/index.ts';
import { chargesPublished, lendingPublished } from './__fixtures__/lending.ts';
import { outside, START } from './__fixtures__/outside.ts';
import { startBorrower } from './__fixtures__/outside-borrower.ts';

type Request = MessageOf<'request'>['body'];
describe('lending to a library outside, by ISO 18626', () => {
  const out = outside();
  let neb: Awaited<ReturnType<typeof startBorrower>>;
  let minute = 0;
  beforeAll(async () => {
    neb = await startBorrower();
    await out.put('TSU', PartnerChanged, randomUUID(), {
      symbol: 'NEB',
      name: 'Nebula Library',
      member: false,
      country: 'US',
      channel: 'iso18626',
      address: neb.url,
      settledBy: 'invoice',
      loansOpen: true,
      lendsAv: true,
      daysToRespond: { loan: 4, copy: 2 },
      lastResort: false,
      active: true,
    });
  });
  afterAll(() => neb.close());

  const header = (requestId: string, from = 'NEB') => ({
    supplyingAgencyId: agencyOf('TSU'),
    requestingAgencyId: agencyOf(from),
    timestamp: new Date(Date.parse(START) + (minute += 1) * 60_000).toISOString(),
    requestingAgencyRequestId: requestId,
  });
  const requestXml = (
    id: string,
    service: 'Loan' | 'Copy',
    info: Partial<Request['serviceInfo']> = {},
    more: Partial<Request> = {},
    from = 'NEB',
  ) =>
    writeMessage({
      kind: 'request',
      version: '2021-2',
      body: {
        header: header(id, from),
        bibliographicInfo: {
          title: 'The Death and Life of Great American Cities',
          author: 'Jacobs, Jane',
          bibliographicItemId: [
            { bibliographicItemIdentifierCode: code('ISBN'), bibliographicItemIdentifier: '978-0-679-74195-4' },
          ],
        },
        serviceInfo: { requestType: 'New', serviceType: service, ...info },
        patronInfo: { patronId: 'P-77', surname: 'Zwiebelfisch', givenName: 'Quirin' },
        ...more,
      },
    });
  const ask = async (id: string, service: 'Loan' | 'Copy', ...more: [Partial<Request['serviceInfo']>?, Partial<Request>?]) =>
    confirmed((await out.iso(requestXml(id, service, ...more))).text);
  const tell = async (id: string, action: Action, note?: string, from = 'NEB') =>
    confirmed(
      (
        await out.iso(
          writeMessage({
            kind: 'requestingAgencyMessage',
            version: '2021-2',
            body: { header: header(id, from), action, ...(note ? { note } : {}) },
          }),
        )
      ).text,
    );
  const confirmed = (xml: string): string => {
    const read = readMessage(xml);
    if (!read.ok || !('confirmationHeader' in read.value.body)) throw new Error(xml);
    const { confirmationHeader, errorData } = read.value.body;
    return [confirmationHeader.messageStatus, ...(errorData ?? []).map((one) => `${one.errorType} ${one.errorValue}`)].join(' ');
  };
  const lent = async (requestId: string): Promise<{ id: string; state: Lent }> => {
    const { rows } = await out.database.owner.query<{ id: string; state: Lent }>(
      `select id, state from fulfillment.lent where tenant = 'TSU' and state -> 'requestIds' ? $1`,
      [requestId],
    );
    return rows[0]!;
  };
  const act = async (requestId: string, action: string, body: object = {}): Promise<void> => {
    const answer = await out.post('TSU', `lent/${(await lent(requestId)).id}/${action}`, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  };
  const words = (requestId: string): string[] =>
    neb.heard
      .filter(({ header: { requestingAgencyRequestId } }) => requestingAgencyRequestId === requestId)
      .map(({ messageInfo, statusInfo }) =>
        [messageInfo.reasonForMessage, statusInfo.status, messageInfo.answerYesNo].filter(Boolean).join(' '),
      );
  const heardBy = async (requestId: string, ...expected: string[]): Promise<void> => {
    for (let tries = 0; JSON.stringify(words(requestId)) !== JSON.stringify(expected) && tries < 300; tries += 1) await sleep(10);
    expect(words(requestId)).toEqual(expected);
  };

  it('a loan from the request until it stands on the shelf again', async () => {
    const id = 'neb-1';
    expect(await ask(id, 'Loan', { note: 'Careful, please.' })).toBe('OK');
    expect((await lent(id)).state).toMatchObject({
      status: 'asked',
      requester: { symbol: 'NEB', via: 'iso18626' },
      asked: { service: 'loan', citation: { isbn: ['9780679741954'], authors: ['Jacobs, Jane'] }, note: 'Careful, please.' },
    });
    await act(id, 'will-supply', { loanDays: 14 });
    await act(id, 'pull');
    await act(id, 'ship', { carrier: 'UPS', tracking: '1Z5R89390357567127', pieces: 1 });
    await heardBy(id, 'RequestResponse WillSupply', 'StatusChange Loaned');
    const loaned = neb.heard.at(-1)!;
    expect(loaned).toMatchObject({
      statusInfo: { dueDate: '2025-10-30T23:59:59Z' },
      shippingInfo: { trackingId: ['1Z5R89390357567127'] },
      deliveryInfo: { serviceType: 'Loan' },
    });
    for (const action of ['Received', 'Renew'] as const) expect(await tell(id, action)).toBe('OK');
    await act(id, 'grant-renewal', { dueDate: '2025-11-30' });
    await act(id, 'recall', {});
    expect(await tell(id, 'ShippedReturn', 'UPS 2')).toBe('OK');
    await act(id, 'check-in', { pieces: 1 });
    await heardBy(
      id,
      'RequestResponse WillSupply',
      'StatusChange Loaned',
      'RenewResponse Loaned Y',
      'StatusChange Recalled',
      'StatusChange LoanCompleted',
    );
    expect((await lent(id)).state.status).toBe('returned');
  }, 60_000);

  it('a copy by link, and a better one when it is asked for again', async () => {
    const id = 'neb-copy';
    const part = {
      bibliographicInfo: {
        title: 'Econometrica',
        titleOfComponent: 'Prospect Theory',
        pagesRequested: '263-291',
        volume: ['47'],
      },
    };
    expect(await ask(id, 'Copy', { serviceLevel: code('Rush') }, part)).toBe('OK');
    expect((await lent(id)).state.asked).toMatchObject({ rush: true, pages: 29, citation: { container: 'Econometrica' } });
    await act(id, 'send-copy', { url: 'https://files.example/1.pdf' });
    const again = { requestType: 'Retry', requestingAgencyPreviousRequestId: id, note: 'Page 270 is missing.' } as const;
    expect(await ask(`${id}.1`, 'Copy', again, part)).toBe('OK');
    expect((await lent(id)).state).toMatchObject({ status: 'promised', requestIds: [id, `${id}.1`] });
    // under its later number as well
    expect(await tell(`${id}.1`, 'StatusRequest')).toBe('OK');
    await act(id, 'send-copy', { url: 'https://files.example/2.pdf' });
    await heardBy(`${id}.1`, 'RequestResponse WillSupply', 'StatusRequestResponse WillSupply', 'StatusChange CopyCompleted');
    expect(neb.heard.at(-1)!.deliveryInfo).toMatchObject({ URL: 'https://files.example/2.pdf' });
  }, 30_000);

  it('a condition agreed to by a Retry; a cancellation a person answers', async () => {
    expect(await ask('neb-2', 'Loan')).toBe('OK');
    await act('neb-2', 'condition', { cost: { minor: 2000, currency: 'USD' }, condition: 'LibraryUseOnly' });
    const agreed = {
      requestType: 'Retry',
      requestingAgencyPreviousRequestId: 'neb-2',
      loanCondition: [code('LibraryUseOnly')],
    } as const;
    const billing = { billingInfo: { maximumCosts: { minor: 2000, currency: 'USD' } } };
    expect(await ask('neb-2b', 'Loan', agreed, billing)).toBe('OK');
    expect((await lent('neb-2')).state.status).toBe('promised');
    expect(await tell('neb-2b', 'Cancel')).toBe('OK');
    expect((await lent('neb-2')).state.status).toBe('cancel-asked');
    await act('neb-2', 'cancel-yes');
    await heardBy('neb-2', 'RequestResponse RetryPossible');
    await heardBy('neb-2b', 'RequestResponse WillSupply', 'CancelResponse Cancelled Y');
    expect(neb.heard.find(({ statusInfo }) => statusInfo.status === 'RetryPossible')).toMatchObject({
      messageInfo: { reasonRetry: { value: 'CostExceedsMaxCost' } },
      retryInfo: { offeredCosts: [{ minor: 2000, currency: 'USD' }], loanCondition: [{ value: 'LibraryUseOnly' }] },
    });
  }, 30_000);

  it('is overdue by itself, told again and again, lost, and billed', async () => {
    expect(
      await ask('neb-3', 'Loan', { requestSubType: ['BookingRequest', 'TransferRequest'], startDate: '2025-10-10T00:00:00Z' }),
    ).toBe('OK');
    expect((await lent('neb-3')).state.asked).toMatchObject({
      subTypes: ['BookingRequest', 'TransferRequest'],
      from: '2025-10-10',
    });
    await act('neb-3', 'ship', { dueDate: '2025-10-09' });
    const stands = async (): Promise<string> => {
      const { status, reminders } = (await lent('neb-3')).state;
      return `${status} ${reminders}`;
    };
    // the clock goes on once the sweeper, which looks in real time, has seen what is due
    for (let rounds = 0; !(await stands()).startsWith('lost') && rounds < 10; rounds += 1) {
      const before = await stands();
      await out.hours(24 * 9);
      for (let tries = 0; (await stands()) === before && tries < 200; tries += 1) await sleep(20);
    }
    expect(await stands()).toBe('lost 0');
    expect(await tell('neb-3', 'Lost', 'We cannot find it.')).toBe('OK');
    await act('neb-3', 'bill', { cost: { minor: 9000, currency: 'USD' } });
    for (let tries = 0; words('neb-3').at(-1) !== 'StatusChange CompletedWithoutReturn' && tries < 200; tries += 1)
      await sleep(10);
    const told = words('neb-3');
    expect(told.filter((word) => word === 'StatusChange Overdue').length).toBe(5);
    expect(told.slice(-2)).toEqual(['Notification Overdue', 'StatusChange CompletedWithoutReturn']);
    expect(neb.heard.at(-1)!.deliveryInfo?.deliveryCosts).toEqual([{ minor: 9000, currency: 'USD' }]);
  }, 90_000);

  it('what comes twice has its answer again; what is illegal now is confirmed and shown to a person', async () => {
    const xml = requestXml('neb-4', 'Loan');
    const first = (await out.iso(xml)).text;
    const again = await Promise.all([1, 2, 3].map(async () => (await out.iso(xml)).text));
    expect(new Set([first, ...again]).size).toBe(1);
    expect(await tell('neb-4', 'ShippedReturn')).toBe('OK');
    expect((await lent('neb-4')).state).toMatchObject({ status: 'asked', questions: [{ kind: 'illegal-message' }] });
    const { body } = await out.get('TSU', 'lent?worklist=problems');
    const { lent: problems } = body as LentList;
    const question = problems.flatMap(({ questions }) => questions).find(({ kind }) => kind === 'illegal-message');
    expect((await out.post('TSU', question!.settle!.path, { note: 'They mixed it up.' })).status).toBe(200);
    expect((await lent('neb-4')).state.questions).toEqual([]);
  }, 30_000);

  it('nobody else is heard, and nothing of anybody’s patron is kept', async () => {
    const stranger = confirmed((await out.iso(requestXml('x-1', 'Loan', {}, {}, 'XYZ'))).text);
    expect(stranger).toBe('ERROR UnrecognisedDataValue requestingAgencyId: XYZ is no partner of TSU');
    expect(await tell('nowhere', 'Received')).toBe('ERROR UnrecognisedDataValue requestingAgencyRequestId: nowhere');
    // nobody may speak of what another library has asked for
    expect(await tell('neb-4', 'Cancel', undefined, 'CPL')).toMatch(/^ERROR UnrecognisedDataValue/);
    const { rows } = await out.database.owner.query<{ text: string }>(
      `select string_agg(t, '') text from (select m::text t from fulfillment.iso_message m union all select l::text from fulfillment.lent l
       union all select e::text from fulfillment.event e) all_of_it`,
    );
    expect(rows[0]!.text).toContain('neb-4');
    for (const name of ['Zwiebelfisch', 'Quirin', 'P-77']) expect(rows[0]!.text).not.toContain(name);
  }, 30_000);

  it('asks what its charges policy says: told, offered above the maximum, charged once when it is sent, taken back', async () => {
    await out.put(...(await chargesPublished()));
    await out.put('TSU', PartnerChanged, randomUUID(), {
      symbol: 'UBA',
      name: 'Universidad de Buenos Aires',
      member: false,
      country: 'AR',
      channel: 'iso18626',
      address: neb.url,
      settledBy: 'vouchers',
      loansOpen: true,
      lendsAv: true,
      daysToRespond: { loan: 4, copy: 2 },
      lastResort: false,
      active: true,
    });
    const shown = async (id: string): Promise<LentList['lent'][number]> => {
      const { body } = await http(out.service.http)
        .get(`/api/fulfillment/lent/${(await lent(id)).id}`)
        .set(await out.service.as({ tenant: 'TSU', roles: ['staff'] }))
        .expect(200);
      return body as LentList['lent'][number];
    };
    const asked = async (id: string): Promise<LentList['lent'][number]> => {
      for (let tries = 0; tries < 500; tries += 1) {
        const item = await shown(id);
        if (item.asks) return item;
        await sleep(10);
      }
      throw new Error(`${id}: nothing is said to be asked`);
    };
    const told = async (id: string): Promise<Record<string, unknown>[]> => {
      while ((await out.database.owner.query('select 1 from fulfillment.outbox limit 1')).rows.length) await sleep(10);
      const { rows } = await out.database.owner.query<{ envelope: Record<string, unknown> }>(
        `select jsonb_build_object('type', type, 'tenant', tenant, 'data', envelope -> 'data') as envelope from listener.inbox
         where type like 'fulfillment.lent-charge%' and envelope ->> 'subject' = $1 order by pos`,
        [(await lent(id)).id],
      );
      return rows.map(({ envelope }) => envelope);
    };

    const [abroad, rush] = ['uba-1', 'neb-rush'];
    expect(confirmed((await out.iso(requestXml(abroad, 'Loan', {}, {}, 'UBA'))).text)).toBe('OK');
    expect((await asked(abroad)).asks).toMatchObject({ means: 'vouchers', halves: 2, rules: [{ id: 'abroad-vouchers' }, {}] });
    await act(abroad, 'will-supply');
    await act(abroad, 'pull');
    expect(
      await out.post('TSU', `lent/${(await lent(abroad)).id}/ship`, { cost: { minor: 900, currency: 'USD' } }),
    ).toMatchObject({
      body: { code: 'paid-otherwise', field: 'cost' },
    });
    await act(abroad, 'ship');
    await heardBy(abroad, 'RequestResponse WillSupply', 'StatusChange Loaned');
    const of = (id: string) => neb.heard.filter(({ header: { requestingAgencyRequestId: one } }) => one === id);
    expect(of(abroad)).toMatchObject([
      { messageInfo: { note: '1 voucher will be asked for it.' } },
      { messageInfo: { note: '1 voucher asked for it.' }, deliveryInfo: { paymentMethod: { value: 'IFLAVoucher' } } },
    ]);
    expect(await shown(abroad)).toMatchObject({ charged: 'charged' });
    expect(await told(abroad)).toMatchObject([
      {
        type: 'fulfillment.lent-charged.v1',
        tenant: 'TSU',
        data: {
          borrower: 'UBA',
          country: 'AR',
          member: false,
          service: 'loan',
          means: 'vouchers',
          halves: 2,
          returnPostage: { paidBy: 'borrower' },
          reference: abroad,
          policy: { rules: ['abroad-vouchers', 'asks-postage-back'] },
        },
      },
    ]);

    const pays = (minor: number) => ({ billingInfo: { maximumCosts: { minor, currency: 'USD' } } });
    expect(await ask(rush, 'Loan', { serviceLevel: code('Rush') }, pays(1000))).toBe('OK');
    expect((await asked(rush)).asks).toMatchObject({ means: 'invoice', amount: { minor: 2500, currency: 'USD' } });
    await act(rush, 'will-supply');
    await heardBy(rush, 'RequestResponse RetryPossible');
    expect(of(rush)).toMatchObject([
      {
        messageInfo: { reasonRetry: { value: 'CostExceedsMaxCost' } },
        retryInfo: { offeredCosts: [{ minor: 2500, currency: 'USD' }] },
      },
    ]);
    const retry = { requestType: 'Retry', requestingAgencyPreviousRequestId: rush, serviceLevel: code('Rush') } as const;
    expect(await ask('neb-rush-2', 'Loan', retry, pays(2500))).toBe('OK');
    await act(rush, 'ship');
    await heardBy('neb-rush-2', 'RequestResponse WillSupply', 'StatusChange Loaned');
    expect(of('neb-rush-2').at(-1)).toMatchObject({ deliveryInfo: { deliveryCosts: [{ minor: 2500, currency: 'USD' }] } });
    await act(rush, 'take-back-charge', { note: 'The wrong edition.' });
    expect(await told(rush)).toMatchObject([
      { type: 'fulfillment.lent-charged.v1', data: { means: 'invoice', amount: { minor: 2500, currency: 'USD' } } },
      { type: 'fulfillment.lent-charge-taken-back.v1', data: { reason: 'The wrong edition.' } },
    ]);
    expect(await shown(rush)).toMatchObject({ charged: 'taken-back' });
  }, 60_000);

  it('a library may let its policy answer by itself, and many are done at once', async () => {
    const always = {
      name: 'lending',
      decides: 'lending',
      hitPolicy: 'first',
      currency: 'USD',
      rules: [
        {
          id: 'loans',
          description: 'Every loan',
          priority: 10,
          conditions: { all: [{ fact: 'wanted-service', operator: 'equal', value: 'loan' }] },
          whenUnknown: 'skip',
          event: { type: 'supply', params: { loanDays: 21 } },
          reason: 'Whatever is asked for.',
        },
      ],
      otherwise: { event: { type: 'staff', params: {} }, reason: 'A person looks at it.' },
    };
    await out.put(...(await lendingPublished('TSU', JSON.stringify(always))));
    const { profile } = (
      await out.database.owner.query<{ profile: object }>(`select profile from fulfillment.library where symbol = 'TSU'`)
    ).rows[0]!;
    await out.put('TSU', LibraryChanged, randomUUID(), {
      ...profile,
      lending: { answersItself: true, shipDays: 1, returnDays: 1 },
    });
    const ids = ['auto-1', 'auto-2', 'auto-3'];
    for (let tries = 0; tries < 200; tries += 1) {
      const { rows } = await out.database.owner.query(`select 1 from fulfillment.library where profile -> 'lending' is not null`);
      if (rows.length) break;
      await sleep(10);
    }
    for (const id of ids) expect(await ask(id, 'Loan')).toBe('OK');
    for (const id of ids) await heardBy(id, 'RequestResponse WillSupply');
    const all = await Promise.all(ids.map(lent));
    const many = await out.post('TSU', 'lent/batch/ship', {
      fields: {},
      lent: [...all.map(({ id }) => ({ id })), { id: randomUUID() }],
    });
    expect([many.status, many.body]).toMatchObject([200, { done: 3, refused: 1 }]);
    for (const id of ids) await heardBy(id, 'RequestResponse WillSupply', 'StatusChange Loaned');
  }, 60_000);
});

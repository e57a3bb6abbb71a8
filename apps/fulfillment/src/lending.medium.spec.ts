import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PartnerChanged } from '#lib/contracts';
import { code, confirm, isIncoming, readMessage, writeMessage, type Action, type MessageOf } from '#lib/iso18626';
import { agencyOf } from './app/iso18626/compose.ts';
import type { Lent } from './domain/lent/index.ts';
import { outside, START } from './__fixtures__/outside.ts';

type Request = MessageOf<'request'>['body'];
type Supplying = MessageOf<'supplyingAgencyMessage'>['body'];

/** A library outside that speaks ISO 18626 by real XML over HTTP: it asks, and keeps what it is told. */
async function startBorrower() {
  const heard: Supplying[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const read = readMessage(Buffer.concat(chunks));
      if (!read.ok || !isIncoming(read.value) || read.value.kind !== 'supplyingAgencyMessage')
        throw new Error('not said to a borrower');
      heard.push(read.value.body);
      response.setHeader('content-type', 'application/xml').end(writeMessage(confirm(read.value, new Date())));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/iso18626`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

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
});

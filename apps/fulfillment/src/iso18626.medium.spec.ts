import { randomUUID } from 'node:crypto';
import { code, readMessage, writeMessage, type MessageOf, type Status } from '#lib/iso18626';
import { agencyOf } from './app/iso18626/compose.ts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';
import { evolve } from './domain/attempt/index.ts';
import { evolveProcess } from './domain/process/index.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };
type Body = MessageOf<'supplyingAgencyMessage'>['body'];

/** What a lender might send, written by our own hand: the world's lenders only say what is right. */
const says = (
  requestId: string,
  status: Status,
  more: Partial<Body> = {},
  { from = 'TSU', to = 'BLL', at = '2025-10-06T15:00:00Z' } = {},
) =>
  writeMessage({
    kind: 'supplyingAgencyMessage',
    version: '2021-2',
    body: {
      header: {
        supplyingAgencyId: agencyOf(from),
        requestingAgencyId: agencyOf(to),
        timestamp: at,
        requestingAgencyRequestId: requestId,
      },
      messageInfo: { reasonForMessage: 'StatusChange' },
      statusInfo: { status, lastChange: at },
      ...more,
    },
  });
const confirmed = (xml: string) => {
  const read = readMessage(xml);
  if (!read.ok || !('confirmationHeader' in read.value.body)) throw new Error(xml);
  const { confirmationHeader, errorData } = read.value.body;
  return [
    confirmationHeader.messageStatus,
    ...(errorData ?? []).map(({ errorType, errorValue }) => `${errorType}: ${errorValue ?? ''}`),
  ];
};

describe('hearing ISO 18626', () => {
  const out = outside();
  const asked = async () => {
    await out.control('facts', { table: 'behaviors', insert: { lender: 'TSU', answer: 'silent', acknowledges: false } });
    const id = await out.decided('BLL', borrow(lender('TSU')), jacobs);
    const [attempt] = await out.until(id, 'asked');
    return { id, attempt: attempt! };
  };

  it('confirms what it has kept, and a repeat gets the very same confirmation', async () => {
    const { id, attempt } = await asked();
    const message = says(attempt.id, 'Loaned', {
      statusInfo: { status: 'Loaned', dueDate: '2025-11-03T23:59:00Z', lastChange: '2025-10-06T15:00:00Z' },
    });
    const first = await out.iso(message);
    expect([first.status, first.type, ...confirmed(first.text)]).toEqual([200, 'application/xml', 'OK']);
    await out.hours(1);
    expect((await out.iso(message)).text).toBe(first.text);
    const again = await Promise.all([1, 2, 3, 4].map(() => out.iso(message)));
    expect(new Set(again.map(({ text }) => text))).toEqual(new Set([first.text]));
    const [shipped] = await out.attempts(id);
    expect([shipped!.status, shipped!.dueDate]).toEqual(['shipped', '2025-11-03']);
    const { rows } = await out.database.owner.query(
      `select kind from fulfillment.iso_message where attempt_id = $1 and direction = 'in'`,
      [attempt.id],
    );
    expect(rows).toEqual([{ kind: 'Loaned' }]);
  });

  it('makes a task of what is well formed and illegal now', async () => {
    const { id, attempt } = await asked();
    for (const status of ['Loaned', 'Unfilled'] as const)
      expect(confirmed((await out.iso(says(attempt.id, status))).text)).toEqual(['OK']);
    expect((await out.tasks('BLL', id)).map(({ kind, reason }) => [kind, reason])).toEqual([
      ['to-receive', 'On its way from TSU.'],
      ['illegal-message', 'TSU Library says "unfilled" while the request stands at "shipped".'],
    ]);
    await out.do('BLL', id, 'settle', { note: 'They had mixed it up.' });
    expect((await out.tasks('BLL', id)).map(({ kind }) => kind)).toEqual(['to-receive']);
  });

  it.each<[string, (id: string) => string, string]>([
    ['a request it never made', () => says(randomUUID(), 'Loaned'), 'UnrecognisedDataValue: requestingAgencyRequestId'],
    ['a number that is none of ours', () => says('42', 'Loaned'), 'UnrecognisedDataValue: requestingAgencyRequestId: 42'],
    [
      'another lender than the one asked',
      (id) => says(id, 'Loaned', {}, { from: 'CPL' }),
      'UnrecognisedDataValue: supplyingAgencyId: CPL',
    ],
    [
      'another library than asked',
      (id) => says(id, 'Loaned', {}, { to: 'LCC' }),
      'UnrecognisedDataValue: requestingAgencyRequestId',
    ],
    [
      'a library that is not here',
      (id) => says(id, 'Loaned', {}, { to: 'XXX' }),
      'UnrecognisedDataValue: requestingAgencyId: XXX',
    ],
    [
      'no library at all',
      (id) => says(id, 'Loaned', {}, { to: "'; drop table attempt" }),
      'UnrecognisedDataValue: requestingAgencyId',
    ],
    ['a status that does not exist', (id) => says(id, 'Loaned').replace('>Loaned<', '>Lent<'), 'UnrecognisedDataValue'],
    ['XML that is none', () => '<ISO18626Message', 'BadlyFormedMessage'],
    ['nothing', () => ' ', 'BadlyFormedMessage'],
    ['a document type', (id) => says(id, 'Loaned').replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'), 'BadlyFormedMessage'],
    ['a confirmation unasked', () => CONFIRMATION, 'BadlyFormedMessage'],
  ])('refuses %s', async (_, message, error) => {
    const { id, attempt } = await asked();
    const answer = await out.iso(message(attempt.id));
    expect(answer.status).toBe(200);
    const [status, said] = confirmed(answer.text);
    expect([status, said!.slice(0, error.length)]).toEqual(['ERROR', error]);
    expect((await out.attempts(id)).map(({ status: stands }) => stands)).toEqual(['asked']);
  });

  it('lends to partners, and says so to others', async () => {
    const request = writeMessage({
      kind: 'request',
      version: '2021-2',
      body: {
        header: {
          supplyingAgencyId: agencyOf('TSU'),
          requestingAgencyId: agencyOf('UBA'),
          timestamp: '2025-10-06T15:00:00Z',
          requestingAgencyRequestId: '1',
        },
        bibliographicInfo: { title: 'Beloved' },
        serviceInfo: { requestType: 'New', serviceType: 'Loan', copyrightCompliance: code('Other') },
      },
    });
    expect(confirmed((await out.iso(request)).text)).toEqual([
      'ERROR',
      'UnrecognisedDataValue: requestingAgencyId: UBA is no partner of TSU',
    ]);
  });

  it('follows a loan that comes when the lender had long been given up', async () => {
    const { id, attempt } = await asked();
    await out.post('BLL', `attempts/${attempt.id}/give-up`, { reason: 'Waited long enough.' });
    await out.until(id, 'no-answer');
    expect(await out.processStatus(id)).toBe('exhausted');
    const message = says(attempt.id, 'Loaned');
    for (let times = 0; times < 2; times += 1) expect(confirmed((await out.iso(message)).text)).toEqual(['OK']);
    await out.until(id, 'no-answer', 'shipped');
    expect(await out.tasks('BLL', id)).toMatchObject([{ kind: 'second-supply', actions: [{ name: 'receive' }, {}] }]);
    for (const [action, body] of [
      ['receive', {}],
      ['return-unused', { reason: 'No longer wanted.' }],
      ['ship-back', { carrier: 'UPS' }],
    ] as const)
      await out.do('BLL', id, action, body);
    // the lender goes on with the number it knows
    expect(confirmed((await out.iso(says(attempt.id, 'LoanCompleted', {}, { at: '2025-10-09T15:00:00Z' }))).text)).toEqual([
      'OK',
    ]);
    await out.until(id, 'no-answer', 'closed');
  });

  it('holds together when everybody acts at once: what is kept is what the events say', async () => {
    const { id, attempt } = await asked();
    const at = (minute: number) => ({ at: `2025-10-06T15:0${minute}:00Z` });
    const messages = (['WillSupply', 'Loaned', 'Loaned', 'Unfilled', 'Overdue'] as const).map((status, minute) =>
      out.iso(says(attempt.id, status, {}, at(minute))),
    );
    const actions = ['receive', 'notify', 'check-out', 'undo', 'give-up', 'receive', 'return'].map((action) =>
      out.post('BLL', `attempts/${attempt.id}/${action}`),
    );
    const answers = await Promise.all([...messages, ...actions]);
    expect(answers.filter(({ status }) => ![200, 409, 422].includes(status)).map(({ text }) => text)).toEqual([]);
    await out.quiet();
    for (const table of ['attempt', 'process'] as const) {
      const { rows } = await out.database.owner.query<{ state: object; version: number; events: never[]; versions: number[] }>(
        `select a.state, a.version::int, array_agg(e.data order by e.version) events, array_agg(e.version::int order by e.version) versions
         from fulfillment.${table} a join fulfillment.event e on e.aggregate = a.id
         where ${table === 'attempt' ? 'a.request_id' : 'a.id'} = $1 group by a.id`,
        [id],
      );
      for (const { state, version, events, versions } of rows) {
        expect(versions).toEqual(Array.from({ length: version }, (_, index) => index + 1));
        const fold =
          table === 'attempt'
            ? events.reduce<unknown>(evolve as never, null)
            : events.reduce<unknown>(evolveProcess as never, null);
        expect(state).toEqual(JSON.parse(JSON.stringify(fold)));
      }
    }
  });

  it('takes no more than a megabyte', async () => {
    expect((await out.iso(`<a>${'x'.repeat(1_100_000)}</a>`)).status).toBe(413);
  });
});

const CONFIRMATION = writeMessage({
  kind: 'requestConfirmation',
  version: '2021-2',
  body: {
    confirmationHeader: { timestamp: '2025-10-06T15:00:00Z', timestampReceived: '2025-10-06T15:00:00Z', messageStatus: 'OK' },
  },
});

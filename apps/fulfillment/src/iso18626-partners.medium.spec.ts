import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { PartnerChanged, partnerContext, type PartnerProtocol } from '#lib/contracts';
import { confirm, isIncoming, readMessage, writeMessage, type Iso18626Message } from '#lib/iso18626';
import { Seals } from '#lib/service';
import { agencyOf } from './app/iso18626/compose.ts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };
const SECRET = 'a secret between us';

describe('partners that show who they are', () => {
  const out = outside();
  let server: Server;
  let address: string;
  const got: { headers: IncomingHttpHeaders; message: Iso18626Message; xml: string }[] = [];
  /** How the partner's server answers the next requests, one after another; then it confirms. */
  const next: ((answer: string) => { status?: number; text?: string; hangUp?: boolean; afterMs?: number })[] = [];

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      let xml = '';
      incoming.on('data', (chunk: Buffer) => (xml += chunk.toString()));
      incoming.on('end', () => {
        const read = readMessage(xml);
        if (!read.ok || !isIncoming(read.value)) throw new Error(xml);
        got.push({ headers: incoming.headers, message: read.value, xml });
        const answer = writeMessage(confirm(read.value, new Date('2025-10-06T14:00:01Z')));
        const { status = 200, text = answer, hangUp, afterMs = 0 } = next.shift()?.(answer) ?? {};
        setTimeout(() => {
          if (hangUp) incoming.socket.destroy();
          else response.writeHead(status, { 'content-type': 'application/xml', 'retry-after': '0' }).end(text);
        }, afterMs);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/iso18626`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const credential = (symbol: string, direction: 'incoming' | 'outgoing', more: object) => ({
    ...more,
    secret: out.service.get(Seals).seal('BLL', SECRET, partnerContext(symbol, direction)),
  });
  /** A partner of BLL's, under a symbol of its own. */
  const partner = async (symbol: string, iso18626?: PartnerProtocol): Promise<void> => {
    await out.put('BLL', PartnerChanged, randomUUID(), {
      symbol,
      name: symbol,
      member: false,
      country: 'US',
      channel: 'iso18626',
      address,
      settledBy: 'nobody',
      loansOpen: true,
      lendsAv: true,
      daysToRespond: { loan: 2, copy: 1 },
      lastResort: false,
      active: true,
      ...(iso18626 && { iso18626 }),
    });
  };
  const asked = async (symbol: string): Promise<{ id: string; attempt: string }> => {
    got.length = 0;
    const id = await out.decided('BLL', borrow(lender(symbol)), jacobs);
    const [attempt] = await out.until(id, 'asked');
    await out.quiet();
    return { id, attempt: attempt!.id };
  };
  const willSupply = (symbol: string, attempt: string) =>
    writeMessage({
      kind: 'supplyingAgencyMessage',
      version: '2021-2',
      body: {
        header: {
          supplyingAgencyId: agencyOf(symbol),
          requestingAgencyId: agencyOf('BLL'),
          timestamp: '2025-10-06T15:00:00Z',
          requestingAgencyRequestId: attempt,
        },
        messageInfo: { reasonForMessage: 'RequestResponse' },
        statusInfo: { status: 'WillSupply', lastChange: '2025-10-06T15:00:00Z' },
      },
    });
  const says = (xml: string, headers: Record<string, string> = {}) =>
    request(out.service.http).post('/iso18626').set('content-type', 'application/xml').set(headers).send(xml);

  it('are believed only then, by whichever way was agreed', async () => {
    const incoming = credential('ZZA', 'incoming', { by: 'header', name: 'X-Partner-Key' }) as PartnerProtocol['incoming'];
    await partner('ZZA', { version: '2021-2', incoming });
    const { id, attempt } = await asked('ZZA');
    const message = willSupply('ZZA', attempt);
    const wrong: Record<string, string>[] = [{}, { 'x-partner-key': 'guessed' }, { authorization: `Bearer ${SECRET}` }];
    for (const headers of wrong) {
      const refused = await says(message, headers);
      expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('requestingAgencyAuthentication: missing')]);
    }
    expect((await out.attempts(id))[0]!.status).toBe('asked');
    const { rows } = await out.database.owner.query(
      `select 1 from fulfillment.iso_refused where tenant = 'BLL' and partner = 'ZZA'`,
    );
    expect(rows).toHaveLength(3);
    expect((await says(message, { 'X-Partner-Key': SECRET })).status).toBe(200);
    await out.until(id, 'will-supply');
  });

  it('are shown who we are, and spoken to in their version', async () => {
    const outgoing = credential('ZZB', 'outgoing', { by: 'basic', name: 'bll' }) as PartnerProtocol['outgoing'];
    await partner('ZZB', { version: '1.2', outgoing });
    await asked('ZZB');
    expect(got).toHaveLength(1);
    expect(got[0]!.headers.authorization).toBe(`Basic ${Buffer.from(`bll:${SECRET}`).toString('base64')}`);
    expect(got[0]!.message).toMatchObject({ kind: 'request', version: '1.2' });
    // kept as it went out
    const { rows } = await out.database.owner.query<{ xml: string }>(
      `select xml from fulfillment.iso_message where partner = 'ZZB' and direction = 'out'`,
    );
    expect(rows.map(({ xml }) => xml)).toEqual([got[0]!.xml]);
  });

  it('get the same message again, byte by byte, until one confirmation has come', async () => {
    await partner('ZZC');
    next.push(
      () => ({ hangUp: true }),
      () => ({ status: 503, text: '' }),
    );
    const { attempt } = await asked('ZZC');
    expect(got.length).toBe(3);
    expect(new Set(got.map(({ xml }) => xml)).size).toBe(1);
    const { rows } = await out.database.owner.query(
      `select 1 from fulfillment.iso_message where attempt_id = $1 and direction = 'out'`,
      [attempt],
    );
    expect(rows).toHaveLength(1);
  }, 60_000);

  it('get their messages in order, the next one only once the last is confirmed', async () => {
    await partner('ZZD');
    const { id, attempt } = await asked('ZZD');
    const order: string[] = [];
    let open = 0;
    const slowly = (name: string, lose: boolean) => () => {
      open += 1;
      order.push(`${name} ${open}`);
      setTimeout(() => (open -= 1), 140);
      return { afterMs: 150, hangUp: lose };
    };
    // the confirmation of Received is lost; then it comes late, as does that of what follows
    next.push(slowly('received', true), slowly('received', false), slowly('next', false));
    const loaned = willSupply('ZZD', attempt)
      .replace('WillSupply', 'Loaned')
      .replace('</lastChange>', '</lastChange>')
      .replace('<lastChange>', '<dueDate>2025-11-03T00:00:00Z</dueDate><lastChange>');
    expect((await says(loaned)).status).toBe(200);
    await out.until(id, 'shipped');
    got.length = 0;
    await out.do('BLL', id, 'receive');
    await out.do('BLL', id, 'return-unused', { reason: 'Not the one.' });
    await out.do('BLL', id, 'ship-back', { carrier: 'UPS' });
    await out.quiet();
    const actions = got.map(({ message }) => (message.kind === 'requestingAgencyMessage' ? message.body.action : message.kind));
    expect(actions).toEqual(['Received', 'Received', 'ShippedReturn']);
    expect(new Set(got.slice(0, 2).map(({ xml }) => xml)).size).toBe(1);
    expect(order).toEqual(['received 1', 'received 1', 'next 1']);
  }, 60_000);
});

import request from 'supertest';
import { code, readMessage, writeMessage } from '#lib/iso18626';
import { agencyOf } from './app/iso18626/compose.ts';
import { NOT_TAKEN, TAKEN, type Hostile } from './__fixtures__/hostile.ts';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender } from './__fixtures__/samples.ts';

const jacobs = { title: 'The Death and Life of Great American Cities', isbn: ['9780679741954'] };
const AT = '2025-10-06T15:00:00Z';
const good = (id: string) =>
  writeMessage({
    kind: 'supplyingAgencyMessage',
    version: '2021-2',
    body: {
      header: {
        supplyingAgencyId: agencyOf('TSU'),
        requestingAgencyId: agencyOf('BLL'),
        timestamp: AT,
        requestingAgencyRequestId: id,
      },
      messageInfo: { reasonForMessage: 'StatusChange', note: 'A set of maps' },
      statusInfo: { status: 'Loaned', dueDate: '2025-11-03T23:59:00Z', lastChange: AT },
      deliveryInfo: {
        dateSent: AT,
        URL: 'https://lender.example/1',
        deliveryMethod: code('Mail'),
        deliveryCosts: [{ minor: 4000, currency: 'USD' }],
      },
    },
  });

/** What was answered, in one word: the error type, `OK`, or the status of what is no confirmation. */
function answerOf({ status, text }: { status: number; text: string }): string | number {
  if (status !== 200) return status;
  const read = readMessage(text);
  if (!read.ok || !('confirmationHeader' in read.value.body)) return `no confirmation: ${text}`;
  const { confirmationHeader, errorData } = read.value.body;
  return errorData?.[0]?.errorType ?? confirmationHeader.messageStatus;
}

describe('what may come over the line', () => {
  const out = outside();
  let attempt: string;
  let id: string;
  const asked = async () => {
    await out.control('facts', { table: 'behaviors', insert: { lender: 'TSU', answer: 'silent', acknowledges: false } });
    id = await out.decided('BLL', borrow(lender('TSU')), jacobs);
    const [waiting] = await out.until(id, 'asked');
    attempt = waiting!.id;
    await out.quiet();
  };
  const send = ({ body, headers = { 'content-type': 'application/xml' } }: Hostile) => {
    const bytes = body(good(attempt));
    const post = request(out.service.http).post('/iso18626');
    for (const [name, value] of Object.entries(headers)) void post.set(name, value);
    // as bytes: supertest would otherwise write what it takes for a form or JSON anew
    return post
      .serialize((sent: unknown) => sent as string)
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => done(null, text));
      })
      .send(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes))
      .then(({ status, body: text }) => ({ status, text: text as string }));
  };
  /** All that fulfillment keeps, but what was refused, in one line a table. */
  const everything = async (): Promise<unknown[]> => {
    const { rows: tables } = await out.database.owner.query<{ name: string }>(
      `select table_name name from information_schema.tables where table_schema = 'fulfillment' and table_type = 'BASE TABLE'
       and table_name <> 'iso_refused' order by 1`,
    );
    return Promise.all(
      tables.map(async ({ name }) => {
        const { rows } = await out.database.owner.query(
          `select $1::text as table, count(*)::int, md5(string_agg(t::text, '|' order by t::text)) from fulfillment."${name}" t`,
          [name],
        );
        return rows[0];
      }),
    );
  };
  const refused = async () => {
    const { rows } = await out.database.owner.query<{ tenant: string; error_type: string; size: number; body: string }>(
      'select tenant, error_type, size, body from fulfillment.iso_refused order by at, id',
    );
    return rows;
  };

  describe('and is not taken', () => {
    beforeAll(asked);
    it.each(NOT_TAKEN.map((one) => [one.name, one] as const))('%s', async (_, one) => {
      const [before, kept] = [await everything(), await refused()];
      expect(answerOf(await send(one))).toBe(one.answer);
      expect(await everything()).toEqual(before);
      // what is a message for somebody here is kept for that library, the rest for the consortium's operators
      expect((await refused()).slice(kept.length).map(({ error_type }) => error_type)).toEqual(
        typeof one.answer === 'number' ? [] : [one.answer],
      );
    });
    it('is more than forty by name, each another', () => {
      const names = [...NOT_TAKEN, ...TAKEN].map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(NOT_TAKEN.length).toBeGreaterThan(40);
    });
    it('can be seen by who looks after the partners, and is told in time', async () => {
      const of = async (tenant: string) => {
        const answer = await request(out.service.http)
          .get('/api/fulfillment/iso18626/refused?limit=200')
          .set(await out.service.as({ tenant, roles: ['operator'] }));
        return (answer.body as { refused: { partner?: string; why: string; body: string }[] }).refused;
      };
      const [own, others] = [await of('BLL'), await of('consortium')];
      expect(own.some(({ partner, why }) => partner === 'CPL' && why === 'supplyingAgencyId: CPL')).toBe(true);
      expect(others.some(({ body }) => body.startsWith('Dear colleagues'))).toBe(true);
      expect(own.some(({ body }) => body.startsWith('Dear colleagues'))).toBe(false);
    });
    it('is listed page by page, and none is left out of those that came at one moment', async () => {
      const at = '2025-10-05T08:00:00.123456Z';
      for (let n = 0; n < 5; n += 1)
        await out.database.owner.query(
          `insert into fulfillment.iso_refused (id, tenant, at, error_type, why, size, body)
           values (gen_random_uuid(), 'LCC', $1, 'BadlyFormedMessage', $2, 1, '<')`,
          [at, `number ${n}`],
        );
      const page = async (cursor: string): Promise<{ refused: { why: string }[]; more: boolean; next?: string }> => {
        const answer = await request(out.service.http)
          .get(`/api/fulfillment/iso18626/refused?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
          .set(await out.service.as({ tenant: 'LCC', roles: ['operator'] }));
        return answer.body as Awaited<ReturnType<typeof page>>;
      };
      const seen: string[] = [];
      const sizes: number[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined && sizes.length < 9;) {
        const { refused: found, next } = await page(cursor);
        seen.push(...found.map(({ why }) => why));
        sizes.push(found.length);
        cursor = next;
      }
      const ours = seen.filter((why) => why.startsWith('number'));
      expect([new Set(ours).size, ours.length, Math.max(...sizes)]).toEqual([5, 5, 2]);
      expect(await page(`2025-02-30T08:00:00Z~${id}`)).toMatchObject({ status: 400 });
    });
    it('hinders nobody: a good message is taken right after', async () => {
      expect(answerOf(await send(TAKEN[0]!))).toBe('OK');
      await out.until(id, 'shipped');
    });
  });

  it.each(TAKEN.map((one) => [one.name, one] as const))('is odd, and taken: %s', async (_, one) => {
    await asked();
    const [first, again] = [await send(one), await send(one)];
    expect(answerOf(first)).toBe('OK');
    expect(again).toEqual(first);
    const [after] = await out.until(id, one.stands ?? 'shipped');
    const { rows } = await out.database.owner.query<{ xml: string }>(
      `select xml from fulfillment.iso_message where attempt_id = $1 and direction = 'in'`,
      [attempt],
    );
    expect(rows).toHaveLength(1);
    const shown = JSON.stringify(after);
    expect(shown).not.toMatch(/javascript:|file:|root:|<\?php/);
    expect(shown.length).toBeLessThan(10_000);
  });
});

import { randomUUID } from 'node:crypto';
import request from 'supertest';
import {
  AttemptAdvanced,
  AttemptOpened,
  Decided,
  RequestClosed,
  RequestFinished,
  RequestReopened,
  type AttemptKind,
  type AttemptStatus,
  type RequestPage,
} from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService, type Sent } from '#lib/testing';
import { deliver, library, listen, patron, told } from './__fixtures__/desk.ts';
import { intake } from './intake.module.ts';

const ANN = 'p_annreader000';
const BEN = 'p_benreader000';

describe('what a patron does with what they asked for', () => {
  const database = testDatabase('intake');
  beforeAll(() => listen(database.owner, ['intake.renewal-asked.v1', 'intake.not-obtained.v1']));
  const service = testService(intake, { database });
  beforeAll(() => deliver(service.get(Database), [library('LCC'), patron('LCC', ANN), patron('LCC', BEN)]));
  const as = (patronRef: string) => service.as({ sub: patronRef, tenant: 'LCC', roles: ['patron'], patronRef });
  const post = async (who: Record<string, string>, id: string, step: string, body: object = {}) =>
    request(service.http).post(`/api/intake/requests/${id}/${step}`).set(who).send(body);
  const page = async (id: string): Promise<RequestPage> =>
    (
      await request(service.http)
        .get(`/api/intake/requests/${id}`)
        .set(await as(ANN))
        .expect(200)
    ).body as RequestPage;

  let number = 1_000_000;
  /** A request that is being supplied, and a way to tell how it goes on. */
  async function supplied(kind: AttemptKind, title: string) {
    const { body } = await request(service.http)
      .post('/api/intake/requests')
      .set(await as(ANN))
      .send({ citation: { kind: 'book', title, oclc: String((number += 1)) } })
      .expect(201);
    const { id, citation, service: loan } = body as RequestPage;
    const [decisionId, attemptId] = [randomUUID(), randomUUID()];
    const attempt = { requestId: id, decisionId, kind, supplier: 'ACU' };
    const sent = (message: Sent['message'], subject: string, sequence: number, data: object): Sent => ({
      message,
      subject,
      tenant: 'LCC',
      correlation: id,
      sequence,
      time: service.clock.now().toISOString(),
      data,
    });
    const hear = (...all: Sent[]) => deliver(service.get(Database), all);
    let sequence = 1;
    let ofProcess = 0;
    await hear(
      sent(Decided, id, 1, {
        decisionId,
        attempt: 1,
        outcome: { route: 'deliver', url: 'https://example.org/a', version: 'publishedVersion' },
        reason: 'It is there.',
        policy: { name: 'sourcing', hash: 'h' },
        also: [],
        patronRef: ANN,
        patronGroup: 'student',
        service: loan,
        citation,
        wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
      }),
      sent(AttemptOpened, attemptId, 1, { ...attempt, position: 1, of: 1 }),
    );
    let from: AttemptStatus = 'planned';
    return {
      id,
      async goesOn(status: AttemptStatus, more: object = {}) {
        await hear(
          sent(AttemptAdvanced, attemptId, (sequence += 1), {
            ...attempt,
            from,
            status,
            by: 'system',
            waitsFor: 'nobody',
            ...more,
          }),
        );
        from = status;
      },
      finished: () => hear(sent(RequestFinished, id, (ofProcess += 1), { kind, supplier: 'ACU' })),
      closed: () => hear(sent(RequestClosed, id, (ofProcess += 1), { outcome: 'filled', reason: 'Supplied.' })),
      reopened: () => hear(sent(RequestReopened, id, (ofProcess += 1), { kind, supplier: 'ACU', reason: 'Not got.' })),
    };
  }

  it('is to keep a loan longer, once until its lender answers, and no longer when it is wanted back', async () => {
    const loan = await supplied('borrow', 'A Loan');
    const ann = await as(ANN);
    expect((await post(ann, loan.id, 'renew')).body).toMatchObject({ code: 'not-renewable' });
    await loan.goesOn('checked-out', { dueDate: '2025-11-10', patronDueDate: '2025-11-06' });
    await loan.finished();
    expect((await page(loan.id)).steps).toEqual({ renew: true, notObtained: ['wrong-item'] });
    // nobody else, and not by guessing
    expect((await post(await as(BEN), loan.id, 'renew')).status).toBe(404);
    expect((await post(ann, loan.id, 'renew')).status).toBe(200);
    expect((await told(database.owner, loan.id)).at(-1)).toMatchObject({
      type: 'intake.renewal-asked.v1',
      data: { by: 'patron' },
    });
    expect((await page(loan.id)).steps.renew).toBeUndefined();
    expect((await post(ann, loan.id, 'renew')).body).toMatchObject({
      code: 'not-renewable',
      detail: expect.stringMatching(/asked/),
    });
    await loan.goesOn('checked-out', { renewal: 'granted', dueDate: '2025-12-10', patronDueDate: '2025-12-08' });
    expect((await page(loan.id)).steps.renew).toBe(true);
    await loan.goesOn('checked-out', { recalled: true });
    expect((await page(loan.id)).steps.renew).toBeUndefined();
    expect((await post(ann, loan.id, 'cancel')).body).toMatchObject({ code: 'already-there' });
  });

  it('is to say that a link is dead, also when all is closed; then it is in hand again, and ends anew', async () => {
    const copy = await supplied('deliver', 'A Copy');
    await copy.goesOn('delivered', { url: 'https://example.org/a' });
    await copy.goesOn('closed');
    await copy.finished();
    await copy.closed();
    expect(await page(copy.id)).toMatchObject({
      status: 'closed',
      steps: { notObtained: ['dead-link', 'bad-copy', 'wrong-item'] },
    });
    const ann = await as(ANN);
    expect((await post(ann, copy.id, 'not-obtained', { reason: 'on-reserve' })).body).toMatchObject({
      code: 'unknown-reason',
      field: 'reason',
    });
    service.clock.advance(60_000);
    const answer = await post(ann, copy.id, 'not-obtained', { reason: 'dead-link', note: 'Ask Prof. Lee, who has it' });
    expect([answer.status, answer.body.status]).toEqual([200, 'deciding']);
    expect(await page(copy.id)).not.toMatchObject({ url: expect.anything() });
    // what the patron wrote stays here
    expect((await told(database.owner, copy.id)).at(-1)).toMatchObject({
      type: 'intake.not-obtained.v1',
      data: { by: 'patron', reason: 'dead-link' },
    });
    expect(JSON.stringify(await told(database.owner, copy.id))).not.toContain('Lee');
    expect((await post(ann, copy.id, 'not-obtained', { reason: 'dead-link' })).body).toMatchObject({ code: 'nothing-there' });
    await copy.reopened();
    await copy.goesOn('delivered', { url: 'https://example.org/b' });
    await copy.finished();
    await copy.closed();
    expect(await page(copy.id)).toMatchObject({ status: 'closed', url: 'https://example.org/b' });
  });

  it('is to cancel, until it is there', async () => {
    const loan = await supplied('borrow', 'Another Loan');
    await loan.goesOn('shipped');
    expect((await page(loan.id)).steps).toEqual({ cancel: 'sent-back' });
    expect((await post(await as(ANN), loan.id, 'cancel')).body).toMatchObject({ status: 'cancelled' });
    expect((await page(loan.id)).steps).toEqual({});
  });
});

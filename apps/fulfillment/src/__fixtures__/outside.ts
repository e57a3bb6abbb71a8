import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import {
  Decided,
  HoldAnswered,
  LibraryChanged,
  PartnerChanged,
  RequestCancelled,
  type MessageType,
  type Outcome,
  type Task,
} from '#lib/contracts';
import { HOUR, ManualClock } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { startWorld, type World } from '#test/world';
import type { Attempt } from '../domain/attempt/index.ts';
import { fulfillment } from '../fulfillment.module.ts';
import { deliver as putIntoInbox, listen, told, type Told } from './deliver.ts';
import { startLossyLine, type LossyLine } from './lossy-line.ts';
import { calendar, wanted } from './samples.ts';

export const START = '2025-10-06T14:00:00.000Z';

/** Fulfillment on a database of its own, with test/world outside: real messages over HTTP, both clocks moved together. For specs. */
export function outside() {
  const database = testDatabase('fulfillment');
  let world: World;
  let line: LossyLine;
  const clock = new ManualClock(START);
  beforeAll(async () => {
    world = await startWorld({ clock: { now: START, rate: 0 } });
    line = await startLossyLine(world.url);
    await listen(database.owner);
  });
  const service = testService(fulfillment, {
    database,
    clock,
    env: () => ({
      GET_IT_NOW_URL: `${line.url}/getitnow`,
      REPRINTS_DESK_URL: `${line.url}/reprintsdesk`,
      VENDOR_URL: `${line.url}/vendor`,
    }),
  });
  beforeAll(async () => {
    await service.app.listen(0, '127.0.0.1');
    const { port } = service.http.address() as AddressInfo;
    await control('callback', { url: `http://127.0.0.1:${port}/iso18626` });
    for (const symbol of ['LCC', 'TSU', 'CPL', 'BLL', 'HFC', 'MGH']) await introduce(symbol);
  });
  afterAll(async () => {
    await line.close();
    await world.close();
  });

  const control = async (what: string, body: object): Promise<void> => {
    const answer = await fetch(`${world.url}/control/${what}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const put = (tenant: string, message: MessageType, subject: string, data: object, more: { id?: string } = {}) =>
    putIntoInbox(service.get(Database), [{ tenant, message, subject, data, ...more }]);
  const introduce = async (symbol: string): Promise<void> => {
    const profile = {
      symbol,
      name: symbol,
      country: 'US',
      currency: 'USD',
      ...calendar,
      branches: [],
      active: true,
      subjectsAtHigherLimit: [],
    };
    await put(symbol, LibraryChanged, randomUUID(), profile);
    for (const partner of ['TSU', 'CPL', 'HFC', 'LCC', 'ZZX'])
      await put(symbol, PartnerChanged, randomUUID(), {
        symbol: partner,
        name: `${partner} Library`,
        member: partner !== 'ZZX',
        country: 'US',
        channel: 'iso18626',
        address: `${world.url}/iso18626/${partner}`,
        settledBy: partner === 'ZZX' ? 'OCLC' : 'nobody',
        loansOpen: true,
        lendsAv: true,
        daysToRespond: { loan: 2, copy: 1 },
        lastResort: false,
        active: true,
      });
  };

  const out = {
    database,
    service,
    get world() {
      return world;
    },
    /** Between us and providers and vendor. */
    get line() {
      return line;
    },
    control,
    put,
    /** What sourcing decided for a new request, or for one there is. */
    async decided(
      tenant: string,
      outcome: Outcome,
      citation: object,
      service_: 'loan' | 'copy' = 'loan',
      requestId = randomUUID(),
      decisionId = randomUUID(),
    ): Promise<string> {
      const { wishes, patronRef, citation: sample } = wanted(service_);
      await put(tenant, Decided, requestId, {
        decisionId,
        attempt: 1,
        outcome,
        reason: 'As the rules have it.',
        policy: { name: 'sourcing', hash: 'sha256:0' },
        also: [],
        patronRef,
        patronGroup: 'faculty',
        service: service_,
        citation: { ...sample, isbn: [], ...citation },
        wishes,
      });
      return requestId;
    },
    cancelled: (tenant: string, requestId: string) =>
      put(tenant, RequestCancelled, requestId, { by: 'patron', reason: 'No longer needed.' }),
    /** What directory answers of a hold: it asks the library's own system. */
    holdAnswered: (tenant: string, { id, requestId }: Attempt, answer: Omit<HoldAnswered, 'requestId'>) =>
      put(tenant, HoldAnswered, id, { requestId, ...answer }),
    /** Both clocks move on; what is due happens in the world. */
    async hours(count: number): Promise<void> {
      await out.quiet();
      clock.advance(count * HOUR);
      await control('clock', { now: clock.now().toISOString() });
      await world.settle();
    },
    /** Waits (in real time) until every job that can be done is done. */
    async quiet(): Promise<void> {
      for (let tries = 0; tries < 500; tries += 1) {
        const { rows } = await database.owner.query(
          'select 1 from fulfillment.job where not_before is null or not_before <= $1 limit 1',
          [clock.now()],
        );
        if (!rows.length) return;
        await sleep(10);
      }
    },
    async attempts(requestId: string): Promise<Attempt[]> {
      const { rows } = await database.owner.query<{ state: Attempt }>(
        'select state from fulfillment.attempt where request_id = $1 order by id',
        [requestId],
      );
      return rows.map(({ state }) => state);
    },
    /** Waits (in real time) until the request's attempts stand like this, first to last. */
    async until(requestId: string, ...wantedStatuses: string[]): Promise<Attempt[]> {
      for (let tries = 0; ; tries += 1) {
        const now = await out.attempts(requestId);
        if (JSON.stringify(now.map(({ status }) => status)) === JSON.stringify(wantedStatuses)) return now;
        if (tries > 600) throw new Error(`${now.map(({ status }) => status).join(', ')} instead of ${wantedStatuses.join(', ')}`);
        await world.settle();
        await sleep(10);
      }
    },
    async processStatus(requestId: string): Promise<string> {
      const { rows } = await database.owner.query<{ status: string }>('select status from fulfillment.process where id = $1', [
        requestId,
      ]);
      return rows[0]?.status ?? 'none';
    },
    async get(tenant: string, path: string, roles: ('staff' | 'patron')[] = ['staff']) {
      return request(service.http)
        .get(`/api/fulfillment/${path}`)
        .set(await service.as({ tenant, roles }));
    },
    async post(tenant: string, path: string, body: object = {}, roles: ('staff' | 'patron')[] = ['staff']) {
      return request(service.http)
        .post(path.startsWith('/') ? path : `/api/fulfillment/${path}`)
        .set(await service.as({ tenant, roles }))
        .send(body);
    },
    /** The tasks of a request. */
    async tasks(tenant: string, requestId: string): Promise<Task[]> {
      const { body } = await out.get(tenant, 'tasks');
      return (body as { tasks: Task[] }).tasks.filter((task) => task.requestId === requestId);
    },
    /** Does what a worklist offers, as the console would: by the path of the task's action. */
    async do(tenant: string, requestId: string, name: string, body: object = {}): Promise<void> {
      const actions = (await out.tasks(tenant, requestId)).flatMap((task) => task.actions);
      const action = actions.find((one) => one.name === name);
      if (!action) throw new Error(`"${name}" is not offered, but ${actions.map((one) => one.name).join(', ')}`);
      const answer = await out.post(tenant, action.path, body);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
    /** What fulfillment has told of a request. */
    told(tenant: string, requestId: string): Promise<Told[]> {
      return told(database.owner, tenant, requestId);
    },
    iso: (xml: string) => request(service.http).post('/iso18626').set('content-type', 'application/xml').send(xml),
    async journal(query: string): Promise<{ kind: string; key?: string; effect?: string; repeat?: boolean }[]> {
      const answer = await fetch(`${world.url}/control/journal?${query}`);
      return ((await answer.json()) as { entries: { kind: string }[] }).entries;
    },
  };
  return out;
}
export type Outside = ReturnType<typeof outside>;

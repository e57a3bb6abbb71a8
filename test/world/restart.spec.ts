import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { get, hours, post, startBorrower, testWorld } from './harness.ts';
import type { World } from './world.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'world-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const wanted = { issn: '1078-8956', year: 2023, articleTitle: 'A', customerReference: 'job' };
const request = (lender: string, id: string, isbn: string): string =>
  `<ISO18626Message xmlns="http://illtransactions.org/2013/iso18626" version="2021-2"><request><header>
   <supplyingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>${lender}</agencyIdValue></supplyingAgencyId>
   <requestingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>LCC</agencyIdValue></requestingAgencyId>
   <timestamp>2025-10-06T13:00:00Z</timestamp><requestingAgencyRequestId>${id}</requestingAgencyRequestId></header>
   <bibliographicInfo><bibliographicItemId><bibliographicItemIdentifierCode>ISBN</bibliographicItemIdentifierCode>
   <bibliographicItemIdentifier>${isbn}</bibliographicItemIdentifier></bibliographicItemId></bibliographicInfo>
   <serviceInfo><serviceType>Loan</serviceType></serviceInfo></request></ISO18626Message>`;
const confirmed =
  '<ISO18626Message xmlns="http://illtransactions.org/2013/iso18626"><supplyingAgencyMessageConfirmation><confirmationHeader>' +
  '<messageStatus>OK</messageStatus></confirmationHeader></supplyingAgencyMessageConfirmation></ISO18626Message>';

/** The same story each time: what a world remembers of it must be the same too. */
async function story(world: World): Promise<void> {
  await post(world, '/getitnow/orders', wanted);
  await post(world, '/vendor/orders', { offerId: '9780961392147-P', shipTo: 'LCC' }, { 'idempotency-key': 'k' });
  await post(world, '/iso18626/TSU', request('TSU', 'r1', '9780679741954'));
  await hours(world, 3);
  await post(world, '/control/facts', { table: 'countries', where: { code: 'DE' }, set: { loans: 'suspended' } });
  await post(world, '/control/outage', { service: 'vendor', kind: 'error', times: 5 });
}

describe('a world with a journal', () => {
  it('goes on after its death where it was: orders, clock, facts, outages, answers still to come', async () => {
    const borrower = await startBorrower(() => confirmed);
    const first = await testWorld({ journalFile: file });
    await story(first);
    await first.close();
    // the last line was being written when it died
    appendFileSync(file, '{"n":99,"type":"pu');

    const second = await testWorld({ journalFile: file });
    expect((await get(second, '/control/clock')).json()).toMatchObject({ now: '2025-10-06T16:00:00.000Z' });
    expect((await get(second, '/getitnow/orders/GIN-000001')).json()).toMatchObject({ status: 'FULFILLED' });
    expect((await get(second, '/vendor/orders/PO-000001')).status).toBe(503);
    await post(second, '/control/outage', { service: 'vendor', kind: 'none' });
    const again = await post(second, '/vendor/orders', { offerId: '9780961392147-P', shipTo: 'LCC' }, { 'idempotency-key': 'k' });
    expect(again.json()).toMatchObject({ orderId: 'PO-000001' });
    expect((await get(second, '/control/data/countries')).text).toContain('suspended');
    await post(second, '/control/callback', { url: borrower.url });
    await hours(second, 21);
    await second.close();

    // heard once each: what was confirmed is not said again by the next world
    const third = await testWorld({ journalFile: file });
    await hours(third, 48);
    expect(borrower.heard.map((xml) => /<status>(\w+)</.exec(xml)?.[1])).toEqual(['RequestReceived', 'WillSupply', 'Loaned']);
    expect((await get(third, '/vendor/orders/PO-000001')).json()).toMatchObject({ status: 'ARRIVED' });
    expect((await get(third, '/carrier/parcels?to=LCC&status=delivered')).json<{ parcels: unknown[] }>().parcels).toHaveLength(2);
    await third.close();
    await borrower.close();
  });

  it('writes the same journal for the same seed and story', async () => {
    const journals: string[] = [];
    for (const name of ['a', 'b']) {
      const world = await testWorld({ journalFile: join(folder, name), seed: 7 });
      await story(world);
      await post(world, '/control/outage', { service: 'crossref', kind: 'error', share: 0.5 });
      const statuses: number[] = [];
      for (let i = 0; i < 20; i += 1) statuses.push((await get(world, '/crossref/works/10.2307/1914185')).status);
      await hours(world, 100);
      await world.close();
      journals.push(readFileSync(join(folder, name), 'utf8').replaceAll(world.url, 'URL') + statuses.join(','));
    }
    expect(journals[0]).toBe(journals[1]);
  });
});

/** The world as an operating-system process. */
async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--conditions=source', main, '--port', '0', '--rate', '0', '--journal', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: /http:\S+/.exec(line.toString())![0] };
}
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await ended)[0];
}

it('loses nothing it has acknowledged when its process is killed, and ends properly when asked to', async () => {
  const first = await startProcess();
  const orders = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      post(first, '/getitnow/orders', { ...wanted, customerReference: `job-${index}` }).then((reply) =>
        reply.json<{ orderId: string }>(),
      ),
    ),
  );
  await end(first.child, 'SIGKILL');
  const second = await startProcess();
  await post(second, '/control/clock', { advance: 7200 });
  const statuses = await Promise.all(orders.map(({ orderId }) => get(second, `/getitnow/orders/${orderId}`)));
  expect(statuses.map((reply) => reply.json<{ status: string }>().status)).toEqual(orders.map(() => 'FULFILLED'));
  expect(await end(second.child, 'SIGTERM')).toBe(0);
});

it('tells what it was asked and did, from any point on', async () => {
  const world = await testWorld();
  await post(world, '/getitnow/orders', wanted, { 'idempotency-key': 'job-7' });
  const all = (await get(world, '/control/journal')).json<{ last: number; entries: object[] }>();
  expect(all.entries).toMatchObject([
    { n: 1, type: 'put', service: 'getitnow', kind: 'order', key: 'job-7', effect: 'GIN-000001', at: '2025-10-06T13:00:00.000Z' },
    { n: 2, type: 'asked', service: 'getitnow', kind: 'order', key: 'job-7', effect: 'GIN-000001' },
    { n: 3, type: 'schedule' },
  ]);
  await hours(world, 2);
  const later = (await get(world, `/control/journal?since=${all.last}&types=change`)).json<{ entries: object[] }>();
  expect(later.entries).toMatchObject([{ kind: 'order-fulfilled', effect: 'GIN-000001', at: '2025-10-06T15:00:00.000Z' }]);
  await get(world, '/crossref/works/10.2307/1914185');
  expect((await get(world, '/control/lookups')).json()).toEqual({ crossref: 1 });
  await world.close();
});

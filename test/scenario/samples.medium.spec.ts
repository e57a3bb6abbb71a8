import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Batch, RequestPage, RequestSummary } from '#lib/contracts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { until } from '../support/client.ts';
import { quiet } from '../support/quiet.ts';
import { liveThrough, page, tasks } from './run-demo.ts';

const FOLDER = join(import.meta.dirname, '../../apps/intake/test-data');
/** Where a request may stand for good: ended, or in somebody's hands. */
const ENDS: readonly RequestSummary['status'][] = ['closed', 'unfilled', 'cancelled', 'merged', 'declined', 'finished'];

describe('the 124 sample requests', () => {
  let cluster: Cluster;
  const taken: { library: string; id: string; sample: string }[] = [];

  beforeAll(async () => {
    cluster = await startCluster({});
  }, 120_000);
  afterAll(() => cluster?.close(), 60_000);

  it('are all taken: 60 lines of a file, 64 OpenURLs', async () => {
    const staff = cluster.operator.at('TSU');
    const file = readFileSync(join(FOLDER, 'requests.csv'));
    const { id } = await staff.post<Batch>('/api/intake/batches', new Uint8Array(file), { 'content-type': 'text/csv' });
    await quiet(cluster.owner);
    const batch = await until('every line taken or refused', async () => {
      const now = await staff.get<Batch>(`/api/intake/batches/${id}`);
      return now.waiting === 0 ? now : undefined;
    });
    expect([batch.lines, batch.taken, batch.refused]).toEqual([60, 60, 0]);
    for (const { requestId, line } of batch.results) taken.push({ library: 'TSU', id: requestId!, sample: `line ${line}` });

    const openurls = parse(readFileSync(join(FOLDER, 'openurls.csv')), { columns: true, bom: true }) as Record<string, string>[];
    expect(openurls).toHaveLength(64);
    for (const { id: sample, openurl_query: openurl } of openurls) {
      const request = await staff.post<RequestSummary>('/api/intake/requests', { openurl, patron: '22200000000021' });
      taken.push({ library: 'TSU', id: request.id, sample: sample! });
    }
    await quiet(cluster.owner);
  }, 120_000);

  it('reach an end or a person, none in between', async () => {
    const pages: RequestPage[] = await liveThrough(cluster, taken, { days: 90, step: 48 });
    const inHands = new Set((await tasks(cluster, 'TSU')).map(({ requestId }) => requestId));
    const left = pages
      .filter(({ id, status, question }) => !ENDS.includes(status) && !question && !inHands.has(id))
      .map(({ id, status }) => [taken.find((one) => one.id === id)!.sample, status]);
    expect(left).toEqual([]);
    const counts = Map.groupBy(pages, ({ status }) => status);
    console.log(`124 samples: ${[...counts].map(([status, all]) => `${all.length} ${status}`).join(', ')}`);
    expect(pages).toHaveLength(124);
    for (const { id } of taken) expect((await page(cluster, 'TSU', id)).timeline.length).toBeGreaterThan(1);
  }, 600_000);
});

// A process of its own, so that its memory is the writing's: `node dist/test/bench/workbook-writer.js FILE TENANT`.
import { createWriteStream, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Database } from '#lib/messaging';
import { Snapshot } from '#lib/service';
import { activity } from '../../apps/reporting/src/reports/activity/activity.ts';
import { writeWorkbook } from '../../apps/reporting/src/workbook/write-workbook.ts';
// types only: the bench itself is not to be in this process
import type { Written } from './workbook.ts';

const MEGABYTE = 1024 * 1024;
const [file = '', tenant = ''] = process.argv.slice(2);
const { BENCH_DATABASE_URL: url = '', BENCH_RELAY_URL: relayUrl = '' } = process.env;
const database = new Database({ service: 'reporting', url, relayUrl });
const idleMegabytes = Math.round(process.memoryUsage.rss() / MEGABYTE);
const began = performance.now();
const stream = createWriteStream(file);
const details = {
  library: { symbol: tenant, name: 'Limestone Community College' },
  from: '2025-01-01',
  to: '2025-12-31',
  timeZone: 'America/New_York',
  madeAt: new Date('2026-01-02T09:00:00Z'),
};
await new Snapshot(database).read(tenant, (source) => writeWorkbook(activity, details, source, stream));
if (!stream.writableFinished) await finished(stream);
const written: Written = {
  columns: activity.sheets[0]!.columns.length,
  seconds: (performance.now() - began) / 1000,
  fileMegabytes: Number((statSync(file).size / MEGABYTE).toFixed(1)),
  // maxRSS is in kilobytes on every platform
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  idleMegabytes,
};
await database.close();
console.log(`written: ${JSON.stringify(written)}`);

// That each part runs and says what it found, at the smallest size; how fast it was is no test's business.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/service';
import { chainBench } from './chain.ts';
import { decisionsBench } from './decisions.ts';
import { percentile } from './cpu.ts';
import { floodBench } from './flood.ts';
import { ledgerBench } from './ledger.ts';
import { messagingBench } from './messaging.ts';
import { password, withServers } from './servers.ts';
import { tableText } from './table.ts';
import { workbookBench } from './workbook.ts';

describe('the bench', () => {
  it('decides', async () => {
    const shipped = JSON.parse(readFileSync(join(projectRoot(), 'rules/sourcing.json'), 'utf8')) as { rules: unknown[] };
    const results = await decisionsBench({ seconds: 0.5 });
    expect(results.map(({ rules }) => rules)).toEqual([shipped.rules.length, 500]);
    for (const { cases, perSecond, barePerSecond } of results)
      expect(Math.min(cases, perSecond, barePerSecond)).toBeGreaterThan(0);
  });

  it('writes a workbook in a process of its own', async () => {
    const { rows, columns, fileMegabytes, peakMegabytes, idleMegabytes } = await workbookBench({ rows: 2000 });
    expect(rows).toBe(2000);
    expect(columns).toBeGreaterThan(30);
    expect(fileMegabytes).toBeGreaterThan(0.1);
    expect(peakMegabytes).toBeGreaterThanOrEqual(idleMegabytes);
  });

  it('sends messages through five services, and counts each server’s time', async () => {
    const result = await withServers(async (servers) => {
      const { url, pid } = await servers.postgres();
      const server = { adminUrl: url, password };
      return messagingBench({ server, messages: 40, transport: 'postgres', through: 'nest', pids: { PostgreSQL: pid } });
    });
    expect(result.handled).toBe(200);
    expect(Object.keys(result.cpuMicros)).toEqual(['node', 'PostgreSQL']);
  });

  it('takes requests to their end, each the way it was made for', async () => {
    const result = await chainBench({ burst: 10, steady: 10, pace: 20 });
    expect(result.requests).toBe(10);
    expect(result.burst.closed.p50).toBeGreaterThan(0);
    expect(Object.keys(result.cpuMillis)).toEqual(['node', 'PostgreSQL']);
    expect(result.database.transactions).toBeGreaterThan(1);
  }, 180_000);

  it('lets another library’s requests pass a flood', async () => {
    const { overtaken, ...result } = await floodBench({ flood: 120, others: 5 });
    expect(result.amidst.p50).toBeGreaterThan(0);
    // in the order they came the last of the five would be decided when nothing of the flood is left
    expect(overtaken).toBeGreaterThan(20);
  }, 180_000);

  it('nets a year between libraries, every statement and position proved by its lines', async () => {
    const result = await ledgerBench({ transactions: 3000, libraries: 10, posted: 150 });
    expect(result.posted.charges).toBe(150);
    // two sides each, and every line of the year in one proof or other
    expect([result.entries, result.proofLines, result.left]).toEqual([6000, 6000, 0]);
    expect(result.statementLines).toBeGreaterThan(400);
    expect(result.transfers).toBeLessThanOrEqual(9);
    expect(result.peakMegabytes).toBeGreaterThanOrEqual(result.idleMegabytes);
  }, 180_000);

  it('prints a table, and percentiles by nearest rank', () => {
    expect(tableText([{ part: 'a', what: 'b', value: '1' }])).toContain('| a    | b    | 1      |');
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([percentile(values, 0.5), percentile(values, 0.95), percentile([7], 0.95)]).toEqual([50, 95, 7]);
  });
});

// `npm run bench [-- PART … --json FILE]`: measures, prints a table, writes the figures as JSON.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { PARTS, type Part } from './parts.ts';
import { withServers } from './servers.ts';
import { tableText, type Figure } from './table.ts';

const USE = `npm run bench -- [${Object.keys(PARTS).join(' | ')} …] [--scale 1] [--json FILE]

  --scale X    that share of the usual load, e.g. 0.1 for a quick look
  --json FILE  writes the figures there as well`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, scale: { type: 'string', default: '1' } },
  });
  const scale = Number(values.scale);
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown || !(scale > 0)) throw new Error(unknown ? `There is no part "${unknown}".` : `"${values.scale}" is no scale.`);
  const wanted = (positionals.length ? positionals : Object.keys(PARTS)) as Part[];

  const machine = {
    node: process.version,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    at: new Date().toISOString(),
  };
  console.log(`Node ${machine.node}, ${machine.cores} × ${machine.processor}`);
  const results: Record<string, unknown> = {};
  const figures: Figure[] = [];
  await withServers(async (servers) => {
    for (const part of wanted) {
      console.log(`— ${part} …`);
      const made = await PARTS[part]({ scale, servers });
      results[part] = made.result;
      figures.push(...made.figures.map((figure) => ({ part, ...figure })));
      for (const { what, value } of made.figures) console.log(`  ${what}: ${value}`);
    }
  });
  console.log(`\n${tableText(figures)}`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  console.error(`\n${USE}`);
  process.exit(1);
});

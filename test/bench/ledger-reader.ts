// A process of its own, so that its memory is that of statements and netting: `node dist/test/bench/ledger-reader.js`.
import { ManualClock, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { approveNetting, drawUpNetting } from '../../apps/payment/src/app/nettings.ts';
import { CONSORTIUM } from '../../apps/payment/src/domain/settling/mirror.ts';
import type { Statement } from '../../apps/payment/src/domain/settling/statement.ts';
import { PrismaService } from '../../apps/payment/src/prisma.service.ts';
import { SettlingQuery } from '../../apps/payment/src/queries/settling.query.ts';
// types only: the bench itself is not to be in this process
import type { Read } from './ledger.ts';
import { symbol, YEAR } from './ledger-load.ts';

const MEGABYTE = 1024 * 1024;
const { BENCH_DATABASE_URL: url = '', BENCH_RELAY_URL: relayUrl = '', BENCH_LIBRARIES: libraries = '2' } = process.env;
const month = `${YEAR}-12`;
const clock = new ManualClock(`${YEAR + 1}-01-05T09:00:00Z`);
const database = new Database({ service: 'payment', url, relayUrl, clock });
const prisma = new PrismaService({ service: 'payment', url, relayUrl });
const query = new SettlingQuery(prisma);
const symbols = Array.from({ length: Number(libraries) }, (_, nth) => symbol(nth));
const idleMegabytes = Math.round(process.memoryUsage.rss() / MEGABYTE);

/** How long it took, in seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
const asOperator = <T>(actor: string, work: (tx: Tx) => Promise<Result<T, Rejection>>): Promise<T> =>
  database.transaction({ tenant: CONSORTIUM, actor }, async (tx) => unwrap(await work(tx)));

/** @throws Error where the lines do not add up to what it says is owed */
function checked(library: string, { before, after, lines }: Statement, owes = after.minor): number {
  const sum = lines.reduce((total, line) => total + line.owes.minor, before.minor);
  if (sum !== owes || after.minor !== owes) throw new Error(`${library}: ${lines.length} lines make ${sum}, not ${owes}`);
  return lines.length;
}

let [statementLines, sumOfAll] = [0, 0];
const statementSeconds = await timed(async () => {
  for (const library of symbols) {
    const statement = unwrap(await query.statement(library, month, 'USD'));
    statementLines += checked(library, statement);
    sumOfAll += statement.after.minor;
  }
});
if (sumOfAll !== 0) throw new Error(`the statements of all are off by ${sumOfAll}`);

let drawn: Awaited<ReturnType<typeof draw>> | undefined;
const draw = () => asOperator('op-1', (tx) => drawUpNetting(tx, month, 'USD', 'op-1', 3));
const drawSeconds = await timed(async () => (drawn = await draw()));
const { id, positions, transfers } = drawn!;
let [proofLines, longestProof] = [0, 0];
const proofSeconds = await timed(async () => {
  for (const { library, owes } of positions) {
    const lines = checked(library, await query.proof(drawn!, library), owes);
    proofLines += lines;
    longestProof = Math.max(longestProof, lines);
  }
});
const approveSeconds = await timed(() => asOperator('op-2', (tx) => approveNetting(tx, id, 'op-2', 3)));
let left = 0;
for (const library of symbols) left += Math.abs(unwrap(await query.statement(library, `${YEAR + 1}-01`, 'USD')).after.minor);

const read: Read = {
  statements: symbols.length,
  statementLines,
  statementSeconds,
  drawSeconds,
  transfers: transfers.length,
  proofSeconds,
  proofLines,
  longestProof,
  approveSeconds,
  left,
  // maxRSS is in kilobytes on every platform
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  idleMegabytes,
};
await Promise.all([database.close(), prisma.$disconnect()]);
console.log(`done: ${JSON.stringify(read)}`);

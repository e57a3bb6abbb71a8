// A process of its own, so that its memory is that of statements and netting: `node dist/test/bench/ledger-reader.js`.
import { ManualClock, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { Snapshot } from '#lib/service';
import { approveNetting, drawUpNetting } from '../../apps/payment/src/app/nettings.ts';
import { CONSORTIUM } from '../../apps/payment/src/domain/settling/mirror.ts';
import { linesIn } from '../../apps/payment/src/domain/settling/statement.ts';
import { StatementsQuery, type OpenStatement } from '../../apps/payment/src/queries/statements.query.ts';
// types only: the bench itself is not to be in this process
import type { Read } from './ledger.ts';
import { symbol, YEAR } from './ledger-load.ts';

const MEGABYTE = 1024 * 1024;
const { BENCH_DATABASE_URL: url = '', BENCH_RELAY_URL: relayUrl = '', BENCH_LIBRARIES: libraries = '2' } = process.env;
const month = `${YEAR}-12`;
const clock = new ManualClock(`${YEAR + 1}-01-05T09:00:00Z`);
const database = new Database({ service: 'payment', url, relayUrl, clock });
const query = new StatementsQuery(new Snapshot(database));
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

/** Reads all lines. @throws Error where they do not add up to what it says is owed */
async function checked(library: string, statement: OpenStatement, owes = statement.after.minor): Promise<number> {
  let [sum, lines] = [statement.before.minor, 0];
  for await (const some of statement.lines())
    for (const line of some) {
      sum += line.owes.minor;
      lines += 1;
    }
  if (sum !== owes || statement.after.minor !== owes) throw new Error(`${library}: ${lines} lines make ${sum}, not ${owes}`);
  if (lines !== linesIn(statement)) throw new Error(`${library}: ${lines} lines, and it says there are ${linesIn(statement)}`);
  return lines;
}

let [statementLines, sumOfAll] = [0, 0];
const statementSeconds = await timed(async () => {
  for (const library of symbols) {
    await query.statement(library, month, 'USD', async (statement) => {
      statementLines += await checked(library, statement);
      sumOfAll += statement.after.minor;
    });
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
    const lines = await query.proof(drawn!, library, (proof) => checked(library, proof, owes));
    proofLines += lines;
    longestProof = Math.max(longestProof, lines);
  }
});
const approveSeconds = await timed(() => asOperator('op-2', (tx) => approveNetting(tx, id, 'op-2', 3)));
let left = 0;
for (const library of symbols)
  left += await query.statement(library, `${YEAR + 1}-01`, 'USD', async ({ after }) => Math.abs(after.minor));

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
await database.close();
console.log(`done: ${JSON.stringify(read)}`);

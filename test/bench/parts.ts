import { randomBytes } from 'node:crypto';
import { chainBench, type ChainResult } from './chain.ts';
import { decisionsBench } from './decisions.ts';
import { floodBench } from './flood.ts';
import { ledgerBench } from './ledger.ts';
import { loansBench } from './loans.ts';
import { messagingBench } from './messaging.ts';
import { password, type Servers } from './servers.ts';
import { startBench } from './start.ts';
import { round, type Figure } from './table.ts';
import { workbookBench } from './workbook.ts';

export interface PartOptions {
  /** Share of the usual load. */
  readonly scale: number;
  readonly servers: Servers;
}
export interface Made {
  readonly figures: readonly Figure[];
  readonly result: unknown;
}

const TRANSPORTS = ['postgres', 'kafka'] as const;
type Transport = (typeof TRANSPORTS)[number];
const NAMES = { postgres: 'PostgreSQL', kafka: 'Kafka' };

/** Runs for either transport; where no broker can be had, the figure says why. */
async function onEither(
  servers: Servers,
  run: (
    transport: Transport,
    broker?: { brokers: readonly string[]; pid: number },
  ) => Promise<{ figures: Figure[]; result: unknown }>,
): Promise<Made> {
  const figures: Figure[] = [];
  const results: Record<string, unknown> = {};
  for (const transport of TRANSPORTS) {
    const broker = transport === 'kafka' ? await servers.kafka() : undefined;
    if (typeof broker === 'string') {
      figures.push({ what: NAMES.kafka, value: `not run: ${broker}` });
      continue;
    }
    const made = await run(transport, broker);
    results[transport] = made.result;
    figures.push(...made.figures.map(({ what, value }) => ({ what: `${NAMES[transport]}: ${what}`, value })));
  }
  return { figures, result: results };
}

const atLeast = (least: number, count: number): number => Math.max(least, Math.round(count));
const listed = (values: Readonly<Record<string, number>>, unit: string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${round(value)}`)
    .join(' + ') + ` ${unit}`;

function messaging({ scale, servers }: PartOptions): Promise<Made> {
  return onEither(servers, async (transport, broker) => {
    const postgres = await servers.postgres();
    const result = await messagingBench({
      server: { adminUrl: postgres.url, password },
      messages: atLeast(40, 10_000 * scale),
      transport,
      through: 'nest',
      ...(broker && { brokers: broker.brokers }),
      pids: { PostgreSQL: postgres.pid, ...(broker && { broker: broker.pid }) },
    });
    return {
      result,
      figures: [
        { what: 'messages a second through five services', value: round(result.perSecond) },
        { what: 'CPU a message', value: listed(result.cpuMicros, 'µs') },
      ],
    };
  });
}

async function decisions({ scale }: PartOptions): Promise<Made> {
  const result = await decisionsBench({ seconds: 10 * scale });
  const figures = result.flatMap(({ rules, cases, perSecond, barePerSecond, checkMillis }) => [
    { what: `decisions a second of CPU (${rules} rules, ${cases} cases in turn)`, value: round(perSecond) },
    { what: `json-rules-engine alone, the same ${rules} rules and facts`, value: round(barePerSecond) },
    { what: `${rules} rules read, checked and compiled once`, value: `${round(checkMillis)} ms of CPU` },
  ]);
  return { result, figures };
}

const spread = ({ p50, p95 }: { p50: number; p95: number }): string => `${round(p50)} / ${round(p95)} ms`;

const chainFigures = ({ requests, perSecond, burst, steady, cpuMillis, database }: ChainResult): Figure[] => [
  {
    what: `${requests} requests at once: accepted / decided / closed a second`,
    value: [perSecond.accepted, perSecond.decided, perSecond.closed].map(round).join(' / '),
  },
  { what: 'submitted → decided, p50 / p95, at once', value: spread(burst.decided) },
  { what: 'submitted → closed, p50 / p95, at once', value: spread(burst.closed) },
  { what: 'submitted → decided, p50 / p95, five a second', value: spread(steady.decided) },
  { what: 'submitted → closed, p50 / p95, five a second', value: spread(steady.closed) },
  { what: 'CPU a request', value: listed(cpuMillis, 'ms') },
  {
    what: 'PostgreSQL a request',
    value: `${round(database.transactions)} transactions, ${round(database.walKilobytes)} KB of log`,
  },
];

function chain({ scale, servers }: PartOptions): Promise<Made> {
  return onEither(servers, async (_, broker) => {
    const result = await chainBench({
      burst: atLeast(20, 1000 * scale),
      steady: atLeast(10, 100 * scale),
      ...(broker && { kafka: { ...broker, prefix: `bench-${randomBytes(4).toString('hex')}` } }),
    });
    return { result, figures: chainFigures(result) };
  });
}

async function flood({ scale }: PartOptions): Promise<Made> {
  const result = await floodBench({ flood: atLeast(60, 1000 * scale), others: atLeast(5, 20 * scale) });
  return {
    result,
    figures: [
      { what: `${result.others} of one library, five a second: submitted → decided, p50 / p95`, value: spread(result.alone) },
      { what: `the same, right after ${result.flood} of another library’s`, value: spread(result.amidst) },
      { what: 'of those still undecided when the last of the first library’s was decided', value: String(result.overtaken) },
      { what: 'how long the flood itself waited, p50 / p95', value: spread(result.flooding) },
    ],
  };
}

async function loans({ scale }: PartOptions): Promise<Made> {
  const result = await loansBench({ loans: atLeast(30, 1000 * scale), steady: atLeast(5, 50 * scale) });
  return {
    result,
    figures: [
      {
        what: `${result.loans} loans at once between two processes, request to return: loans / messages a second`,
        value: [result.perSecond, result.messagesPerSecond].map(round).join(' / '),
      },
      { what: 'one loan alone, request to closed, p50 / p95', value: spread(result.alone) },
      { what: 'CPU a loan', value: listed(result.cpuMillis, 'ms') },
    ],
  };
}

async function workbook({ scale }: PartOptions): Promise<Made> {
  const result = await workbookBench({ rows: atLeast(100, 200_000 * scale) });
  const size = `${round(result.rows)} rows × ${result.columns} columns (${result.fileMegabytes} MB)`;
  return {
    result,
    figures: [
      { what: `${size}: rows a second`, value: round(result.perSecond) },
      { what: 'peak memory (before it begins)', value: `${result.peakMegabytes} (${result.idleMegabytes}) MB` },
    ],
  };
}

async function start({ scale }: PartOptions): Promise<Made> {
  const result = await startBench({ times: atLeast(1, 3 * scale) });
  return {
    result,
    figures: [
      { what: '`npm start` to ready, a new data folder', value: `${round(result.firstSeconds)} s` },
      { what: '`npm start` to ready, again', value: `${round(result.againSeconds)} s` },
    ],
  };
}

async function ledger({ scale }: PartOptions): Promise<Made> {
  const transactions = atLeast(400, 1_000_000 * scale);
  const result = await ledgerBench({
    transactions,
    libraries: atLeast(4, Math.min(200, 2000 * scale)),
    posted: atLeast(100, 5000 * scale),
  });
  const { posted, statements, statementSeconds, statementLines, proofSeconds, proofLines } = result;
  return {
    result,
    figures: [
      {
        what: `${round(posted.charges)} charges posted as payment does it, both sides: a second`,
        value: round(posted.charges / posted.seconds),
      },
      {
        what: `the other ${round(transactions - posted.charges)} of ${result.libraries} libraries written in bulk, checked by the database: a second`,
        value: `${round((transactions - posted.charges) / result.loadSeconds)} (${round(result.lines)} lines, ${round(result.databaseMegabytes)} MB)`,
      },
      {
        what: `statements of a month of all ${statements}: statements / lines a second`,
        value: `${round(statements / statementSeconds)} / ${round(statementLines / statementSeconds)}`,
      },
      {
        what: `netting drawn up, all months of all closed / approved, ${result.transfers} transfers`,
        value: `${round(result.drawSeconds)} / ${round(result.approveSeconds)} s`,
      },
      {
        what: `proof of every position, ${round(proofLines)} lines: seconds / lines a second`,
        value: `${round(proofSeconds)} / ${round(proofLines / proofSeconds)}`,
      },
      {
        what: `peak memory, the longest proof ${round(result.longestProof)} lines (before it begins)`,
        value: `${result.peakMegabytes} (${result.idleMegabytes}) MB`,
      },
    ],
  };
}

/** What can be measured, in the order of a full run: light ones first. */
export const PARTS = { decisions, workbook, start, messaging, chain, loans, flood, ledger } as const satisfies Record<
  string,
  (options: PartOptions) => Promise<Made>
>;
export type Part = keyof typeof PARTS;

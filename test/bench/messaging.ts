import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { connectMessaging, MessagingRuntime, Database, subscriptionsFor, type MessagingOptions } from '#lib/messaging';
import { chainModule } from '../../libs/messaging/src/testing-service/chain.ts';
import { makeDatabase, type ServerForTests, type ServicesDatabase } from '../../libs/messaging/src/testing-service/database.ts';
import { stepped, takeStep, type Stepped } from '../../libs/messaging/src/testing-service/steps.ts';
import { treeMicros } from './cpu.ts';

const LINKS = ['one', 'two', 'three', 'four', 'five'];
const SOURCE = 'zero';
const PER_KEY = 20;

export interface MessagingBenchOptions {
  readonly server: ServerForTests;
  /** Messages put into the first service; each is handled by five. */
  readonly messages: number;
  readonly transport: 'postgres' | 'kafka';
  readonly brokers?: readonly string[];
  /** Handlers as Nest controllers, or called straight by the runner (to see what Nest costs). */
  readonly through: 'nest' | 'runner';
  readonly workers?: number;
  /** Process ids of the servers, to count their time as well (Linux only). */
  readonly pids?: Readonly<Record<string, number>>;
}

export interface MessagingBenchResult {
  readonly handled: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** CPU microseconds a message: this process and each server given. */
  readonly cpuMicros: Readonly<Record<string, number>>;
}

/** Sends messages down a chain of five services in this process and measures until the last has handled all, in order. */
export async function messagingBench(options: MessagingBenchOptions): Promise<MessagingBenchResult> {
  const { server, messages, pids = {} } = options;
  const database = await makeDatabase(server, [SOURCE, ...LINKS]);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  try {
    await fillOutbox(owner, messages);
    const cpuBefore = cpu(pids);
    const began = performance.now();
    const { stop, failures } = await startChain(options, database);
    await handledBy(owner, 'five', messages, failures);
    const seconds = (performance.now() - began) / 1000;
    const cpuAfter = cpu(pids);
    await stop();
    await checkOrder(owner, messages);
    const handled = messages * LINKS.length;
    const perMessage = (name: string): number => Math.round((cpuAfter[name]! - cpuBefore[name]!) / handled);
    return {
      handled,
      seconds,
      perSecond: Math.round(handled / seconds),
      cpuMicros: Object.fromEntries(Object.keys(cpuAfter).map((name) => [name, perMessage(name)])),
    };
  } finally {
    await owner.end();
    await database.drop();
  }
}

interface Chain {
  /** What went wrong so far: nothing should. */
  readonly failures: readonly string[];
  readonly stop: () => Promise<void>;
}

async function startChain(
  { transport, brokers, through, workers }: MessagingBenchOptions,
  database: ServicesDatabase,
): Promise<Chain> {
  const names = [SOURCE, ...LINKS];
  const prefix = new URL(database.ownerUrl).pathname.slice(1);
  const failures: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const starts: (() => Promise<void>)[] = [];
  for (const [i, name] of names.entries()) {
    const given: MessagingOptions = {
      name,
      database: { url: database.serviceUrl(name), relayUrl: database.relayUrl },
      transport,
      kafka: transport === 'kafka' ? { brokers: brokers ?? [], prefix } : undefined,
      messages: names.map(stepped),
      peers: names,
      workers,
      observer: {
        failed: (service, type, parked) => failures.push(`${service}: ${type} failed${parked ? ' and was parked' : ''}`),
      },
    };
    if (i === 0 || through === 'runner') {
      const says = stepped(name);
      const db = new Database({ service: name, ...given.database });
      const runtime = new MessagingRuntime(db, given, {
        subscriptions: subscriptionsFor(i ? [stepped(names[i - 1]!).type] : [], names.map(stepped)),
        handle: (envelope, tx) => takeStep(tx, envelope, envelope.data as Stepped, says),
        jobs: new Map(),
        deadlines: new Map(),
      });
      await runtime.subscribe();
      starts.push(async () => runtime.start());
      stops.push(async () => {
        await runtime.stop();
        await db.close();
      });
    } else {
      const app: INestApplication = await NestFactory.create(chainModule(given, names[i - 1]!), { logger: ['warn', 'error'] });
      await connectMessaging(app);
      await app.init();
      starts.push(async () => void (await app.startAllMicroservices()));
      stops.push(() => app.close());
    }
  }
  for (const start of starts) await start();
  return { failures, stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

/** Straight into the first outbox: what is measured is moving and handling. */
async function fillOutbox(owner: pg.Pool, messages: number): Promise<void> {
  await owner.query(
    `with m as (select i, md5('key ' || i / $2)::uuid key, i % $2 + 1 sequence, uuidv7() id from generate_series(0, $1::int - 1) i)
     insert into ${SOURCE}.outbox (id, key, tenant, type, envelope)
     select id, key, 'LIB' || hashtext(key::text) % 7, '${SOURCE}.stepped.v1', json_build_object('specversion', '1.0', 'id', id, 'source', '${SOURCE}',
       'type', '${SOURCE}.stepped.v1', 'subject', key, 'sequence', sequence, 'tenant', 'LIB' || hashtext(key::text) % 7, 'correlation', key,
       'time', now(), 'datacontenttype', 'application/json', 'data', json_build_object('note', 'citation checked, copyright counted, lender asked'))
     from m order by sequence, i`,
    [messages, PER_KEY],
  );
  await owner.query('analyze');
}

async function handledBy(owner: pg.Pool, service: string, messages: number, failures: readonly string[]): Promise<void> {
  for (;;) {
    if (failures[0]) throw new Error(failures[0]);
    const { rows } = await owner.query<{ n: number }>(`select coalesce(sum(handled), 0)::int n from ${service}.steps`);
    if (rows[0]!.n >= messages) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function checkOrder(owner: pg.Pool, messages: number): Promise<void> {
  for (const link of LINKS) {
    const { rows } = await owner.query<{ handled: number; disorder: number }>(
      `select sum(handled)::int handled, sum((state ->> 'disorder')::int)::int disorder from ${link}.steps`,
    );
    const { handled, disorder } = rows[0]!;
    if (handled !== messages || disorder) throw new Error(`${link}: ${handled} of ${messages} handled, ${disorder} out of order`);
  }
}

/** CPU time so far in microseconds: this process, and each server with its children. */
function cpu(pids: Readonly<Record<string, number>>): Record<string, number> {
  const { user, system } = process.cpuUsage();
  return { node: user + system, ...Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, treeMicros(pid)])) };
}

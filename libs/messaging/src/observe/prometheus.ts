import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '../store/database.ts';
import type { MessagingObserver } from './observer.ts';

/** Counts into a prom-client registry. */
export function prometheusObserver(registry: Registry): MessagingObserver {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name, help, labelNames, registers });
  const handled = counter('trillium_messages_handled_total', 'Messages handled', ['service', 'type']);
  const failed = counter('trillium_messages_failed_total', 'Handlings that failed and are tried again or parked', [
    'service',
    'type',
    'parked',
  ]);
  const published = counter('trillium_messages_published_total', 'Messages published', ['service']);
  const inboxFailed = counter(
    'trillium_inbox_failures_total',
    'Batches the inbox could not take in; retried for ever: alarm on it',
    ['service'],
  );
  const malformed = counter('trillium_messages_malformed_total', 'Messages on a topic that are none of ours', ['service']);
  const jobs = counter('trillium_jobs_total', 'Attempts at jobs, by outcome', ['service', 'kind', 'outcome']);
  const deadlines = counter('trillium_deadlines_total', 'Deadlines that passed, by outcome', ['service', 'table', 'outcome']);
  const seconds = new Histogram({
    name: 'trillium_job_seconds',
    help: 'Time a job took, call and end together',
    labelNames: ['service', 'kind'],
    buckets: [0.05, 0.2, 1, 5, 20, 60],
    registers,
  });
  return {
    handled: (service, types) => {
      for (const type of types) handled.inc({ service, type });
    },
    failed: (service, type, parked) => failed.inc({ service, type, parked: String(parked) }),
    published: (service, count) => published.inc({ service }, count),
    inboxFailed: (service) => inboxFailed.inc({ service }),
    malformed: (service) => malformed.inc({ service }),
    job: (service, kind, outcome, milliseconds) => {
      jobs.inc({ service, kind, outcome });
      seconds.observe({ service, kind }, milliseconds / 1000);
    },
    deadline: (service, table, outcome) => deadlines.inc({ service, table, outcome }),
  };
}

const QUEUES = (service: string): string => `select 'outbox' queue, count(*) waiting from ${service}.outbox
  union all select 'inbox', count(*) from ${service}.inbox union all select 'job', count(*) from ${service}.job
  union all select 'parked', count(*) from ${service}.hold where until = 'infinity'`;

/** Adds gauges of what waits in a service's queues, counted whenever the registry is read; left as they were where the database is away. */
export function queueGauges(registry: Registry, database: Database): void {
  const { service } = database;
  const name = 'trillium_queue_length';
  const gauge =
    (registry.getSingleMetric(name) as Gauge | undefined) ??
    new Gauge({ name, help: 'Rows that wait', labelNames: ['service', 'queue'], registers: [registry] });
  const reading = gauge as Gauge & { collect?: () => Promise<void> };
  const others = reading.collect?.bind(gauge);
  reading.collect = async (): Promise<void> => {
    await others?.();
    const counted = await database.asRelay<{ queue: string; waiting: number }>(QUEUES(service)).catch(() => []);
    for (const { queue, waiting } of counted) gauge.set({ service, queue }, waiting);
  };
}

import type pg from 'pg';
import { until } from './client.ts';

/** Services with technical tables (libs/messaging). */
export const SERVICES = ['directory', 'intake', 'sourcing', 'fulfillment', 'payment', 'reporting'] as const;

/**
 * What is under way: messages not yet published or handled, jobs due now. Parked keys are not under way: they wait for a person.
 * @param clock the time the services go by, where jobs wait for it
 */
export async function underWay(owner: pg.ClientBase, clock: () => Date = () => new Date()): Promise<Record<string, number>> {
  const counts = SERVICES.map(
    (service) => `select '${service}.outbox' what, count(*)::int n from ${service}.outbox
      union all select '${service}.inbox', count(*)::int from ${service}.inbox i
        where not exists (select from ${service}.hold h where h.key = i.key and h.until = 'infinity')
      union all select '${service}.job', count(*)::int from ${service}.job where not_before is null or not_before <= $1::timestamptz`,
  );
  const { rows } = await owner.query<{ what: string; n: number }>(counts.join(' union all '), [clock()]);
  return Object.fromEntries(rows.filter((row) => row.n > 0).map((row) => [row.what, row.n]));
}

/** Waits until nothing is under way, seen three times in a row. */
export async function quiet(owner: pg.ClientBase, within = 120_000, clock?: () => Date): Promise<void> {
  let seen = 0;
  let last: Record<string, number> = {};
  try {
    await until(
      'all messages handled and all jobs done',
      async () => {
        last = await underWay(owner, clock);
        seen = Object.keys(last).length ? 0 : seen + 1;
        return seen >= 3 ? true : undefined;
      },
      within,
      60,
    );
  } catch (error) {
    throw new Error(`still under way: ${JSON.stringify(last)}`, { cause: error });
  }
}

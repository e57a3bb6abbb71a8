import { Injectable } from '@nestjs/common';
import type { Task, Worklists } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { TasksQuery } from './tasks.query.ts';
import { COUNTS, placesOf, type Narrowed } from './worklist-sql.ts';

interface Count {
  readonly by: 'list' | 'branch' | 'service' | 'supplier' | 'all';
  readonly value: string | null;
  readonly count: number;
  readonly oldest: Date | null;
  readonly sample: string | null;
}
/** Partners to choose from: those with most waiting. */
const MOST_SUPPLIERS = 200;

@Injectable()
export class WorklistsQuery {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksQuery,
  ) {}

  /**
   * How much waits on each list. Counted by how attempts stand, and of each such group one is looked at as the person would see it: what
   * they can do nothing about is not theirs to count.
   * @param seen those of the tasks that the person sees
   */
  async counts(tenant: string, account: string, narrowed: Narrowed, seen: (tasks: Task[]) => Task[]): Promise<Worklists> {
    const rows = await this.database.transaction({ tenant }, (tx) =>
      tx.query<Count>(COUNTS, placesOf(tenant, account, narrowed)),
    );
    const lists = rows.filter(({ by }) => by === 'list');
    const ids = lists.flatMap(({ sample, value }) =>
      sample ? [{ what: value === 'unannounced' ? ('parcel' as const) : ('attempt' as const), id: sample }] : [],
    );
    const once = [...new Map(ids.map((one) => [one.id, one])).values()];
    const samples = await this.tasks.samples(tenant, account, once);
    const shown = new Set(seen(samples).map(({ id, kind }) => `${id.slice(0, 36)} ${kind}`));
    const counted = new Map<string, { count: number; oldest: string | undefined }>();
    for (const { value, sample, count, oldest } of lists) {
      if (sample && !shown.has(`${sample} ${value!}`)) continue;
      const before = counted.get(value!);
      const first = [before?.oldest, oldest?.toISOString()].filter((one) => one !== undefined).toSorted()[0];
      counted.set(value!, { count: (before?.count ?? 0) + count, oldest: first });
    }
    const by = (what: Count['by']) =>
      rows
        .filter((row) => row.by === what)
        .map(({ value, count }) => ({ value: value!, count }))
        .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value));
    return {
      lists: [...counted].map(([kind, { count, oldest }]) => ({ kind, count, ...(oldest && { oldest }) })),
      total: [...counted.values()].reduce((sum, { count }) => sum + count, 0),
      branches: by('branch'),
      suppliers: by('supplier').slice(0, MOST_SUPPLIERS),
      services: by('service'),
    };
  }
}

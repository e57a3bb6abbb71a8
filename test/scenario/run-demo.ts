import type { Batch, RequestPage, RequestSummary, Task, TaskList } from '#lib/contracts';
import { People, requestsFile, type RequestRow } from '#test/world';
import type pg from 'pg';
import type { TrilliumClient } from '../support/client.ts';
import { until } from '../support/client.ts';
import { quiet } from '../support/quiet.ts';

/** A running Trillium, and what a test needs to live through weeks in it. */
export interface Stage {
  /** Signed in as operator of the consortium. */
  readonly operator: TrilliumClient;
  /** Signed in as staff and manager of a library. */
  at(library: string): Promise<TrilliumClient>;
  readonly libraries: readonly string[];
  /** Headers with which the simulated people of a library sign in. */
  headers(library: string): Promise<Record<string, string>>;
  /** Where fulfillment answers. */
  readonly desk: string;
  readonly worldUrl: string;
  readonly owner: pg.ClientBase;
}

const HOUR = 3600;

/** Uploads lines as the operator does, and waits until every line is decided or waits for somebody. */
export async function upload(stage: Stage, rows: readonly RequestRow[]): Promise<Batch> {
  const taken = await stage.operator.post<Batch>('/api/intake/batches', requestsFile(rows), { 'content-type': 'text/csv' });
  await quiet(stage.owner);
  const batch = await until(
    'every line taken or refused',
    async () => {
      const now = await stage.operator.get<Batch>(`/api/intake/batches/${taken.id}`);
      return now.waiting === 0 ? now : undefined;
    },
    180_000,
  );
  // messages in a broker are nobody's rows, so a quiet database is not enough
  await until(
    'every request decided or in somebody’s hands',
    async () => {
      const { rows: open } = await stage.owner.query<{ n: number }>(
        `select count(*)::int as n from unnest($1::uuid[]) r(id) left join intake.request_view v using (id)
         where v.status is null or v.status in ('checking', 'deciding')`,
        [batch.results.flatMap(({ requestId }) => requestId ?? [])],
      );
      return open[0]!.n === 0 ? true : undefined;
    },
    180_000,
  );
  await quiet(stage.owner);
  return batch;
}

export const page = (stage: Stage, library: string, id: string): Promise<RequestPage> =>
  stage.operator.at(library).get<RequestPage>(`/api/intake/requests/${id}`);

/** Moves the world's clock on, lets it happen, and lets the people at the desks do their part. */
export async function advance(stage: Stage, people: People, hours: number): Promise<void> {
  await fetch(`${stage.worldUrl}/control/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: hours * HOUR }),
  });
  // the services read the world's clock every quarter of a second
  await new Promise((resolve) => setTimeout(resolve, 300));
  await quiet(stage.owner);
  const deeds = await people.round();
  if (deeds.length) await quiet(stage.owner);
}

export async function hire(stage: Stage): Promise<People> {
  const desks = await Promise.all(stage.libraries.map(async (library) => ({ library, headers: await stage.headers(library) })));
  return new People({ trillium: stage.desk, world: stage.worldUrl, desks });
}

/** Every task that waits at a library, of all services. */
export async function tasks(stage: Stage, library: string): Promise<Task[]> {
  const client = stage.operator.at(library);
  const lists = await Promise.all(
    ['intake', 'sourcing', 'fulfillment', 'payment'].map((service) => client.get<TaskList>(`/api/${service}/tasks`)),
  );
  return lists.flatMap((list) => list.tasks);
}

const OVER: readonly RequestSummary['status'][] = ['closed', 'unfilled', 'cancelled', 'merged', 'declined', 'waiting-for-staff'];

export interface Weeks {
  /** At most so many days of the world's. */
  readonly days: number;
  /** Hours between two looks; 12 where nothing is said. */
  readonly step?: number;
  /** What a person does besides, at each look. */
  readonly each?: () => Promise<void>;
}

/** Lets the weeks go by until every request has ended or waits for staff. */
export async function liveThrough(
  stage: Stage,
  requests: readonly { library: string; id: string }[],
  { days, step = 12, each = async () => undefined }: Weeks,
): Promise<RequestPage[]> {
  const people = await hire(stage);
  const look = (which: readonly { library: string; id: string }[]): Promise<RequestPage[]> =>
    Promise.all(which.map(({ library, id }) => page(stage, library, id)));
  let open = requests;
  for (let hours = 0; hours < days * 24; hours += step) {
    const pages = await look(open);
    open = open.filter((_, index) => !OVER.includes(pages[index]!.status));
    if (!open.length) {
      // a book that was bought is cataloged after its request was closed for the patron: wait for the hands' work too
      const left = (await Promise.all(stage.libraries.map((library) => tasks(stage, library)))).flat();
      if (left.every(({ service }) => service !== 'fulfillment')) break;
    }
    await each();
    await advance(stage, people, step);
  }
  return look(requests);
}

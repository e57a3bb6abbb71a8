import { Injectable } from '@nestjs/common';
import type { PartnerChanged, Task } from '#lib/contracts';
import { Database, type Tx } from '#lib/messaging';
import type { AttemptRow } from './attempt-view.ts';
import { toTasks } from './attempt-view.ts';
import { candidatesFor, parcelTask, type ParcelRow } from './parcel-view.ts';
import { pasteFor } from './paste-for.ts';
import { stuck, type StuckRow } from './stuck.ts';
import { ATTEMPTS, PAGE, PARCELS_BY_ID, PARTNERS, placesOf, REQUESTS, TAKE, type Narrowed } from './worklist-sql.ts';

interface Place {
  readonly what: 'attempt' | 'request' | 'parcel';
  readonly id: string;
  readonly since: Date;
}
type Row = AttemptRow & { readonly takenBy: string | null };

/** Where a page ends: the time since when its last one waits, and its id. */
const cursorOf = ({ since, id }: Place): string => `${since.toISOString()}~${id}`;

@Injectable()
export class TasksQuery {
  constructor(private readonly database: Database) {}

  /**
   * What waits for a person at this library, the longest waiting first.
   * @param account whose eyes see it: what they have taken on themselves is marked so
   * @param cursor where the page before ended
   */
  list(
    tenant: string,
    account: string,
    narrowed: Narrowed,
    limit: number,
    cursor?: string,
  ): Promise<{ tasks: Task[]; more: boolean; next?: string }> {
    const [since = null, after = null] = cursor?.split('~') ?? [];
    return this.database.transaction({ tenant }, async (tx) => {
      const { kind: list = null, request = null } = narrowed;
      const wanted = [...placesOf(tenant, account, narrowed), list, since, after, limit + 1, request];
      const places = await tx.query<Place>(PAGE, wanted);
      const shown = places.slice(0, limit);
      const tasks = await this.#tasks(tx, account, shown);
      const more = places.length > limit;
      return {
        tasks: tasks.filter(({ kind }) => !narrowed.kind || kind === narrowed.kind),
        more,
        ...(more && { next: cursorOf(shown.at(-1)!) }),
      };
    });
  }

  /** The tasks of these attempts and parcels that stand on a list; for counting what a person sees of it. */
  samples(tenant: string, account: string, ids: readonly Omit<Place, 'since'>[]): Promise<Task[]> {
    return this.database.transaction({ tenant }, (tx) =>
      this.#tasks(
        tx,
        account,
        ids.map((one) => ({ ...one, since: tx.now() })),
      ),
    );
  }

  /** Marks that an account has taken these on, or (null) that nobody has. @returns how many that changed */
  take(tenant: string, account: string | null, ids: readonly string[]): Promise<number> {
    return this.database.transaction({ tenant }, async (tx) => (await tx.query(TAKE, [account, ids])).length);
  }

  async #tasks(tx: Tx, account: string, places: readonly Place[]): Promise<Task[]> {
    const idsOf = (what: Place['what']): string[] => places.filter((place) => place.what === what).map(({ id }) => id);
    const attempts = new Map((await tx.query<Row>(ATTEMPTS, [idsOf('attempt')])).map((row) => [row.id, row]));
    const requests = new Map((await tx.query<StuckRow>(REQUESTS, [idsOf('request')])).map((row) => [row.id, row]));
    const parcels = await this.#parcels(tx, idsOf('parcel'));
    const lenders = [...attempts.values()].flatMap(({ state: { plan } }) => ('lender' in plan ? [plan.lender.symbol] : []));
    const known = await tx.query<{ profile: PartnerChanged }>(PARTNERS, [[...new Set(lenders)]]);
    const partners = new Map(known.map(({ profile }) => [profile.symbol, profile]));
    return places.flatMap(({ what, id }) => {
      const request = what === 'request' && requests.get(id);
      if (request) return [stuck(tx.tenant, request)];
      const parcel = what === 'parcel' && parcels.get(id);
      if (parcel) return [parcel];
      const row = attempts.get(id);
      if (!row) return [];
      const taken = row.takenBy === null ? undefined : row.takenBy === account ? ('you' as const) : ('somebody' as const);
      return toTasks(tx.tenant, row).map((task) => ({
        ...task,
        ...(taken && { taken }),
        ...pasteFor(task, row.state, partners),
      }));
    });
  }
  async #parcels(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Task>> {
    if (!ids.length) return new Map();
    const rows = await tx.query<ParcelRow>(PARCELS_BY_ID, [ids]);
    const candidates = await candidatesFor(
      tx,
      rows.map(({ state }) => state),
    );
    return new Map(rows.map((row) => [row.id, parcelTask(tx.tenant, row, candidates)]));
  }
}

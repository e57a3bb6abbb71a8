import { err, ok, type Rejection, type Result } from '#lib/kernel';
import { identifier } from '../schema/names.ts';
import { Conflict } from './conflict.ts';
import type { Effect } from './effects.ts';
import { lockKeys, rowsOf, StatementCache } from './emit.ts';
import { EVENT, insertText, JOB, OUTBOX, valuesOf, type EventRow } from './rows.ts';
import { json, statement } from './statement.ts';
import type { Tx } from './tx.ts';

export interface Loaded<State> {
  readonly id: string;
  /** The number of events so far; 0 where there is none yet. */
  readonly version: number;
  readonly state: State;
}

export interface Stepped<State, Event> extends Loaded<State> {
  readonly events: readonly Event[];
}

export interface StoredEvent<Event> {
  readonly version: number;
  readonly event: Event;
  readonly at: Date;
  readonly cause: string | null;
  readonly actor: string | null;
}

export interface AggregateStoreOptions<State, Event> {
  readonly table: string;
  readonly initial: State;
  evolve(state: State, event: Event): State;
  /** Columns for queries and deadlines, the same ones each time. State itself is plain JSON. */
  project?(state: State): Readonly<Record<string, unknown>>;
}

/** Where aggregates of one kind are kept: loaded with their version, saved only where nobody else was faster. */
export class AggregateStore<State, Event extends { readonly type: string }> {
  readonly #table: string;
  readonly #options: AggregateStoreOptions<State, Event>;
  readonly #load;
  readonly #lock;
  readonly #saves = new StatementCache();
  readonly #history = statement(
    'select version, data as event, at, cause, actor from event where aggregate = $1 order by version',
  );

  constructor(options: AggregateStoreOptions<State, Event>) {
    this.#options = options;
    this.#table = identifier(options.table);
    this.#load = statement(`select version, state from ${this.#table} where id = $1`);
    this.#lock = statement(`select version, state from ${this.#table} where id = $1 for no key update`);
  }

  /** The aggregate as it stands; version 0 and the initial state where there is none. */
  async load(tx: Tx, id: string): Promise<Loaded<State>> {
    return (await this.find(tx, id)) ?? { id, version: 0, state: this.#options.initial };
  }
  async find(tx: Tx, id: string): Promise<Loaded<State> | undefined> {
    const [row] = await tx.query<{ version: number; state: State }>(this.#load, [id]);
    return row && { id, version: row.version, state: row.state };
  }
  /** As load, and nobody else saves it before this transaction ends: for aggregates that many fight over. */
  async lock(tx: Tx, id: string): Promise<Loaded<State>> {
    const [row] = await tx.query<{ version: number; state: State }>(this.#lock, [id]);
    return row ? { id, version: row.version, state: row.state } : { id, version: 0, state: this.#options.initial };
  }

  /**
   * Folds the events into what was loaded and writes row, events, messages and jobs in one statement. The version check is also what
   * keeps a key's messages in order: whoever saves version n+1 has read version n, so began after n was committed.
   * @throws Conflict where the aggregate has moved on since it was loaded (the transaction runs again).
   */
  async save(tx: Tx, loaded: Loaded<State>, events: readonly Event[], effects: readonly Effect[] = []): Promise<Loaded<State>> {
    if (!events.length) throw new Error(`${this.#table}: nothing to save without an event`);
    const state = events.reduce((before, event) => this.#options.evolve(before, event), loaded.state);
    const next = { id: loaded.id, version: loaded.version + events.length, state };
    await lockKeys(tx, effects, loaded.id);
    const { envelopes, jobs } = rowsOf(tx, effects, loaded.id, next.version);
    const rows = events.map((event, i): EventRow => this.#eventRow(tx, loaded, event, i));
    const columns = { state: json(state), ...this.#options.project?.(state) };
    const shape = `${loaded.version ? 'update' : 'insert'} ${events.length} ${envelopes.length} ${jobs.length}`;
    const save = this.#saves.get(shape, () =>
      this.#saveText(Object.keys(columns), !loaded.version, rows.length, envelopes.length, jobs.length),
    );
    const own: unknown[] = [next.id, next.version, loaded.version, tx.tenant, tx.now().toISOString(), ...Object.values(columns)];
    const values = own.concat(valuesOf(OUTBOX, envelopes), valuesOf(JOB, jobs), valuesOf(EVENT, rows));
    if (!(await tx.execute(save, values))) throw new Conflict(`${this.#table} ${loaded.id}`);
    if (envelopes.length) tx.leave('outbox');
    if (jobs.length) tx.leave('job');
    return next;
  }

  /**
   * One step: load, decide, fold, save with what follows from it. Where decide gives no events nothing is saved.
   * @returns the new state with its events, or decide's rejection
   */
  async step(
    tx: Tx,
    id: string,
    decide: (state: State, version: number) => Result<readonly Event[], Rejection>,
    effects: (events: readonly Event[], state: State, version: number) => readonly Effect[] = () => [],
  ): Promise<Result<Stepped<State, Event>, Rejection>> {
    const loaded = await this.load(tx, id);
    const decided = decide(loaded.state, loaded.version);
    if (!decided.ok) return err(decided.error);
    const events = decided.value;
    if (!events.length) return ok({ ...loaded, events });
    const state = events.reduce((before, event) => this.#options.evolve(before, event), loaded.state);
    const saved = await this.save(tx, loaded, events, effects(events, state, loaded.version + events.length));
    return ok({ ...saved, events });
  }

  /** What happened to it, first to last: the audit trail. */
  history(tx: Tx, id: string): Promise<StoredEvent<Event>[]> {
    return tx.query<StoredEvent<Event>>(this.#history, [id]);
  }

  #eventRow(tx: Tx, { id, version }: Loaded<State>, event: Event, i: number): EventRow {
    const { tenant, cause = null, actor = null } = tx;
    return { aggregate: id, version: version + i + 1, tenant, event, at: tx.now().toISOString(), cause, actor };
  }

  // $1 id, $2 new version, $3 expected version, $4 tenant, $5 now, then the columns, then the rows of outbox, job and event
  #saveText(columns: readonly string[], create: boolean, events: number, envelopes: number, jobs: number): string {
    const names = columns.map(identifier);
    const places = names.map((_, i) => `$${i + 6}`);
    // tenant || '': a plain comparison would offer the planner an index that begins with the tenant, and before a table has statistics it
    // takes that one, reading every row of the library at each step
    const saved = create
      ? `insert into ${this.#table} (id, tenant, version, created_at, updated_at, ${names.join(', ')})
         select $1, $4, $2, $5, $5, ${places.join(', ')} where $3 = 0 on conflict (id) do nothing returning 1`
      : `update ${this.#table} set version = $2, updated_at = $5, ${names.map((name, i) => `${name} = ${places[i]!}`).join(', ')}
         where id = $1 and version = $3 and tenant || '' = $4 returning 1`;
    const parts = [`saved as (${saved})`];
    let next = 6 + names.length;
    const add = (table: typeof OUTBOX | typeof JOB, rows: number): void => {
      if (rows) parts.push(`${table.name}_rows as (${insertText(table, rows, next, 'saved')})`);
      next += rows * table.columns.length;
    };
    add(OUTBOX, envelopes);
    add(JOB, jobs);
    // the events last, as the statement itself: the number of rows it reports is 0 where the version was another
    return `with ${parts.join(',\n')}\n${insertText(EVENT, events, next, 'saved')}`;
  }
}

export const aggregateStore = <State, Event extends { readonly type: string }>(
  options: AggregateStoreOptions<State, Event>,
): AggregateStore<State, Event> => new AggregateStore(options);

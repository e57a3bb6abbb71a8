import { err, ok, type Rejection, type Result } from '#lib/kernel';
import { identifier } from '../schema/names.ts';
import { Conflict } from './conflict.ts';
import type { Effect } from './effects.ts';
import { jobInsert, lockKeys, outboxInsert, Parameters, preparedOnce, split } from './effect-rows.ts';
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
    const { messages, jobs } = split(effects);
    await lockKeys(tx, messages, loaded.id);
    const p = new Parameters();
    const parts = [`saved as (${this.#row(tx, p, loaded.version, next)})`, `e as (${this.#events(tx, p, loaded, events)})`];
    if (messages.length) parts.push(`o as (${outboxInsert(tx, p, messages, loaded.id, next.version, 'saved, ')})`);
    if (jobs.length) parts.push(`j as (${jobInsert(tx, p, jobs, 'saved, ')})`);
    const text = `with ${parts.join(',\n')}\nselect 1 from saved`;
    const saved = await tx.query(preparedOnce(text), p.values);
    if (!saved.length) throw new Conflict(`${this.#table} ${loaded.id}`);
    if (messages.length) tx.leave('outbox');
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

  #row(tx: Tx, p: Parameters, expected: number, { id, version, state }: Loaded<State>): string {
    const at = p.add(tx.now().toISOString());
    const columns = { version, state: json(state), ...this.#options.project?.(state) };
    const names = Object.keys(columns).map(identifier);
    const places = Object.values(columns).map((value) => p.add(value));
    if (expected)
      return `update ${this.#table} set updated_at = ${at}, ${names.map((name, i) => `${name} = ${places[i]!}`).join(', ')}
        where id = ${p.add(id)} and version = ${p.add(expected)} returning 1`;
    return `insert into ${this.#table} (id, tenant, created_at, updated_at, ${names.join(', ')})
      values (${p.add(id)}, ${p.add(tx.tenant)}, ${at}, ${at}, ${places.join(', ')}) on conflict (id) do nothing returning 1`;
  }
  #events(tx: Tx, p: Parameters, { id, version }: Loaded<State>, events: readonly Event[]): string {
    const all = events.map(
      (event, i) => `(${p.add(version + i + 1, '::bigint')}, ${p.add(event.type, '::text')}, ${p.add(json(event), '::jsonb')})`,
    );
    return `insert into event (aggregate, version, tenant, type, data, at, cause, actor)
      select ${p.add(id, '::uuid')}, v.version, ${p.add(tx.tenant, '::text')}, v.type, v.data,
        ${p.add(tx.now().toISOString(), '::timestamptz')}, ${p.add(tx.cause ?? null, '::uuid')}, ${p.add(tx.actor ?? null, '::text')}
      from saved, (values ${all.join(', ')}) v(version, type, data)`;
  }
}

export const aggregateStore = <State, Event extends { readonly type: string }>(
  options: AggregateStoreOptions<State, Event>,
): AggregateStore<State, Event> => new AggregateStore(options);

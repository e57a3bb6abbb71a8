import { seededRandom } from '#lib/kernel';
import type { RunningClock } from './clock.ts';
import type { WorldData } from './data.ts';
import { Agenda, type Task } from './agenda.ts';
import { Journal, type Entry } from './journal.ts';
import { changeFacts, type FactChange } from './facts.ts';
import type { Outage } from './outage.ts';

export interface StateOptions {
  readonly data: WorldData;
  readonly clock: RunningClock;
  readonly seed: number;
  readonly journal: Journal;
  readonly callback?: string | undefined;
  readonly key?: string | undefined;
  readonly hurry?: number | undefined;
  readonly strangers?: boolean | undefined;
}

/** A thing that a service keeps: an order, a hold, a transaction. */
export type Row = Record<string, unknown> & { readonly id: string };
/**
 * The world's memory: every change is an entry of the journal and nothing else is kept, so that a world started on the same journal
 * goes on where it stopped.
 */
export class WorldState {
  readonly data: WorldData;
  readonly clock: RunningClock;
  readonly journal: Journal;
  /** Chance that is the same for the same seed. */
  readonly random: () => number;
  /** Where borrowers hear from lenders; undefined until Trillium has told. */
  callback: string | undefined;
  /** Shown when the world speaks to a borrower; kept out of the journal. */
  readonly key: string | undefined;
  /** By what the waits of lenders, sellers and the post are divided. */
  readonly hurry: number;
  /** Whether libraries that no row names are played, too. */
  readonly strangers: boolean;
  /** The world's own address, for links it hands out. */
  url = '';
  readonly agenda = new Agenda();
  /** Counts the changes of facts: what was made of the rows is good for one version only. */
  factsVersion = 0;
  readonly outages = new Map<string, Outage>();
  /** How often each service was asked something that changes nothing; not part of the journal. */
  readonly lookups = new Map<string, number>();
  readonly #rows = new Map<string, Map<string, Row>>();
  readonly #keys = new Map<string, string[]>();
  #counter = 0;

  constructor(options: StateOptions) {
    this.data = structuredClone(options.data);
    this.clock = options.clock;
    this.journal = options.journal;
    this.random = seededRandom(options.seed);
    this.callback = options.callback;
    this.key = options.key;
    this.hurry = options.hurry ?? 1;
    this.strangers = options.strangers ?? false;
    for (const entry of this.journal.entries) this.#apply(entry);
    const last = this.journal.entries.at(-1);
    // while the world was down, its clock stood
    if (last && Date.parse(last.at) > this.clock.now().getTime()) this.clock.set(last.at);
  }

  table(service: string): ReadonlyMap<string, Row> {
    return this.#rows.get(service) ?? new Map<string, Row>();
  }
  row(service: string, id: string): Row | undefined {
    return this.table(service).get(id);
  }
  /** What was made under this key (an idempotency key, a request's number), oldest first. */
  byKey(service: string, key: string | undefined): Row[] {
    return (key ? (this.#keys.get(`${service} ${key}`) ?? []) : []).map((id) => this.row(service, id)!);
  }
  now(): string {
    return this.clock.now().toISOString();
  }
  /** The next number for things of this kind: `GIN-000007`. */
  nextId(service: string, prefix: string): string {
    return `${prefix}-${String(this.table(service).size + 1).padStart(6, '0')}`;
  }

  looked(service: string): void {
    this.lookups.set(service, (this.lookups.get(service) ?? 0) + 1);
  }
  /** Notes what the world was asked; whether anything came of it is said by `effect` and `repeat`. */
  asked(service: string, kind: string, more: Pick<Entry, 'key' | 'effect' | 'repeat' | 'data'> = {}): void {
    this.journal.append({ type: 'asked', at: this.now(), service, kind, ...more });
  }
  /** Something new exists. */
  put(service: string, kind: string, row: Row, key?: string, at = this.now()): Row {
    this.#log({ type: 'put', at, service, kind, effect: row.id, ...(key ? { key } : {}), data: row });
    return row;
  }
  change(service: string, kind: string, id: string, patch: Readonly<Record<string, unknown>>, at = this.now()): void {
    this.#log({ type: 'change', at, service, kind, effect: id, data: patch });
  }
  /** @param due milliseconds; sooner in a hurry, but for days that were named to somebody */
  schedule(service: string, task: string, about: string, due: number): void {
    const id = `task-${this.#counter + 1}`;
    const now = this.clock.now().getTime();
    const soon = task === 'overdue' || due <= now ? due : now + (due - now) / this.hurry;
    this.#log({ type: 'schedule', at: this.now(), service, kind: task, effect: about, data: { id, due: soon } });
  }
  done(task: Task): void {
    this.#log({
      type: 'done',
      at: this.now(),
      service: task.service,
      kind: task.task,
      effect: task.about,
      data: { id: task.id },
    });
  }
  /** Takes back what was to happen by itself to this thing. */
  unschedule(service: string, about: string): void {
    for (const task of this.agenda.about(service, about)) this.done(task);
  }
  changeFacts(change: FactChange): void {
    this.#log({ type: 'facts', at: this.now(), service: 'control', kind: change.table, data: { ...change } });
  }
  setOutage(service: string, outage: Outage | undefined): void {
    this.#log({ type: 'outage', at: this.now(), service, kind: outage?.kind ?? 'none', data: { outage } });
  }
  setCallback(url: string): void {
    this.#log({ type: 'clock', at: this.now(), service: 'control', kind: 'callback', data: { callback: url } });
  }
  moveClock(how: { now?: string; advance?: number; rate?: number }): void {
    if (how.now !== undefined) this.clock.set(how.now);
    if (how.advance !== undefined) this.clock.advance(how.advance);
    if (how.rate !== undefined) this.clock.setRate(how.rate);
    const { rate } = this.clock;
    this.journal.append({ type: 'clock', at: this.now(), service: 'control', kind: 'clock', data: { rate } });
  }

  #log(entry: Omit<Entry, 'n'>): void {
    this.#apply(this.journal.append(entry));
  }
  #apply(entry: Entry): void {
    const { type, service, effect = '', data = {} } = entry;
    if (type === 'put' || type === 'change') {
      const rows = this.#rows.get(service) ?? new Map<string, Row>();
      this.#rows.set(service, rows);
      rows.set(effect, { ...rows.get(effect), ...data, id: effect });
      const key = `${service} ${entry.key}`;
      if (type === 'put' && entry.key) this.#keys.set(key, [...(this.#keys.get(key) ?? []), effect]);
    } else if (type === 'schedule') {
      const { id, due } = data as { id: string; due: number };
      this.#counter += 1;
      this.agenda.add({ id, service, task: entry.kind, due, about: effect });
    } else if (type === 'done') this.agenda.remove(data['id'] as string);
    else if (type === 'facts') {
      changeFacts(this.data, data as unknown as FactChange);
      this.factsVersion += 1;
    } else if (type === 'outage') {
      const outage = data['outage'] as Outage | undefined;
      if (outage) this.outages.set(service, { ...outage });
      else this.outages.delete(service);
    } else if (type === 'clock') {
      if (typeof data['callback'] === 'string') this.callback = data['callback'];
      if (typeof data['rate'] === 'number') this.clock.setRate(data['rate']);
    }
  }
}

import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';

/**
 * One line of what the world was asked to do and did. The journal is also the world's memory: `put`, `change`, `schedule`, `done`,
 * `clock`, `facts` and `outage` are read back after a restart; `asked` is only told.
 */
export interface Entry {
  /** Counts from 1. */
  readonly n: number;
  readonly type: 'asked' | 'put' | 'change' | 'schedule' | 'done' | 'clock' | 'facts' | 'outage';
  /** World time. */
  readonly at: string;
  readonly service: string;
  /** What was asked or done: `order`, `request`, `message-delivered` … */
  readonly kind: string;
  /** The idempotency key or reference that the caller sent, whether the service honors it or not. */
  readonly key?: string;
  /** What came of it outside: the order, the hold, the message. The same effect never appears in two `put` lines. */
  readonly effect?: string;
  /** Of `asked`: nothing new came of it, it repeats an earlier one. */
  readonly repeat?: boolean;
  readonly data?: Readonly<Record<string, unknown>>;
}
export type NewEntry = Omit<Entry, 'n'>;

export class Journal {
  readonly #entries: Entry[] = [];
  readonly #file: string | undefined;

  /** @param file JSON lines; read back first where it exists. A last line cut off by a crash is dropped. */
  constructor(file?: string) {
    this.#file = file;
    if (!file || !existsSync(file)) return;
    let whole = 0;
    for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
      this.#entries.push(JSON.parse(line) as Entry);
      whole += Buffer.byteLength(line) + 1;
    }
    truncateSync(file, whole);
  }
  get entries(): readonly Entry[] {
    return this.#entries;
  }
  /** Written to the file before it counts: what the world has told anyone survives its death. */
  append(entry: NewEntry): Entry {
    const numbered: Entry = { n: this.#entries.length + 1, ...entry };
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(numbered)}\n`);
    this.#entries.push(numbered);
    return numbered;
  }
  since(n: number): readonly Entry[] {
    return this.#entries.slice(Math.max(0, n));
  }
}

import { json, newId, statement, type Database } from '#lib/messaging';

/** What may be seen: each kind names what its subjects are. */
export type Sight = 'patron' | 'names' | 'patrons' | 'request' | 'requests' | 'workbook' | 'audit' | 'export';

/** That somebody saw something. Never a name in it: account ids, patronRefs, request ids. */
export interface Access {
  readonly tenant: string;
  /** The account. */
  readonly account: string;
  /** The tenant an operator came from. */
  readonly actingFrom?: string | undefined;
  readonly kind: Sight;
  /** Whom or what: patronRefs, request ids. */
  readonly subjects: readonly string[];
  /** What was asked for, where that is no name: a period, a status. */
  readonly detail: Readonly<Record<string, unknown>>;
}

const INSERT = statement(`insert into access (id, tenant, at, account, acting_from, kind, subjects, detail)
  select r.id, $1, $2, r.account, r."actingFrom", r.kind, r.subjects, r.detail
  from jsonb_to_recordset($3) r(id uuid, account text, "actingFrom" text, kind text, subjects text[], detail jsonb)`);

/** A page left open asks again every few seconds: the same look by the same person counts once in this time, in milliseconds. */
const SAME_LOOK = 600_000;
const REMEMBERED = 10_000;
/** What is taken away is written each time. */
const EACH_TIME: readonly Sight[] = ['workbook', 'audit', 'export'];

interface Waiting {
  readonly access: Access;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Who saw what. Written before the answer leaves, so that nothing is shown without a trace; those that come while one statement runs
 * share the next, so that readers at the same time pay for one commit together.
 */
export class AccessLog {
  readonly #database: Pick<Database, 'transaction'>;
  #waiting: Waiting[] = [];
  #writing = false;
  // look → when it was last written, oldest first
  readonly #looks = new Map<string, number>();
  readonly #now: () => number;

  /** @param now real time in milliseconds */
  constructor(database: Pick<Database, 'transaction'>, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** Resolves once it is committed. @throws what the database throws: then nothing must be shown */
  note(access: Access): Promise<void> {
    const look = EACH_TIME.includes(access.kind) ? undefined : JSON.stringify(access);
    const last = look === undefined ? undefined : this.#looks.get(look);
    if (last !== undefined && this.#now() - last < SAME_LOOK) return Promise.resolve();
    return new Promise((resolve, failed) => {
      const done = (): void => {
        if (look !== undefined) this.#remember(look);
        resolve();
      };
      this.#waiting.push({ access, done, failed });
      if (!this.#writing) void this.#write();
    });
  }

  #remember(look: string): void {
    this.#looks.delete(look);
    this.#looks.set(look, this.#now());
    if (this.#looks.size > REMEMBERED) this.#looks.delete(this.#looks.keys().next().value!);
  }

  // never throws: whoever waits hears of it
  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length) {
      const all = this.#waiting;
      this.#waiting = [];
      for (const [tenant, group] of Map.groupBy(all, ({ access }) => access.tenant)) {
        const rows = group.map(({ access }) => ({ id: newId(), ...access }));
        try {
          await this.#database.transaction({ tenant, actor: 'system' }, (tx) =>
            tx.execute(INSERT, [tenant, tx.now().toISOString(), json(rows)]),
          );
          for (const { done } of group) done();
        } catch (error) {
          for (const { failed } of group) failed(error);
        }
      }
    }
    this.#writing = false;
  }
}

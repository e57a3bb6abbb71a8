import type { Envelope } from '#lib/contracts';
import { envelopeOf, type Effect, type OutgoingMessage } from './effects.ts';
import { enclosing } from './enclosing.ts';
import { newId } from './ids.ts';
import { insertText, JOB, OUTBOX, valuesOf, type JobRow } from './rows.ts';
import { statement, type Statement } from './statement.ts';
import type { Tx } from './tx.ts';

/** What is to be written for a step's effects. */
export interface EffectRows {
  readonly envelopes: Envelope[];
  readonly jobs: JobRow[];
}

/** @throws Error for a message without a subject, where there is no aggregate to give it one. */
export function rowsOf(tx: Tx, effects: readonly Effect[], self?: string, sequence = 0): EffectRows {
  const rows: EffectRows = { envelopes: [], jobs: [] };
  for (const effect of effects) {
    if (effect.effect === 'message') {
      const subject = effect.subject ?? self;
      if (!subject) throw new Error(`${effect.message.type}: a message outside an aggregate needs its subject`);
      rows.envelopes.push(envelopeOf(tx, effect, subject, sequence));
    } else {
      const { tenant, correlation = null, cause = null } = tx;
      rows.jobs.push({ id: effect.id ?? newId(), job: effect, tenant, correlation, cause });
    }
  }
  if (effects.length) enclosing()?.effects?.(rows);
  return rows;
}

/** Makes each statement once: it depends on how many rows it writes, not on what is in them. */
export class StatementCache {
  readonly #known = new Map<string, Statement>();

  get(shape: string, make: () => string): Statement {
    let known = this.#known.get(shape);
    if (!known) this.#known.set(shape, (known = statement(make())));
    return known;
  }
}

const LOCK = statement(
  `select pg_advisory_xact_lock(hashtextextended(key, 0)) from (select unnest($1::text[]) key order by 1) sorted`,
);

/**
 * Keys whose order no version check keeps: whoever writes messages under them takes a lock until the commit, so that positions grow
 * with commit order. In one order for all, so that two steps never wait for each other. Keys made in this transaction need none.
 */
export async function lockKeys(tx: Tx, effects: readonly Effect[], self?: string): Promise<void> {
  const foreign = (e: Effect): e is OutgoingMessage =>
    e.effect === 'message' && e.subject !== undefined && e.subject !== self && !e.fresh;
  const keys = new Set(effects.filter(foreign).map((message) => `outbox ${message.subject!}`));
  if (keys.size) await tx.query(LOCK, [[...keys].toSorted()]);
}

const cache = new StatementCache();

/** Writes messages and jobs outside a store, for tables without versions. Messages need their subject. */
export async function emit(tx: Tx, ...effects: Effect[]): Promise<void> {
  await lockKeys(tx, effects);
  const { envelopes, jobs } = rowsOf(tx, effects);
  if (envelopes.length) {
    const insert = cache.get(`outbox ${envelopes.length}`, () => insertText(OUTBOX, envelopes.length, 1));
    await tx.execute(insert, valuesOf(OUTBOX, envelopes));
    tx.leave('outbox');
  }
  if (jobs.length) {
    const insert = cache.get(`job ${jobs.length}`, () => insertText(JOB, jobs.length, 1));
    await tx.execute(insert, valuesOf(JOB, jobs));
    tx.leave('job');
  }
}

const CANCEL = statement('delete from job where key = $1 and ($2::text is null or kind = $2) and attempts = 0');

/** Takes back jobs that have not begun; those under way or sent stay. Returns how many. */
export const cancelJobs = (tx: Tx, { key, kind }: { key: string; kind?: string }): Promise<number> =>
  tx.execute(CANCEL, [key, kind ?? null]);

import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import {
  decideParcel,
  type Announced,
  type Match,
  type Parcel,
  type ParcelAction,
  type ParcelCommand,
} from '../../domain/parcel/index.ts';
import { readScan } from '../../domain/scan/codes.ts';
import { whenOf } from '../lent/around.ts';
import { parcels } from './store.ts';

const PARTNER = statement(`select symbol, profile ->> 'name' as name from partner
  where upper(symbol) = upper($1) or lower(profile ->> 'name') = lower($1) order by symbol limit 1`);
const WAITING = statement(`select id, waits_since as since from parcel
  where tenant = $1 and codes && $2::text[] and waits_since is not null limit 1`);
const ATTEMPT = statement('select id as "attemptId", request_id as "requestId" from attempt where id = $1');
const NUMBERED = statement(`select id as "attemptId", request_id as "requestId" from attempt
  where tenant = $1 and codes && $2::text[] order by (deadline_at is null), updated_at desc, id limit 2`);
const OPEN = statement('select id from attempt where id = any($1) and deadline_at is not null');

/** Who it is from, as a partner where it is one. */
async function senderOf(tx: Tx, said: string | undefined): Promise<Pick<Announced, 'sender' | 'senderName'>> {
  if (!said) return {};
  const [partner] = await tx.query<{ symbol: string; name: string }>(PARTNER, [said]);
  return partner ? { sender: partner.symbol, senderName: partner.name } : { senderName: said };
}

/** What the desk says of what lies before it. */
export interface Came {
  readonly sender?: string | undefined;
  readonly contents: string;
  readonly code?: string | undefined;
  readonly note?: string | undefined;
}

/** A parcel that nobody announced lies on the desk. Said twice of the same number it is refused: one lies there already. */
export async function announce(tx: Tx, { sender, contents, code, note }: Came): Promise<Result<string, Rejection>> {
  if (code) {
    const [same] = await tx.query<{ since: Date }>(WAITING, [tx.tenant, readScan(code).codes]);
    if (same)
      return err(
        reject('conflict', `A parcel with this number waits already, since ${same.since.toISOString().slice(0, 10)}.`, {
          field: 'code',
          remedy:
            'Scan the number: it is shown there. For a second parcel with the same number, say so in what it is, and leave the number out.',
        }),
      );
  }
  const id = tx.newId();
  const said = { contents, ...(await senderOf(tx, sender)), ...(code && { code }), ...(note && { note }) };
  const done = await step(tx, id, { on: 'announce', id, ...said });
  return done.ok ? ok(id) : done;
}

/** What the person filled in for a step, checked. */
export interface Filled {
  readonly attempt?: string;
  readonly number?: string;
}
export interface ParcelStep {
  readonly id: string;
  readonly action: ParcelAction;
  readonly fields: object;
  /** The version that the person had before them. */
  readonly version?: number | undefined;
}

const notFound = (field: string, message: string, remedy: string) => err(reject('not-found', message, { field, remedy }));

/** The attempt that a parcel is, as a person chose it or typed its number. */
async function matchOf(tx: Tx, { attempt, number }: Filled): Promise<Result<Match, Rejection>> {
  if (attempt) {
    const [chosen] = await tx.query<Match>(ATTEMPT, [attempt]);
    return chosen ? ok(chosen) : notFound('attempt', 'There is no such supply attempt in this library.', 'Load the list again.');
  }
  if (!number)
    return err(
      reject('invalid-input', 'Say what it is.', {
        field: 'number',
        remedy: 'Choose what it is, or type a number of it: ours, the lender’s, the request’s.',
      }),
    );
  const found = await tx.query<Match>(NUMBERED, [tx.tenant, readScan(number).codes]);
  const [first, second] = found;
  if (!first)
    return notFound(
      'number',
      `Nothing here has the number "${number}".`,
      'Type another number of it, or look the request up by its title.',
    );
  // of several the one that is still under way
  const open = second ? await tx.query(OPEN, [found.map(({ attemptId }) => attemptId)]) : [];
  if (second && open.length !== 1)
    return err(
      reject('conflict', `Several things have the number "${number}".`, {
        field: 'number',
        remedy: 'Type the number on the request’s own page or band instead: only one thing has that.',
      }),
    );
  return ok(first);
}

/** One command to a parcel. */
async function step(tx: Tx, id: string, order: object, version?: number): Promise<Result<Parcel, Rejection>> {
  const [loaded, when] = await Promise.all([parcels.load(tx, id), whenOf(tx)]);
  if (version !== undefined && loaded.version !== version)
    return err(
      reject('changed-meanwhile', 'It has moved on since you looked at it.', {
        remedy: 'Load it again and see what is possible now.',
      }),
    );
  const decided = decideParcel(loaded.state, { ...order, ...when } as ParcelCommand);
  if (!decided.ok) return decided;
  if (!decided.value.length) return ok(loaded.state!);
  return ok((await parcels.save(tx, loaded, decided.value)).state!);
}

/** A person at the desk does something with it. */
export async function actOnParcel(tx: Tx, { id, action, fields, version }: ParcelStep): Promise<Result<Parcel, Rejection>> {
  if (action !== 'match-parcel') return step(tx, id, { ...fields, on: action }, version);
  const match = await matchOf(tx, fields);
  return match.ok ? step(tx, id, { ...match.value, on: action }, version) : match;
}

/** It has lain there for as long as it should. */
export async function remind(tx: Tx, id: string): Promise<void> {
  unwrap(await step(tx, id, { on: 'time-out' }));
}

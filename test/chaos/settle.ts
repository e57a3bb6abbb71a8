import type pg from 'pg';
import { underWay } from '../support/quiet.ts';
import { LISTENS } from './check-messages.ts';

const ON_ITS_WAY = `select count(*)::int n from audit.sent s
  join (select * from unnest($1::text[], $2::text[]) l(service, type)) l on l.type = s.type
  where not exists (select from audit.handled h where h.service = l.service and h.id = s.id)`;
const pairs = Object.entries(LISTENS).flatMap(([service, types]) => types.map((type) => [service, type] as const));
const PAIRS = [pairs.map(([service]) => service), pairs.map(([, type]) => type)];

/** What is still on its way, messages in the broker included: sent, and not yet handled by everybody who listens. */
export async function onItsWay(owner: pg.ClientBase): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ n: number }>(ON_ITS_WAY, PAIRS);
  return { ...(await underWay(owner)), ...(rows[0]!.n && { 'messages not handled': rows[0]!.n }) };
}

/**
 * Waits until everything has come to rest, seen three times in a row, or the time is over: then it says what has not, and the checker
 * tells why.
 */
export async function settle(owner: pg.ClientBase, within: number): Promise<Record<string, number>> {
  const end = Date.now() + within;
  for (let seen = 0; ;) {
    const open = await onItsWay(owner);
    seen = Object.keys(open).length ? 0 : seen + 1;
    if (seen >= 3 || Date.now() > end) return open;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

import { statement, type Tx } from '#lib/messaging';
import type { RetainedKind } from '#lib/service';
import { endRefused } from './iso18626/refused.ts';

export const LIBRARIES = statement('select symbol from library order by symbol');

/** Where the library has set nothing: a year and a month, in which an account can still be disputed. */
export const KEEP_MESSAGES_DAYS = 400;

// the last message of a request that is open is what its confirmation is looked up by
const DELETE = statement(`delete from iso_message where id in (
  select m.id from iso_message m left join attempt a on a.id = m.attempt_id left join process p on p.id = a.request_id
    left join library l on l.symbol = m.tenant left join lent t on t.id = m.attempt_id
  where (p.id is null or p.status = 'closed') and t.deadline_at is null
    and m.at < $1::timestamptz - make_interval(days => coalesce((l.profile #>> '{keep,messages}')::int, ${KEEP_MESSAGES_DAYS}))
  order by m.at limit $2)`);

/** What a library need not keep for ever, and for how long it does is its own setting. */
export const FULFILLMENT_ENDS: readonly RetainedKind[] = [
  {
    what: 'ISO 18626 messages of what is closed',
    end: (tx: Tx, limit: number) => tx.execute(DELETE, [tx.now().toISOString(), limit]),
  },
  { what: 'ISO 18626 messages that were not taken', end: endRefused },
];

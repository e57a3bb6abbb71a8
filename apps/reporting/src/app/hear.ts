import { LibraryChanged, PatronErased, RequestUnlinked, type DataOf, type Envelope } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';
import { project } from '../domain/projection/project.ts';
import { keepDecision, keepMoney, tellAttempt, tellRequest } from './store.ts';

const KEEP = statement(
  `insert into heard (at, id, tenant, type, source, subject, sequence, correlation, cause, data)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
);
// messages come in any order: what comes late of a request that is nobody's any more is nobody's too
const UNLINK = statement(`update heard h set data = jsonb_set(h.data, '{patronRef}', u.data -> 'standIn') from heard u
  where u.correlation = $1 and u.type = '${RequestUnlinked.type}' and h.correlation = $1 and h.data ? 'patronRef'`);
const FORGET = statement("update heard set data = data - 'patronRef' - 'keys' where subject = $1");
const KEEP_LIBRARY = statement(
  `insert into library (symbol, tenant, sequence, profile) values ($1, $2, $3, $4)
   on conflict (symbol) do update set sequence = excluded.sequence, profile = excluded.profile where library.sequence <= excluded.sequence`,
);

/** Keeps a message and lets the read models follow. Messages may come in any order and again. */
export async function hear(tx: Tx, envelope: Envelope): Promise<void> {
  await tx.execute(KEEP, [
    envelope.time,
    envelope.id,
    tx.tenant,
    envelope.type,
    envelope.source,
    envelope.subject,
    envelope.sequence,
    envelope.correlation,
    envelope.cause ?? null,
    json(envelope.data),
  ]);
  if (envelope.type === PatronErased.type) return void (await tx.execute(FORGET, [envelope.subject]));
  const named = typeof envelope.data === 'object' && envelope.data !== null && 'patronRef' in envelope.data;
  if (named || envelope.type === RequestUnlinked.type) await tx.execute(UNLINK, [envelope.correlation]);
  if (envelope.type === LibraryChanged.type) return keepLibrary(tx, envelope as Envelope<DataOf<typeof LibraryChanged>>);
  const { request, attempt, decision, money = [] } = project(envelope);
  if (request) await tellRequest(tx, request.id, request.said);
  if (attempt) await tellAttempt(tx, attempt.id, attempt.said);
  if (decision) await keepDecision(tx, decision);
  for (const line of money) await keepMoney(tx, line);
}

/** A library reads its own profile, whoever sent it. */
const keepLibrary = (tx: Tx, { data, sequence }: Envelope<DataOf<typeof LibraryChanged>>): Promise<void> =>
  tx.asTenant(data.symbol, async (own) => {
    await own.execute(KEEP_LIBRARY, [data.symbol, data.symbol, sequence, json(data)]);
  });

import { HOUR } from '#lib/kernel';
import type { ReprintsDeskPrice } from '../data.ts';
import { accountIn, unknownAccount } from '../accounts.ts';
import { amount, asText, json, notFound, readJson, wrongMethod, type Answer, type Call } from '../http.ts';
import { keyOf, repeated, REPLAYED } from '../idempotency.ts';
import type { Row, WorldState } from '../state.ts';
import type { Service } from './service.ts';

const wrong = (error: string, message: string, status = 400): Answer => json({ error, message }, status);

/** The price of an article by its DOI, else by its journal. */
const priced = (state: WorldState, doi?: string, issn?: string): ReprintsDeskPrice | undefined =>
  state.data.reprintsDesk.find((row) => doi && row.doi?.toLowerCase() === doi.toLowerCase()) ??
  state.data.reprintsDesk.find((row) => issn && row.issn === issn);

const shown = (row: Row, state: WorldState) => ({
  orderId: row.id,
  reference: row['reference'],
  status: row['status'],
  price: row['price'],
  orderedAt: row['orderedAt'],
  ...(row['deliveredAt'] ? { deliveredAt: row['deliveredAt'], url: `${state.url}/delivered/reprintsdesk/${row.id}.pdf` } : {}),
});

function order(call: Call, state: WorldState): Answer {
  const before = repeated('reprintsdesk', call, state);
  if (before) return 'refused' in before ? before.refused : json(shown(before.row, state), 200, REPLAYED);
  const body = readJson(call.body);
  const [doi, issn] = [asText(body?.['doi']), asText(body?.['issn'])];
  if (!doi && !issn) return wrong('MISSING_FIELD', 'doi or issn is mandatory');
  const price = priced(state, doi, issn);
  if (!price) return wrong('NOT_AVAILABLE', 'The article is not available', 404);
  const id = state.nextId('reprintsdesk', 'RD');
  const key = keyOf(call);
  const row = state.put(
    'reprintsdesk',
    'order',
    {
      id,
      key,
      asked: call.body.toString('utf8'),
      reference: asText(body?.['reference']),
      doi,
      issn,
      title: asText(body?.['articleTitle']) ?? doi,
      price: amount(price.price),
      status: 'PROCESSING',
      orderedAt: state.now(),
    },
    key,
  );
  state.asked('reprintsdesk', 'order', { ...(key ? { key } : {}), effect: id, ...accountIn(call) });
  state.schedule('reprintsdesk', 'deliver', id, state.clock.now().getTime() + price.deliveryHours * HOUR);
  return json(shown(row, state), 201);
}

/**
 * A provider like Reprints Desk: `GET /prices?doi=&issn=&year=`, `POST /orders` (honors Idempotency-Key), `GET /orders/{id}`,
 * `GET /orders?reference=`. Its true interface is not public; the shape is ours.
 */
export const reprintsDesk: Service = {
  handle(call, state) {
    const unknown = unknownAccount(call, state);
    if (unknown) return unknown;
    const [what, id] = call.path;
    if (what === 'orders' && call.method === 'POST' && !id) return order(call, state);
    if (call.method !== 'GET') return wrongMethod();
    state.looked('reprintsdesk');
    if (what === 'prices') {
      const [doi, issn] = [call.query.get('doi') ?? undefined, call.query.get('issn') ?? undefined];
      if (!doi && !issn) return wrong('MISSING_FIELD', 'doi or issn is mandatory');
      const row = priced(state, doi, issn);
      if (!row) return wrong('NOT_AVAILABLE', 'No price for this article', 404);
      return json({ doi: doi ?? null, issn: issn ?? null, price: amount(row.price), deliveryHours: row.deliveryHours });
    }
    if (what !== 'orders') return notFound();
    if (id) {
      const row = state.row('reprintsdesk', id);
      return row ? json(shown(row, state)) : notFound();
    }
    const reference = call.query.get('reference');
    const rows = [...state.table('reprintsdesk').values()].filter((row) => reference && row['reference'] === reference);
    return json({ orders: rows.map((row) => shown(row, state)) });
  },
  happen(task, state) {
    const row = state.row('reprintsdesk', task.about)!;
    const at = new Date(task.due).toISOString();
    const failed = priced(state, asText(row['doi']), asText(row['issn']))?.outcome === 'failed';
    if (failed) state.change('reprintsdesk', 'order-failed', row.id, { status: 'FAILED' }, at);
    else state.change('reprintsdesk', 'order-delivered', row.id, { status: 'DELIVERED', deliveredAt: at }, at);
  },
};

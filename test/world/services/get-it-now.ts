import { HOUR } from '#lib/kernel';
import { accountIn, unknownAccount } from '../accounts.ts';
import { amount, asText, json, notFound, readJson, wrongMethod, type Answer, type Call } from '../http.ts';
import type { Row, WorldState } from '../state.ts';
import type { Service } from './service.ts';

const wrong = (error: string, message: string, status = 400): Answer => json({ error, message }, status);
const ISSN = /^\d{4}-\d{3}[\dX]$/;

function quote(call: Call, state: WorldState): Answer {
  state.looked('getitnow');
  const [issn, year] = [call.query.get('issn') ?? '', call.query.get('year') ?? ''];
  if (!ISSN.test(issn)) return wrong('INVALID_ISSN', 'issn must be a valid ISSN with hyphen');
  if (!/^\d{4}$/.test(year)) return wrong('INVALID_YEAR', 'year must have four digits');
  const title = state.data.getItNow.find((row) => row.issn === issn);
  if (!title) return wrong('TITLE_NOT_FOUND', 'The title is not in the catalog', 404);
  return json({
    issn,
    year,
    title: title.title,
    available: title.available && title.fee !== undefined,
    ...(title.available && title.fee ? { price: amount(title.fee), deliveryHours: title.deliveryHours } : {}),
    ...(title.royalty ? { royalty: amount(title.royalty) } : {}),
  });
}

const shown = (row: Row, state: WorldState) => ({
  orderId: row.id,
  customerReference: row['reference'],
  status: row['status'],
  price: row['price'],
  orderedAt: row['orderedAt'],
  ...(row['deliveredAt']
    ? { deliveredAt: row['deliveredAt'], documentUrl: `${state.url}/delivered/getitnow/${row.id}.pdf` }
    : {}),
});

function order(call: Call, state: WorldState): Answer {
  const body = readJson(call.body);
  if (!body) return wrong('INVALID_BODY', 'The body must be a JSON object');
  const [issn, year, articleTitle] = [asText(body['issn']), asText(body['year']), asText(body['articleTitle'])];
  for (const [name, value] of Object.entries({ issn, year, articleTitle }))
    if (!value) return wrong('MISSING_FIELD', `${name} is mandatory: an exact citation is needed`);
  const title = state.data.getItNow.find((row) => row.issn === issn);
  if (!title?.available || !title.fee) return wrong('TITLE_NOT_AVAILABLE', 'The title cannot be ordered', 409);
  const reference = asText(body['customerReference']);
  const id = state.nextId('getitnow', 'GIN');
  // an Idempotency-Key is ignored here, as by some providers outside: the same order twice is two orders and two fees
  const key = asText(call.headers['idempotency-key']) ?? reference;
  const row = state.put(
    'getitnow',
    'order',
    { id, reference, issn, year, title: articleTitle, price: amount(title.fee), status: 'ACCEPTED', orderedAt: state.now() },
    key,
  );
  state.asked('getitnow', 'order', { ...(key ? { key } : {}), effect: id, ...accountIn(call) });
  state.schedule('getitnow', 'deliver', id, state.clock.now().getTime() + title.deliveryHours * HOUR);
  return json(shown(row, state), 201);
}

/**
 * A provider like Copyright Clearance Center's Get It Now: `GET /quote?issn=&year=` (the flat fee, and the royalty CCC would charge
 * for a copy made by a library), `POST /orders`, `GET /orders/{id}`, `GET /orders?reference=`. Its true interface is not public: the
 * shape is ours, the behavior (exact citation needed, minutes to hours, no idempotency) is the field's.
 */
export const getItNow: Service = {
  handle(call, state) {
    const unknown = unknownAccount(call, state);
    if (unknown) return unknown;
    const [what, id] = call.path;
    if (what === 'quote' && !id) return call.method === 'GET' ? quote(call, state) : wrongMethod();
    if (what !== 'orders') return notFound();
    if (call.method === 'POST' && !id) return order(call, state);
    if (call.method !== 'GET') return wrongMethod();
    state.looked('getitnow');
    if (id) {
      const row = state.row('getitnow', id);
      return row ? json(shown(row, state)) : notFound();
    }
    const reference = call.query.get('reference');
    const rows = [...state.table('getitnow').values()].filter((row) => reference && row['reference'] === reference);
    return json({ orders: rows.map((row) => shown(row, state)) });
  },
  happen(task, state) {
    const row = state.row('getitnow', task.about)!;
    const at = new Date(task.due).toISOString();
    const failed = state.data.getItNow.find((title) => title.issn === row['issn'])?.outcome === 'failed';
    if (failed) state.change('getitnow', 'order-failed', row.id, { status: 'FAILED' }, at);
    else state.change('getitnow', 'order-fulfilled', row.id, { status: 'FULFILLED', deliveredAt: at }, at);
  },
};

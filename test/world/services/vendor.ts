import { DAY } from '#lib/kernel';
import { findWork, isbn13 } from '../find.ts';
import { accountIn, unknownAccount } from '../accounts.ts';
import { amount, asText, json, notFound, readJson, wrongMethod, type Answer, type Call } from '../http.ts';
import { keyOf, repeated, REPLAYED } from '../idempotency.ts';
import { sendParcel } from '../parcels.ts';
import type { Row, WorldState } from '../state.ts';
import type { Service } from './service.ts';

const wrong = (error: string, message: string, status = 400): Answer => json({ error, message }, status);

function item(call: Call, state: WorldState): Answer {
  state.looked('vendor');
  const isbn = isbn13(call.query.get('isbn') ?? '');
  if (!isbn) return wrong('INVALID_ISBN', 'isbn must have 10 or 13 digits');
  const offers = state.data.vendorOffers.filter((offer) => offer.isbn === isbn);
  const work = findWork(state.data, { isbn: [isbn] });
  if (!offers.length) return wrong('ISBN_NOT_FOUND', 'Not in the catalog', 404);
  return json({
    isbn,
    title: work?.title ?? null,
    publicationYear: work?.year ?? null,
    lcClass: work?.lcClass ?? null,
    subjects: work?.subjects ?? [],
    offers: offers.map((offer) => ({
      offerId: offer.offer,
      format: offer.format,
      binding: offer.binding ?? null,
      price: amount(offer.price),
      inStock: offer.inStock,
      shipsInDays: offer.shipDays,
    })),
  });
}

const shown = (row: Row, state: WorldState) => ({
  orderId: row.id,
  reference: row['reference'],
  offerId: row['offerId'],
  format: row['format'],
  status: row['status'],
  price: row['price'],
  orderedAt: row['orderedAt'],
  ...(row['tracking'] ? { tracking: row['tracking'], shippedAt: row['shippedAt'] } : {}),
  ...(row['arrivedAt'] ? { arrivedAt: row['arrivedAt'] } : {}),
  ...(row['format'] === 'e-book' && row['deliveredAt']
    ? { accessUrl: `${state.url}/delivered/vendor/${row.id}.pdf`, deliveredAt: row['deliveredAt'] }
    : {}),
});

function order(call: Call, state: WorldState): Answer {
  const before = repeated('vendor', call, state);
  if (before) return 'refused' in before ? before.refused : json(shown(before.row, state), 200, REPLAYED);
  const body = readJson(call.body);
  const offerId = asText(body?.['offerId']);
  const offer = state.data.vendorOffers.find((row) => row.offer === offerId);
  if (!offer) return wrong('UNKNOWN_OFFER', 'offerId names no offer', 404);
  if (!offer.inStock) return wrong('OUT_OF_STOCK', 'The item is not in stock', 409);
  const shipTo = asText(body?.['shipTo']);
  if (!shipTo && offer.format === 'print') return wrong('MISSING_FIELD', 'shipTo is mandatory for print');
  const id = state.nextId('vendor', 'PO');
  const key = keyOf(call);
  const row = state.put(
    'vendor',
    'order',
    {
      id,
      key,
      asked: call.body.toString('utf8'),
      reference: asText(body?.['reference']),
      offerId,
      isbn: offer.isbn,
      format: offer.format,
      shipTo,
      title: findWork(state.data, { isbn: [offer.isbn] })?.title,
      price: amount(offer.price),
      status: 'ORDERED',
      orderedAt: state.now(),
    },
    key,
  );
  state.asked('vendor', 'order', { ...(key ? { key } : {}), effect: id, ...accountIn(call) });
  const wait = offer.format === 'e-book' ? DAY / 24 : offer.shipDays * DAY;
  state.schedule('vendor', 'ship', id, state.clock.now().getTime() + wait);
  return json(shown(row, state), 201);
}

function cancel(id: string, state: WorldState): Answer {
  const row = state.row('vendor', id);
  if (!row) return notFound();
  state.asked('vendor', 'cancel', { effect: id, repeat: row['status'] === 'CANCELLED' });
  if (row['status'] === 'CANCELLED') return json(shown(row, state));
  if (row['status'] !== 'ORDERED') return wrong('TOO_LATE', 'The order has left the warehouse', 409);
  state.unschedule('vendor', id);
  state.change('vendor', 'order-cancelled', id, { status: 'CANCELLED' });
  return json(shown(state.row('vendor', id)!, state));
}

/**
 * A bookseller for libraries: `GET /items?isbn=` (offers in print and as e-book), `POST /orders` (honors Idempotency-Key),
 * `GET /orders/{id}`, `GET /orders?reference=`, `POST /orders/{id}/cancel` (409 once it has been shipped). Statuses: ORDERED →
 * SHIPPED → ARRIVED; an e-book is ACTIVE after an hour.
 */
export const vendor: Service = {
  handle(call, state) {
    const unknown = unknownAccount(call, state);
    if (unknown) return unknown;
    const [what, id, action] = call.path;
    if (what === 'items') return call.method === 'GET' ? item(call, state) : wrongMethod();
    if (what !== 'orders') return notFound();
    if (call.method === 'POST') return id && action === 'cancel' ? cancel(id, state) : id ? notFound() : order(call, state);
    if (call.method !== 'GET') return wrongMethod();
    state.looked('vendor');
    if (id) {
      const row = state.row('vendor', id);
      return row ? json(shown(row, state)) : notFound();
    }
    const reference = call.query.get('reference');
    const rows = [...state.table('vendor').values()].filter((row) => reference && row['reference'] === reference);
    return json({ orders: rows.map((row) => shown(row, state)) });
  },
  happen(task, state) {
    const row = state.row('vendor', task.about)!;
    const at = new Date(task.due).toISOString();
    if (task.task === 'arrived') {
      state.change('vendor', 'order-arrived', row.id, { status: 'ARRIVED', arrivedAt: at }, at);
      return;
    }
    if (row['format'] === 'e-book') {
      state.change('vendor', 'order-active', row.id, { status: 'ACTIVE', deliveredAt: at }, at);
      return;
    }
    const offer = state.data.vendorOffers.find((known) => known.offer === row['offerId']);
    const parcel = sendParcel(
      state,
      {
        from: 'vendor',
        to: String(row['shipTo']),
        reference: asText(row['reference']) ?? row.id,
        about: row.id,
        service: 'vendor',
        title: asText(row['title']) ?? '',
        pieces: 1,
      },
      task.due,
      offer?.transitDays ?? 3,
    );
    state.change('vendor', 'order-shipped', row.id, { status: 'SHIPPED', tracking: parcel, shippedAt: at }, at);
  },
};

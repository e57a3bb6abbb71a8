import { amount, asText, json, notFound, readJson, wrongMethod, type Answer, type Call } from '../http.ts';
import type { WorldState } from '../state.ts';
import type { Service } from './service.ts';

const notSold = (): Answer => json({ error: 'NOT_SOLD', message: 'The publisher sells no single articles of this journal' }, 404);

/** What somebody buys there with the library's card: the same reference is the same purchase. */
function buy(call: Call, state: WorldState): Answer {
  const body = readJson(call.body);
  const [issn, reference] = [asText(body?.['issn']) ?? '', asText(body?.['reference'])];
  if (!reference) return json({ error: 'MISSING_FIELD', message: 'reference is mandatory' }, 400);
  const row = state.data.publisherPrices.find((price) => price.issn === issn);
  if (!row) return notSold();
  const [before] = state.byKey('publisher', reference);
  const id = before?.id ?? state.nextId('publisher', 'PUB');
  if (!before) {
    const sale = { id, reference, issn, title: asText(body?.['title']), price: amount(row.price), deliveredAt: state.now() };
    state.put('publisher', 'sale', sale, reference);
    state.asked('publisher', 'buy', { key: reference, effect: id });
  }
  return json({ receipt: id, price: amount(row.price), url: `${state.url}/delivered/publisher/${id}.pdf` }, before ? 200 : 201);
}

/**
 * Publishers' own sites, where staff buy by hand: `GET /publisher/price?issn=…` says what one article costs there, `POST /publisher/buy`
 * `{issn, title, reference}` buys it: `{receipt, price, url}`.
 */
export const publisher: Service = {
  handle(call, state) {
    const [what] = call.path;
    if (what === 'buy') return call.method === 'POST' ? buy(call, state) : wrongMethod();
    if (what !== 'price') return notFound();
    if (call.method !== 'GET') return wrongMethod();
    state.looked('publisher');
    const issn = call.query.get('issn') ?? '';
    const row = state.data.publisherPrices.find((price) => price.issn === issn);
    if (!row) return notSold();
    return json({ issn, price: amount(row.price), url: `${state.url}/publisher/buy` });
  },
};

import { amount, json, wrongMethod } from '../http.ts';
import type { Service } from './service.ts';

/** Publishers' own sites, where staff buy by hand: `/publisher/price?issn=…` says what one article costs there. */
export const publisher: Service = {
  handle(call, state) {
    if (call.method !== 'GET') return wrongMethod();
    state.looked('publisher');
    const issn = call.query.get('issn') ?? '';
    const row = state.data.publisherPrices.find((price) => price.issn === issn);
    if (!row) return json({ error: 'NOT_SOLD', message: 'The publisher sells no single articles of this journal' }, 404);
    return json({ issn, price: amount(row.price), url: `${state.url}/publisher/buy?issn=${issn}` });
  },
};

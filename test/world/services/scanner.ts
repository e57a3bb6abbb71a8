import { asText, json, notFound, readJson, wrongMethod } from '../http.ts';
import type { Service } from './service.ts';

/**
 * The scanner at a library's desk: `POST /scanner/{symbol} {title, reference}` → `{url}` of the scan. The same reference gives the same
 * scan.
 */
export const scanner: Service = {
  handle(call, state) {
    const [symbol] = call.path;
    if (!state.data.libraries.some((library) => library.symbol === symbol)) return notFound();
    if (call.method !== 'POST') return wrongMethod();
    const body = readJson(call.body);
    const reference = asText(body?.['reference']);
    if (!reference) return json({ error: 'MISSING_FIELD', message: 'reference is mandatory' }, 400);
    const [before] = state.byKey('scanner', reference);
    const id = before?.id ?? state.nextId('scanner', 'SCAN');
    if (!before)
      state.put(
        'scanner',
        'scan',
        { id, reference, library: symbol, title: asText(body?.['title']), deliveredAt: state.now() },
        reference,
      );
    return json({ url: `${state.url}/delivered/scanner/${id}.pdf` }, before ? 200 : 201);
  },
};

import { asText, text, wrongMethod } from '../http.ts';
import { pdf } from '../pdf.ts';
import type { Service } from './service.ts';

/** Copies that a lender or a provider has put up for one patron: `/delivered/{service}/{id}.pdf`. */
export const delivered: Service = {
  handle(call, state) {
    if (call.method !== 'GET' && call.method !== 'HEAD') return wrongMethod();
    state.looked('delivered');
    const [service = '', file = ''] = call.path;
    const row = state.row(service, file.replace(/\.pdf$/, ''));
    if (!row || typeof row['deliveredAt'] !== 'string') return text('Nothing has been put here', 404);
    return { status: 200, type: 'application/pdf', body: pdf([asText(row['title']) ?? 'Copy', `${service} ${row.id}`]) };
  },
};

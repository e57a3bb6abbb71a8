import type { Answer } from '../http.ts';
import { asText, text, wrongMethod } from '../http.ts';
import { escape } from '../xml.ts';
import type { Row } from '../state.ts';
import type { Service } from './service.ts';

const page = (title: string, body: string): Answer => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:960px;margin:0 auto;padding:24px 16px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:8px;border-bottom:1px solid #8886;vertical-align:top}
iframe{width:100%;height:480px;border:1px solid #8886;border-radius:8px;background:#fff}.quiet{opacity:.75}
</style></head><body>${body}</body></html>`,
});
const plain = (row: Row, name: string): string => asText(row[name]) ?? '';
const of = (row: Row, name: string): string => escape(plain(row, name));

/** The mails that came to the world's mail server: `/mail` lists them, `/mail/{id}` shows one, `/mail/{id}.html` is its HTML. */
export const mail: Service = {
  handle(call, state) {
    if (call.method !== 'GET') return wrongMethod();
    const [id] = call.path;
    const mails = [...state.table('mail').values()];
    if (!id) {
      const rows = mails
        .toReversed()
        .map(
          (row) =>
            `<tr><td>${of(row, 'at').slice(0, 16).replace('T', ' ')}</td><td>${of(row, 'to')}</td><td><a href="/mail/${of(row, 'id')}">${of(row, 'subject')}</a><div class="quiet">${of(row, 'from')}</div></td></tr>`,
        )
        .join('');
      return page(
        'Mail',
        `<h1>Mail that arrived</h1><p class="quiet">The simulated world's mail server takes everything and sends nothing on. Times are the world's (UTC).</p>
<table><thead><tr><th>when</th><th>to</th><th>subject</th></tr></thead><tbody>${rows || '<tr><td colspan="3">None yet.</td></tr>'}</tbody></table>`,
      );
    }
    const row = state.row('mail', id.replace(/\.html$/, ''));
    if (!row) return text('There is no such mail', 404);
    if (id.endsWith('.html')) return { status: 200, type: 'text/html; charset=utf-8', body: plain(row, 'html') };
    return page(
      plain(row, 'subject'),
      `<p><a href="/mail">All mail</a></p><h1>${of(row, 'subject')}</h1><p class="quiet">From ${of(row, 'from')} to ${of(row, 'to')}, ${of(row, 'at')}</p>
<iframe sandbox="" title="The mail" src="/mail/${of(row, 'id')}.html"></iframe><h2>As text</h2><pre style="white-space:pre-wrap">${of(row, 'text')}</pre>`,
    );
  },
};

import type { PatronData } from '#lib/contracts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign]!);
/** `patronGroup` → `patron group` */
const spoken = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.length ? `<ul>${value.map((one) => `<li>${shown(one)}</li>`).join('')}</ul>` : '—';
  if (typeof value !== 'object') return escaped(typeof value === 'string' ? value : JSON.stringify(value));
  return table(value as Record<string, unknown>);
}
const table = (row: Readonly<Record<string, unknown>>): string =>
  `<table>${Object.entries(row)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `<tr><th scope="row">${escaped(spoken(name))}</th><td>${shown(value)}</td></tr>`)
    .join('')}</table>`;

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d24}
table{border-collapse:collapse;margin:.4rem 0 1rem}th{text-align:left;font-weight:600;vertical-align:top;padding:.15rem 1rem .15rem 0;color:#555e6e}
td{vertical-align:top;padding:.15rem 0;overflow-wrap:anywhere}ul{margin:0;padding-left:1.2rem}h2{margin-top:2.5rem;text-transform:capitalize}section{break-inside:avoid}`;

/** What is kept of a patron, as a page that can be read and printed without Trillium. */
export function asPage(title: string, about: string, data: readonly PatronData[], language: string): string {
  const parts = data.map(
    ({ service, parts: own }) =>
      `<h2>${escaped(service)}</h2>${own.map(({ what, rows }) => `<h3>${escaped(what)} (${rows.length})</h3>${rows.map((row) => `<section>${table(row)}</section>`).join('')}`).join('')}`,
  );
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style><h1>${escaped(title)}</h1><p>${escaped(about)}</p>${parts.join('')}</html>`;
}

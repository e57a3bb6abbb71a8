import { type WorldData, kbartFile, voucherCards } from '#test/world';

/** Sends something to Trillium for a library, signed in as someone who may. @throws Error naming what was refused and why */
export type Send = (library: string, method: 'PUT' | 'POST', path: string, body: string, type: string) => Promise<void>;

/** What the libraries of the demo bring with them: title lists, course adoptions, earlier copies, funds, vouchers. Again is harmless. */
export async function bringLibrariesData(data: WorldData, send: Send): Promise<void> {
  const members = data.libraries.filter(({ role }) => role === 'member').map(({ symbol }) => symbol);
  for (const library of members) {
    if (data.kbart.some((row) => row.library === library))
      await send(library, 'PUT', '/api/sourcing/licenses', kbartFile(data, library), 'text/plain');
    const adoptions = data.courseAdoptions.filter((row) => row.library === library);
    if (adoptions.length)
      await send(library, 'PUT', '/api/sourcing/course-adoptions', csv(['isbn', 'course', 'title'], adoptions), 'text/csv');
    const copies = data.priorCopies.filter((row) => row.library === library);
    if (copies.length) {
      const list = copies.map(({ issn, filledOn, publicationYear, status }) => ({
        number: issn,
        askedOn: filledOn,
        publicationYear,
        status,
      }));
      await send(library, 'POST', '/api/sourcing/copies', JSON.stringify(list), 'application/json');
    }
    for (const { amount, currency = 'USD' } of data.stocks.filter((row) => row.what === 'fund' && row.library === library)) {
      const body = { allocated: { minor: amount, currency }, name: 'Interlibrary loan and purchase on demand' };
      await send(library, 'PUT', '/api/payment/funds/ILL-2026', JSON.stringify(body), 'application/json');
    }
    const cards = voucherCards(data, library);
    if (cards.length) {
      const body = { reason: 'The drawer as it is when Trillium begins', cards };
      await send(library, 'POST', '/api/payment/vouchers/counts', JSON.stringify(body), 'application/json');
    }
  }
}

/** Lines of these columns, as RFC 4180 has them. */
function csv<Column extends string>(columns: readonly Column[], rows: readonly Readonly<Record<Column, string>>[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join('\r\n');
}

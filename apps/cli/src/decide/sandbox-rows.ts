import { money, unwrap } from '#lib/kernel';
import { kbartFile, voucherCards, type WorldData } from '#test/world';
import { type OutsideAddresses, type Providers, titleListProvider } from '../../../sourcing/src/offline/index.ts';

/** A library's licensed titles; none where it has no list. */
export const licensesOf = (data: WorldData, library: string): NonNullable<Providers['licenses']> =>
  data.kbart.some((row) => row.library === library)
    ? unwrap(titleListProvider(Buffer.from(kbartFile(data, library))))
    : () => ({ titles: [] });

/** The shared catalog of a library that shares its system. */
export function sharedBy({ libraries }: WorldData, symbol: string, url: string): Pick<OutsideAddresses, 'sharedCatalog'> {
  const own = libraries.find((one) => one.symbol === symbol);
  if (!own?.sharedIls) return {};
  const codes = (one: WorldData['libraries'][number]): string[] => [one.symbol, ...one.branches.map(({ code }) => code)];
  const others = libraries.filter((one) => one !== own && one.sharedIls === own.sharedIls);
  const members = Object.fromEntries(others.flatMap((one) => codes(one).map((code) => [code, one.symbol])));
  return { sharedCatalog: { url: `${url}/sru/${own.sharedIls}`, sharing: { own: codes(own), members } } };
}

/** What else sourcing keeps in tables of its own, from the rows a library of the simulated world would bring. */
export function rowProviders(data: WorldData, library: string, username: string | undefined): Providers {
  const mine = <Row extends { library: string }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.library === library);
  return {
    patron() {
      const patron = mine(data.patrons).find((row) => row.username === username);
      if (!patron) throw new Error(`${library} has told nothing of the patron "${username ?? ''}"`);
      return { blocked: patron.blocked ?? false, group: patron.group };
    },
    fund() {
      const fund = mine(data.stocks).find(({ what }) => what === 'fund');
      if (!fund) throw new Error(`${library} has no fund`);
      return { fund: 'ILL-2026', available: money(fund.amount, fund.currency ?? 'USD') };
    },
    vouchers() {
      const cards = voucherCards(data, library);
      const count = (wanted: 'full' | 'half'): number => cards.filter(({ denomination }) => denomination === wanted).length;
      return { full: count('full'), half: count('half') };
    },
    copyright({ citation, today }) {
      const counted = mine(data.priorCopies).filter(
        ({ issn, filledOn, status }) =>
          citation.issn.includes(issn) && status !== 'unfilled' && filledOn.slice(0, 4) === today.slice(0, 4),
      );
      return { copies: counted.map(({ publicationYear: year }) => ({ year })) };
    },
    'course-adoptions': ({ citation }) => ({
      courses: mine(data.courseAdoptions).flatMap(({ isbn, course }) => (citation.isbn.includes(isbn) ? [course] : [])),
    }),
  };
}

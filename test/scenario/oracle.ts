import { isWorkingDay } from '#lib/kernel';
import type { Holding, Library, RequestRow, Work, WorldData } from '#test/world';
import { covers, findJournal, findWork, voucherCards } from '#test/world';
import { demoInstallation } from '../../apps/all-in-one/src/demo/installation-data.ts';

/**
 * The sourcing policy of DEMO.md, written a second time: straight from its words and from the world's rows, without facts, look-ups,
 * adapters or rules/sourcing.json. What both say alike is right or wrong twice in the same way by chance only.
 */
export interface Foreseen {
  readonly rule: string;
  readonly route: string;
  /** Rules that added something before. */
  readonly also: readonly string[];
  /** Lenders to be asked, in no order. */
  readonly lenders?: readonly string[];
  readonly provider?: string;
  readonly minor?: number;
}

/** What the installation of the demo agrees with its partners: working days to answer for a loan. */
export const DAYS_TO_RESPOND = 4;
const DAYS_IN_THE_POST = 2;
const NEVER_BOUGHT = [
  'juvenile',
  'juvenile literature',
  'juvenile fiction',
  'study guides',
  'examinations, questions, etc',
  'guidebooks',
  'travel',
];
const HIGHER_LIMIT = /^(Q|R|N)/;
const DAY = 86_400_000;

export interface Situation {
  readonly data: WorldData;
  readonly row: RequestRow;
  /** Lines before this one in the same upload. */
  readonly earlier: readonly RequestRow[];
  /** The library's date, `YYYY-MM-DD`. */
  readonly today: string;
  /** Lenders that have said no. */
  readonly asked?: readonly string[];
  /** The patron was asked about the citation, or the submitted version, and has said nothing for three days. */
  readonly silentOn?: readonly ('citation' | 'submitted-version')[];
  /** The cost the patron has agreed to, in cents. */
  readonly agreed?: number;
}

/** The work a line is about; undefined where nobody could tell. */
export function workOf(data: WorldData, row: RequestRow): Work | undefined {
  const copy = row['RequestType'] === 'Article';
  const title = (copy ? row['PhotoArticleTitle'] : row['LoanTitle']) ?? '';
  return (
    findWork(data, {
      ...(row['DOI'] && { doi: row['DOI'].replace(/^https?:\/\/doi\.org\//, '') }),
      ...(!copy && row['ISSN'] && { isbn: [row['ISSN']] }),
      title,
    }) ??
    // mistyped: the work whose title differs in a few letters
    data.works.find((work) => near(work.title, title))
  );
}

const sorted = new Map<string, string>();
/** Its letters in the order of the alphabet: the same for a title and one with letters swapped. */
function letters(text: string): string {
  const known =
    sorted.get(text) ??
    Array.from(text.toLowerCase().replaceAll(/[^a-z]/g, ''))
      .toSorted()
      .join('');
  sorted.set(text, known);
  return known;
}
const near = (a: string, b: string): boolean => letters(a) === letters(b);

export function foresee(situation: Situation): Foreseen {
  const { data, row, earlier, today, asked = [], silentOn = [], agreed = -1 } = situation;
  const library = data.libraries.find(({ symbol }) => symbol === row['Library'])!;
  const work = workOf(data, row);
  const copy = row['RequestType'] === 'Article';
  const also: string[] = [];
  const say = (rule: string, route: string, more: Partial<Foreseen> = {}): Foreseen => ({ rule, route, also, ...more });

  const patron = data.patrons.find((one) => one.library === library.symbol && one.username === row['Username']);
  if (patron?.blocked) return say('1', 'tell-patron');
  const same = (line: RequestRow): boolean =>
    line['Library'] === row['Library'] && line['Username'] === row['Username'] && workOf(data, line)?.id === work?.id;
  if (work && earlier.some(same)) return say('2', 'merge');
  // silent for three days → go on: with a citation like this, nobody but staff can
  if (!work) return say('3', silentOn.includes('citation') ? 'staff' : 'ask-patron');
  if (work.retractedBy) also.push('4');
  if (!copy && data.courseAdoptions.some((one) => one.library === library.symbol && work.isbn?.includes(one.isbn)))
    return say('5', 'decline');

  // 6–9: what is at home
  const own = data.holdings.filter((holding) => holding.library === library.symbol && holds(data, holding, work, row));
  const items = own.filter(({ format }) => format !== 'electronic').flatMap((holding) => holding.items ?? []);
  const shelved =
    items.some(({ status }) => status === 'available') ||
    (copy && own.some(({ format, journal }) => format === 'print' && journal));
  if (shelved) return say('6', copy ? 'scan' : 'hold');
  if (copy && licensed(data, library.symbol, work, today)) return say('7', 'link');
  const soon = items.some(
    ({ status, due }) => status === 'checked-out' && due && (Date.parse(due) - Date.parse(today)) / DAY <= 7,
  );
  if (!copy && soon) return say('8', 'hold');
  const holders = lendersOf(data, library, work, row).filter(({ symbol }) => !asked.includes(symbol));
  const sharing = data.libraries.filter((one) => one.sharedIls && one.sharedIls === library.sharedIls && one !== library);
  const sharedCopies = data.holdings
    .filter((holding) => sharing.some(({ symbol }) => symbol === holding.library) && holds(data, holding, work, row))
    .filter(({ lends }) => lends !== 'in-library-use')
    .flatMap(({ items: all = [] }) => all);
  if (!copy && sharedCopies.some(({ status, holdable }) => status === 'available' && holdable !== false)) return say('9', 'hold');

  // 10–12: open copies
  const versions =
    data.openAccess.find(({ doi }) => doi.toLowerCase() === work.doi?.toLowerCase())?.locations.map(({ version }) => version) ??
    [];
  if (copy && versions.includes('publishedVersion')) return say('10', 'deliver');
  if (copy && versions.includes('acceptedVersion')) return say('11', 'deliver');
  if (copy && versions.includes('submittedVersion') && !silentOn.includes('submitted-version')) return say('12', 'ask-patron');
  const thesis = work.kind === 'dissertation';
  if (thesis) {
    also.push('13');
    if (work.repositoryCopy) return say('13', 'deliver');
    const granting = data.libraries.find(
      ({ symbol, name, country }) =>
        work.institution !== undefined &&
        name.startsWith(work.institution) &&
        country === library.country &&
        symbol !== library.symbol &&
        !asked.includes(symbol),
    );
    if (granting) return say('13', 'borrow', { lenders: [granting.symbol] });
    if (!holders.length) return say('13', 'staff');
  }

  const fund = data.stocks.find((one) => one.what === 'fund' && one.library === library.symbol)?.amount ?? 0;
  const free = holders.filter((one) => one.country === library.country && one.role === 'member');
  const outside = holders.filter((one) => one.country === library.country && one.role !== 'member');
  const abroad = holders.filter((one) => one.country !== library.country);
  // borrowing costs nothing at a free lender; what one outside asks is known only when it answers
  const borrowing = free.length ? 0 : outside.length || abroad.length ? undefined : null;

  // what could be bought in the end, when nobody lends
  const sold: { provider: string; minor: number }[] = [];
  if (copy) {
    const journal = findJournal(data, { issn: data.journals.find(({ id }) => id === work.journal)?.issn ?? [] });
    const gin = data.getItNow.find(({ issn }) => journal?.issn.includes(issn));
    const getItNow = gin?.available ? gin.fee?.minor : undefined;
    const reprints = (
      data.reprintsDesk.find(({ doi }) => doi?.toLowerCase() === work.doi?.toLowerCase() && work.doi) ??
      data.reprintsDesk.find(({ issn }) => issn && journal?.issn.includes(issn))
    )?.price.minor;
    const subscribed =
      own.length > 0 || data.kbart.some((line) => line.library === library.symbol && listed(line, journal?.issn ?? []));
    const age = Number(today.slice(0, 4)) - (work.year ?? 0);
    const counted = data.priorCopies.filter(
      (one) =>
        one.library === library.symbol &&
        journal?.issn.includes(one.issn) &&
        one.status !== 'unfilled' &&
        one.filledOn.startsWith(today.slice(0, 4)) &&
        one.publicationYear >= Number(today.slice(0, 4)) - 5,
    );
    const ways = [
      { provider: 'get-it-now', minor: getItNow },
      { provider: 'reprints-desk', minor: reprints },
      ...(gin?.royalty && borrowing === 0 ? [{ provider: 'royalty', minor: gin.royalty.minor }] : []),
    ].filter((way): way is { provider: string; minor: number } => way.minor !== undefined);
    const cheapest = ways.toSorted((a, b) => a.minor - b.minor)[0];
    sold.push(...ways.filter(({ provider }) => provider !== 'royalty'));
    if (counted.length >= 5 && !subscribed && age <= 5) {
      // no such way, so no price the patron could be asked about: a person is
      if (!cheapest) return say('14', 'staff');
      if (cheapest.minor > 6000 && cheapest.minor > agreed) return say('14', 'ask-patron');
      if (cheapest.provider === 'royalty') return say('14', 'borrow', { lenders: free.map(({ symbol }) => symbol) });
      // who has agreed to the price cannot fill the fund
      return cheapest.minor > fund ? say('14', 'staff') : say('14', 'buy', cheapest);
    }
    const days = workingDays(data, library, today, row['NotWantedAfter']);
    if (days !== undefined && days <= 2) {
      if (getItNow !== undefined && getItNow <= Math.min(3500, fund))
        return say('15', 'buy', { provider: 'get-it-now', minor: getItNow });
      if (reprints !== undefined && reprints <= Math.min(4500, fund))
        return say('16', 'buy', { provider: 'reprints-desk', minor: reprints });
    }
    const anywhere = lendersOf(data, library, work, row, true);
    const forbidden = anywhere.length > 0 && lendersOf(data, library, work, row).length === 0;
    if (forbidden && getItNow === undefined && reprints === undefined && fund >= 3000)
      return say('17', 'buy', { provider: 'publisher', minor: 3000 });
    const quotes = [getItNow, reprints].filter((minor) => minor !== undefined);
    if (borrowing === null && quotes.length && Math.min(...quotes) >= 9000 && Math.min(...quotes) > agreed)
      return say('20', 'ask-patron');
  } else {
    const offers = data.vendorOffers.filter(({ isbn, inStock }) => inStock && work.isbn?.includes(isbn));
    const least = (format: string): number | undefined => {
      const prices = offers.filter((offer) => offer.format === format).map(({ price }) => price.minor);
      return prices.length ? Math.min(...prices) : undefined;
    };
    const [print, ebook] = [least('print'), least('e-book')];
    if (print !== undefined) sold.push({ provider: 'vendor', minor: print });
    const ebookAccepted = patron?.ebookAccepted ?? true;
    const neverBuy =
      work.kind === 'av' ||
      work.subjects?.some((subject) => NEVER_BOUGHT.includes(subject.toLowerCase().replace(/[.;,\s]+$/, '')));
    if (neverBuy) also.push('18');
    const buys = work.kind === 'book' && !neverBuy;
    const days = workingDays(data, library, today, row['NotWantedAfter']);
    const tooLate = days !== undefined && holders.length > 0 && days < DAYS_TO_RESPOND + DAYS_IN_THE_POST;
    if (buys && tooLate && ebookAccepted && ebook !== undefined && ebook <= Math.min(15_000, fund))
      return say('19', 'buy', { provider: 'vendor', minor: ebook });
    const quotes = [print, ebookAccepted ? ebook : undefined].filter((minor) => minor !== undefined);
    if (
      !neverBuy &&
      !thesis &&
      borrowing === null &&
      quotes.length &&
      Math.min(...quotes) >= 9000 &&
      Math.min(...quotes) > agreed
    )
      return say('20', 'ask-patron');
    const limit = HIGHER_LIMIT.test(classOf(data, work) ?? '') ? 15_000 : 10_000;
    if (
      buys &&
      work.year !== undefined &&
      Number(today.slice(0, 4)) - work.year <= 3 &&
      print !== undefined &&
      print <= Math.min(limit, fund)
    )
      return say('21', 'buy', { provider: 'vendor', minor: print });
  }

  const lends = (one: Library): boolean => work.kind !== 'av' || one.lendsAv;
  if (free.some(lends)) return say('22', 'borrow', { lenders: free.filter(lends).map(({ symbol }) => symbol) });
  if (outside.some(lends)) return say('23', 'borrow', { lenders: outside.filter(lends).map(({ symbol }) => symbol) });
  // abroad they are paid with cards: a full one and half ones, and nobody gives change
  const cards = voucherCards(data, library.symbol);
  const count = (wanted: string): number => cards.filter(({ denomination }) => denomination === wanted).length;
  const paid = abroad.filter(({ symbol }) => {
    const said = data.behaviors.filter((one) => one.lender === symbol && one.halfVouchers);
    const wanted = said.find(({ service }) => service === (copy ? 'Copy' : 'Loan'))?.halfVouchers ?? 2;
    return wanted - 2 * Math.min(Math.floor(wanted / 2), count('full')) <= count('half');
  });
  if (paid.length) return say('24', 'borrow', { lenders: [paid[0]!.symbol] });
  const [best] = sold.toSorted((a, b) => a.minor - b.minor);
  if (asked.length && holders.length === 0 && !also.includes('18') && !thesis && best && best.minor <= Math.min(7500, fund))
    return say('25', 'buy', best);
  return say('otherwise', 'staff');
}

/** Whether this holding is of the work, or of the journal it is in and of its year; another edition where that will do. */
function holds(data: WorldData, holding: Holding, work: Work, row: RequestRow): boolean {
  if (holding.work)
    return holding.work === work.id || (row['AcceptAlternateEdition'] !== 'No' && otherEdition(data, holding.work, work));
  return work.journal !== undefined && holding.journal === work.journal && covers(holding, work.year);
}
const otherEdition = (data: WorldData, id: string, work: Work): boolean => {
  const other = data.works.find((one) => one.id === id);
  return (
    work.kind === 'book' &&
    other?.kind === 'book' &&
    other.title.toLowerCase() === work.title.toLowerCase() &&
    other.authors[0] === work.authors[0]
  );
};

/** Partners in the union catalog that hold it and may supply it (or hold it at all). */
function lendersOf(data: WorldData, library: Library, work: Work, row: RequestRow, atAll = false): Library[] {
  const copy = row['RequestType'] === 'Article';
  const able = data.holdings.filter(
    (holding) =>
      holding.library !== library.symbol &&
      holding.union !== false &&
      holds(data, holding, work, row) &&
      (copy
        ? atAll || holding.format === 'print' || holding.terms !== 'prohibited'
        : holding.format !== 'electronic' && (atAll || holding.lends !== 'no-loan')),
  );
  const open = (one: Library): boolean => copy || data.countries.find(({ code }) => code === one.country)?.loans !== 'suspended';
  return data.libraries.filter((one) => able.some((holding) => holding.library === one.symbol) && open(one));
}

/** The class of the work in the union catalog: known where anybody there holds it, in whatever edition. */
function classOf(data: WorldData, work: Work): string | undefined {
  const known = data.holdings.some(
    (holding) => holding.union !== false && (holding.work === work.id || otherEdition(data, holding.work ?? '', work)),
  );
  return known ? work.lcClass : undefined;
}

const listed = (line: Record<string, string>, issns: readonly string[]): boolean =>
  issns.some((issn) => [line['print_identifier'], line['online_identifier']].includes(issn));

function licensed(data: WorldData, symbol: string, work: Work, today: string): boolean {
  const issns = data.journals.find(({ id }) => id === work.journal)?.issn ?? [];
  return data.kbart.some((line) => {
    if (line.library !== symbol || !listed(line, issns) || !line['title_url']) return false;
    const from = Number(line['date_first_issue_online']?.slice(0, 4) || 0);
    const wall = /^P(\d+)([MY])$/.exec(line['embargo_info'] ?? '');
    const months = wall ? Number(wall[1]) * (wall[2] === 'Y' ? 12 : 1) : 0;
    // a whole year is behind the wall when its last day is
    const lastOpen = new Date(Date.parse(today) - months * 30.44 * DAY).getUTCFullYear() - (months ? 1 : 0);
    const to = Math.min(Number(line['date_last_issue_online']?.slice(0, 4) || 9999), months ? lastOpen : 9999);
    return work.year !== undefined && from <= work.year && work.year <= to;
  });
}

/** Days after today up to that date on which the library works, by the calendar it was installed with. */
function workingDays(data: WorldData, library: Library, today: string, until: string | undefined): number | undefined {
  if (!until) return undefined;
  const calendar = demoInstallation(data, '').libraries.find(({ symbol }) => symbol === library.symbol)!;
  let count = 0;
  for (let at = Date.parse(today) + DAY; at <= Date.parse(until); at += DAY)
    if (isWorkingDay(new Date(at).toISOString().slice(0, 10), calendar)) count += 1;
  return count;
}

import { DAY, seededRandom, type Money } from '#lib/kernel';
import { DEMO_START } from './clock.ts';
import { loadData, loadRequests, type Holding, type Item, type OpenAccess, type RequestRow, type WorldData } from './data.ts';

/** The demo in a slightly other world: for a test that an oracle and the policy agree wherever the facts lead. */
export interface Variant {
  readonly seed: number;
  /** Where the world's clock starts. */
  readonly start: string;
  readonly data: WorldData;
  readonly requests: RequestRow[];
  /** What was changed, in words, to read when a variant fails. */
  readonly changes: readonly string[];
}

interface Draft {
  start: string;
  data: WorldData;
  requests: RequestRow[];
  changes: string[];
}
interface Chance {
  /** True with this likelihood. */
  maybe(likelihood: number): boolean;
  pick<T>(values: readonly T[]): T;
}
type Change = (draft: Draft, chance: Chance) => void;

const demoOnly = (data: WorldData): { works: Set<string>; dois: Set<string> } => {
  const works = data.works.slice(0, data.works.findIndex((work) => work.id === 'theoretical-genetics') + 1);
  return { works: new Set(works.map((work) => work.id)), dois: new Set(works.flatMap((work) => work.doi ?? [])) };
};
const day = (moment: string | number): string => new Date(moment).toISOString().slice(0, 10);
const later = (date: string, days: number): string => day(Date.parse(date) + days * DAY);
const times = (money: Money, factor: number): Money => ({ ...money, minor: Math.round((money.minor * factor) / 50) * 50 });

/** The same Monday some weeks earlier or later; what is dated moves along. */
const calendar: Change = (draft, chance) => {
  if (!chance.maybe(0.3)) return;
  const days = 7 * chance.pick([-5, -3, -1, 2, 4, 7, 10]);
  draft.start = new Date(Date.parse(draft.start) + days * DAY).toISOString();
  for (const row of draft.requests) if (row['NotWantedAfter']) row['NotWantedAfter'] = later(row['NotWantedAfter'], days);
  for (const holding of draft.data.holdings)
    for (const item of holding.items ?? []) if (item.due) item.due = later(item.due, days);
  draft.changes.push(`starts on ${day(draft.start)}`);
};

const items: Change = ({ data, start, changes }, chance) => {
  const { works } = demoOnly(data);
  const status = (item: Item, holding: Holding): void => {
    if (!chance.maybe(0.25)) return;
    const to = chance.pick<Item['status']>(['available', 'available', 'checked-out', 'checked-out', 'missing', 'reserve']);
    item.status = to;
    delete item.due;
    if (to === 'checked-out') item.due = later(day(start), chance.pick([1, 4, 6, 7, 8, 9, 21]));
    changes.push(`${holding.library} ${holding.work}: ${to}${item.due ? ` until ${item.due}` : ''}`);
  };
  for (const holding of data.holdings)
    if (holding.work && works.has(holding.work)) for (const item of holding.items ?? []) status(item, holding);
};

const holders: Change = ({ data, changes }, chance) => {
  const { works } = demoOnly(data);
  const gone = data.holdings.filter((holding) => holding.work && works.has(holding.work) && chance.maybe(0.12));
  data.holdings = data.holdings.filter((holding) => !gone.includes(holding));
  for (const holding of gone) changes.push(`${holding.library} no longer has ${holding.work}`);
  for (const work of data.works.filter((row) => works.has(row.id) && ['book', 'av'].includes(row.kind))) {
    if (!chance.maybe(0.12)) continue;
    const library = chance.pick(['LCC', 'TSU', 'CPL', 'MGH', 'HFC', 'BLL', 'ZZX']);
    if (data.holdings.some((holding) => holding.library === library && holding.work === work.id)) continue;
    const format = work.kind === 'av' ? 'dvd' : 'print';
    const item: Item = { barcode: `39${String(data.holdings.length).padStart(12, '0')}`, status: 'available', type: 'BK' };
    data.holdings.push({ library, work: work.id, format, items: [item], lends: 'loan' });
    changes.push(`${library} has ${work.id}`);
  }
};

const licenses: Change = ({ data, changes }, chance) => {
  for (const holding of data.holdings.filter((row) => row.journal && row.terms)) {
    if (!chance.maybe(0.15)) continue;
    holding.terms = chance.pick(['prohibited', 'silent', 'print-scan-send', 'secure-electronic', 'electronic'] as const);
    changes.push(`${holding.library} ${holding.journal}: ${holding.terms}`);
  }
};

const titleLists: Change = ({ data, changes }, chance) => {
  const rows = data.kbart.filter((row) => ['econometrica', 'lancet'].includes(row['title_id'] ?? '') && row.library !== 'TSU');
  for (const row of rows) {
    if (!chance.maybe(0.25)) continue;
    const title = `${row.library} ${row['title_id']}`;
    const how = chance.pick(['gone', 'ends early', 'starts late']);
    if (how === 'gone') data.kbart = data.kbart.filter((other) => other !== row);
    else if (how === 'ends early') row['date_last_issue_online'] = chance.pick(['1978', '1979', '1997', '1998']);
    else row['date_first_issue_online'] = chance.pick(['1979', '1980', '1998', '1999']);
    changes.push(`title list of ${title}: ${how}`);
  }
  if (!chance.maybe(0.12)) return;
  const model = data.kbart.find((row) => row['title_id'] === 'nature-medicine' && row.library === 'TSU')!;
  data.kbart.push({ ...model, library: 'MGH', embargo_info: chance.pick(['', 'P12M', 'P4Y']) });
  changes.push('MGH subscribes to Nature Medicine');
};

const OPEN: readonly OpenAccess['locations'][] = [
  [],
  [{ host: 'publisher', version: 'publishedVersion', license: 'cc-by' }],
  [{ host: 'repository', version: 'acceptedVersion', repository: 'A repository' }],
  [{ host: 'repository', version: 'submittedVersion', repository: 'A preprint server' }],
];
const openCopies: Change = ({ data, changes }, chance) => {
  const { dois } = demoOnly(data);
  for (const row of data.openAccess.filter((open) => dois.has(open.doi))) {
    if (!chance.maybe(0.25)) continue;
    row.locations = structuredClone([...chance.pick(OPEN)]);
    const [first] = row.locations;
    row.status = first ? (first.host === 'publisher' ? chance.pick(['gold', 'hybrid']) : 'green') : 'closed';
    changes.push(`${row.doi}: ${row.status}${first ? ` ${first.version}` : ''}`);
  }
};

const prices: Change = ({ data, changes }, chance) => {
  const { works } = demoOnly(data);
  const isbns = new Set(data.works.filter((work) => works.has(work.id)).flatMap((work) => work.isbn ?? []));
  for (const offer of data.vendorOffers.filter((row) => isbns.has(row.isbn))) {
    if (chance.maybe(0.3)) offer.price = times(offer.price, chance.pick([0.4, 0.6, 0.8, 1.3, 1.8, 2.6, 4]));
    if (chance.maybe(0.1)) offer.inStock = !offer.inStock;
    changes.push(`${offer.offer}: ${offer.price.minor / 100}${offer.inStock ? '' : ' not in stock'}`);
  }
  for (const title of data.getItNow.slice(0, 6)) {
    if (chance.maybe(0.25)) title.available = !title.available;
    if (title.available) title.fee = { minor: chance.pick([1800, 2400, 2400, 3400, 3600, 5800, 6200]), currency: 'USD' };
    if (title.royalty && chance.maybe(0.3)) title.royalty = times(title.royalty, chance.pick([0.25, 0.5, 1.5]));
    changes.push(
      `Get It Now ${title.issn}: ${title.available ? title.fee!.minor / 100 : 'not sold'}, royalty ${title.royalty?.minor}`,
    );
  }
  for (const row of data.reprintsDesk.slice(0, 3)) {
    row.price = { minor: chance.pick([2900, 3900, 4400, 4600, 5200, 6100]), currency: 'USD' };
    changes.push(`Reprints Desk ${row.doi}: ${row.price.minor / 100}`);
  }
  data.reprintsDesk = data.reprintsDesk.filter((_, index) => index > 2 || !chance.maybe(0.15));
};

const lenders: Change = ({ data, changes }, chance) => {
  const charge = data.behaviors.find((row) => row.lender === 'ZZX' && row.service === 'Loan')!;
  charge.charge = { minor: chance.pick([2000, 2900, 3000, 3100, 4000, 4500, 4600, 6000, 9500]), currency: 'USD' };
  changes.push(`ZZX charges ${charge.charge.minor / 100}`);
  for (const lender of ['TSU', 'CPL', 'HFC', 'ZZX', 'UBA']) {
    if (!chance.maybe(0.2)) continue;
    const answer = chance.pick(['no', 'silent', 'retry', 'late'] as const);
    const reason = answer === 'no' ? chance.pick(['NotOnShelf', 'PolicyProblem', 'PoorCondition']) : 'OnLoan';
    data.behaviors.push(answer === 'late' ? { lender, answerHours: 300 } : { lender, answer, reason });
    changes.push(`${lender} answers ${answer}`);
  }
};

const stocks: Change = ({ data, changes }, chance) => {
  if (chance.maybe(0.2)) {
    data.countries = data.countries.map((row) => (row.code === 'DE' ? { ...row, loans: 'suspended' } : row));
    changes.push('Germany suspended');
  }
  for (const stock of data.stocks) {
    if (!chance.maybe(0.15)) continue;
    stock.amount = stock.what === 'fund' ? chance.pick([0, 2000, 3500, 5000]) : chance.pick([0, 1, 2]);
    changes.push(`${stock.library} ${stock.what}: ${stock.amount}`);
  }
};

const knowledge: Change = ({ data, requests, start, changes }, chance) => {
  if (chance.maybe(0.2)) {
    data.courseAdoptions = data.courseAdoptions.filter((row) => row.library !== 'LCC');
    changes.push('no course uses Campbell Biology');
  }
  if (chance.maybe(0.2)) {
    for (const work of data.works) delete work.retractedBy;
    changes.push('nothing is retracted');
  }
  const counted = chance.pick([3, 4, 5, 5, 5, 6]);
  const filled = data.priorCopies.filter((row) => row.status === 'filled' && row.copyright === 'CCG' && row.filledOn > '2025');
  const others = data.priorCopies.filter((row) => !filled.includes(row));
  const more = filled.map((row) => ({ ...row, filledOn: later(row.filledOn, 3) }));
  data.priorCopies = [...others, ...[...filled, ...more].slice(0, counted)];
  changes.push(`${counted} earlier copies of Nature Medicine`);
  for (const row of requests) {
    if (!chance.maybe(0.15)) continue;
    row['NotWantedAfter'] = later(day(start), chance.pick([1, 2, 3, 4, 5, 8, 14, 30]));
    changes.push(`line ${requests.indexOf(row) + 1} wanted by ${row['NotWantedAfter']}`);
  }
  for (const row of data.patrons.filter((patron) => requests.some((line) => line['Username'] === patron.username))) {
    if (chance.maybe(0.06)) row.blocked = true;
    if (chance.maybe(0.15)) row.ebookAccepted = !row.ebookAccepted;
    if (row.blocked) changes.push(`${row.username} is blocked`);
    if (row.ebookAccepted !== undefined) changes.push(`${row.username} takes e-books: ${row.ebookAccepted}`);
  }
};

/** Another member in the shared library system: what it has is had by a hold in transit. */
const sharedSystem: Change = ({ data, changes }, chance) => {
  if (!chance.maybe(0.25)) return;
  data.libraries = data.libraries.map((row) => (row.symbol === 'TSU' ? { ...row, sharedIls: 'EVERGREEN' } : row));
  changes.push('TSU shares Evergreen');
};

const CHANGES: readonly Change[] = [
  calendar,
  items,
  holders,
  licenses,
  titleLists,
  openCopies,
  prices,
  lenders,
  stocks,
  knowledge,
  sharedSystem,
];

// read once: hundreds of variants begin with it
let demo: Pick<Draft, 'data' | 'requests'> | undefined;

/** A perturbed copy of the demo's world and requests: other prices, holdings, answers and dates. The same seed gives the same. */
export function variant(seed: number): Variant {
  const random = seededRandom(seed);
  const chance: Chance = {
    maybe: (likelihood) => random() < likelihood,
    pick: (values) => values[Math.floor(random() * values.length)]!,
  };
  demo ??= { data: loadData(), requests: loadRequests() };
  const draft: Draft = { start: DEMO_START, ...structuredClone(demo), changes: [] };
  for (const change of CHANGES) change(draft, chance);
  return { seed, ...draft };
}

import { practisedBy, type Money } from '#lib/kernel';
import type { Behavior, Holding, Item, WorldData } from './data.ts';
import { covers, findJournal, findWork, type Wanted } from './find.ts';

export interface Asked {
  readonly lender: string;
  readonly borrower: string;
  readonly service: 'Copy' | 'Loan';
  readonly wanted: Wanted;
  readonly maxCost: Money | undefined;
  readonly payment: string | undefined;
}
export type LenderAnswer =
  | { readonly answer: 'yes'; readonly item?: Item; readonly conditions: readonly string[] }
  | { readonly answer: 'no'; readonly reason: string }
  | { readonly answer: 'retry'; readonly reason: string; readonly offered?: Money; readonly payment?: string }
  | { readonly answer: 'silent' };

/** The row that says how this lender behaves here: its work or journal before the kind of service before its default. */
export function behaviorOf(data: WorldData, { lender, service, wanted }: Pick<Asked, 'lender' | 'service' | 'wanted'>): Behavior {
  const work = findWork(data, wanted)?.id;
  const journal = findJournal(data, wanted)?.id;
  const weight = (row: Behavior) => (row.work ? 4 : 0) + (row.journal ? 2 : 0) + (row.service ? 1 : 0);
  const rows = data.behaviors
    .filter(
      (row) =>
        row.lender === lender &&
        (!row.work || row.work === work) &&
        (!row.journal || row.journal === journal) &&
        (!row.service || row.service === service),
    )
    .toSorted((a, b) => weight(a) - weight(b));
  return Object.assign({ lender }, ...rows) as Behavior;
}

const NO: Readonly<Record<Item['status'], string>> = {
  available: '',
  'checked-out': 'NotAvailableForILL',
  reserve: 'NotAvailableForILL',
  missing: 'NotOnShelf',
  'in-repair': 'PoorCondition',
  'on-order': 'NotOnShelf',
};

/** Whether the lender has it to give, by what it holds. */
function byHoldings(data: WorldData, { lender, service, wanted }: Asked): LenderAnswer {
  const work = findWork(data, wanted);
  const journal = findJournal(
    data,
    work?.journal ? { issn: data.journals.find((row) => row.id === work.journal)!.issn } : wanted,
  );
  const mine = data.holdings.filter((row) => row.library === lender);
  const whole = mine.filter((row) => work && row.work === work.id);
  const serial = service === 'Copy' ? mine.filter((row) => journal && row.journal === journal.id) : [];
  const held = [...whole, ...serial];
  if (!held.length) return { answer: 'no', reason: 'NotHeld' };
  const year = work?.year ?? wanted.year;
  const within = held.filter((row) => covers(row, year));
  if (!within.length) return { answer: 'no', reason: 'NotHeld' };
  if (service === 'Copy') {
    const allowed = within.some((row) => row.format !== 'electronic' || row.terms !== 'prohibited');
    return allowed ? { answer: 'yes', conditions: [] } : { answer: 'no', reason: 'PolicyProblem' };
  }
  const lent = within.filter((row: Holding) => row.lends !== 'no-loan' && row.format !== 'electronic');
  if (!lent.length) return { answer: 'no', reason: 'NonCirculating' };
  for (const row of lent) {
    const item = row.items?.find((copy) => copy.status === 'available');
    if (item) return { answer: 'yes', item, conditions: row.lends === 'in-library-use' ? ['LibraryUseOnly'] : [] };
  }
  return { answer: 'no', reason: NO[lent[0]!.items?.[0]?.status ?? 'missing'] };
}

/** What the lender says, from rows alone: its behavior, what it holds, what it charges, and whether loans to that country go. */
export function lenderAnswer(data: WorldData, asked: Asked): LenderAnswer {
  const behavior = behaviorOf(data, asked);
  // a library of which nothing is known is asked only where strangers are played
  const known = data.libraries.some(({ symbol }) => symbol === asked.lender);
  const { answer = known ? 'by-holdings' : 'yes', reason, charge, halfVouchers, conditions = [] } = behavior;
  if (answer === 'silent') return { answer };
  const held = byHoldings(data, asked);
  const said: LenderAnswer =
    answer === 'yes'
      ? { answer, conditions: [], ...(held.answer === 'yes' && held.item ? { item: held.item } : {}) }
      : answer === 'no'
        ? { answer, reason: reason ?? 'NotOnShelf' }
        : answer === 'retry'
          ? { answer, reason: reason ?? 'OnLoan' }
          : held;
  if (said.answer !== 'yes') return said;
  const country = (symbol: string) => data.libraries.find((row) => row.symbol === symbol)?.country;
  // a practice copy asks as its library would
  const [there, here] = [country(asked.lender), country(practisedBy(asked.borrower) ?? asked.borrower)];
  const suspended = data.countries.find((row) => row.code === there)?.loans === 'suspended';
  if (asked.service === 'Loan' && there !== here && suspended) return { answer: 'no', reason: 'PolicyProblem' };
  if (halfVouchers && asked.payment !== 'IFLAVoucher')
    return { answer: 'retry', reason: 'ReqPayMethodNotSupported', payment: 'IFLAVoucher' };
  const tooDear = charge && !halfVouchers && (asked.maxCost?.currency !== charge.currency || asked.maxCost.minor < charge.minor);
  if (tooDear) return { answer: 'retry', reason: 'CostExceedsMaxCost', offered: charge };
  return { ...said, conditions: [...said.conditions, ...conditions] };
}

import { compare, formatMoney, money } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { chart, type Account } from '../ledger/accounts.ts';
import { CONSORTIUM } from '../settling/mirror.ts';
import { credit, debit, entry, type Because, type Entry, type EntryKind, type Line } from '../ledger/entry.ts';
import { feeText, isCharge, type Fee, type Means, type Settlement } from './settlement.ts';

/** How a purchase is paid: from which fund and how much of it, in minor units; the rest stands over until covered. */
export interface Coverage {
  readonly fund: string;
  readonly covered: number;
}

export interface Posting {
  readonly entries: readonly Entry[];
  /** What a person should know of it, where it is not plain. */
  readonly note?: string | undefined;
}

type Cost = CostIncurred;

/** Whether the library's fund pays for it; all else is settled between libraries. */
export const isPurchase = (cost: Cost): boolean => cost.kind === 'buy' && cost.amount.minor > 0;

/** Under what number vouchers were promised to the lender, where it is paid with them. */
export const promiseOf = (cost: Cost | undefined): string | undefined =>
  cost?.settledBy === 'vouchers' ? cost.reservation : undefined;

interface Booked {
  readonly kind: EntryKind;
  readonly feeKind: EntryKind;
  readonly settledBy: Entry['settledBy'];
  readonly credit: (payee: string) => Account;
  readonly feeDebit: Account;
  readonly words: string;
}
/** By what no money goes: vouchers are counted card by card, and loans between partners by themselves. */
type Unpaid = 'vouchers' | 'reciprocity';
const isUnpaid = (means: Means): means is Unpaid => means === 'vouchers' || means === 'reciprocity';

/** How money by each means stands in the ledger. */
const BY_MEANS: Readonly<Record<Exclude<Means, Unpaid>, Booked>> = {
  IFM: {
    kind: 'ifm-expected',
    feeKind: 'ifm-fee',
    settledBy: 'OCLC',
    credit: () => chart.oclc,
    feeDebit: chart.ifmFees,
    words: ' expected through IFM',
  },
  consortium: {
    kind: 'consortium-charge',
    feeKind: 'fee',
    settledBy: 'consortium',
    credit: () => chart.consortium,
    feeDebit: chart.fees,
    words: ', settled by the consortium',
  },
  invoice: {
    kind: 'invoice',
    feeKind: 'fee',
    settledBy: 'invoice',
    credit: () => chart.invoices,
    feeDebit: chart.fees,
    words: ', by invoice',
  },
  EFTS: {
    kind: 'efts-charge',
    feeKind: 'fee',
    settledBy: 'EFTS',
    credit: () => chart.efts,
    feeDebit: chart.fees,
    words: ', by EFTS',
  },
  deposit: {
    kind: 'deposit-charge',
    feeKind: 'fee',
    settledBy: 'deposit',
    credit: chart.deposit,
    feeDebit: chart.fees,
    words: ', from the deposit account',
  },
};
/** Where a fee stands that is for something of its own, whatever the means. */
const FEE_FOR: Readonly<Record<NonNullable<Fee['for']>, Account>> = {
  postage: chart.postage,
  royalty: chart.royalties,
  replacement: chart.replacements,
};

/**
 * The entries of what a supply attempt costs:
 *
 * | | debit | credit |
 * |---|---|---|
 * | purchase | expense:purchases | the fund; payable:unfunded for what the fund cannot carry; payable:invoices in another currency |
 * | … paid from a deposit account, an entry of its own beside it | allocations:deposits | deposit:the provider; without a fund, the purchase itself against it |
 * | a lender's charge, by IFM | expense:borrowing | settlement:OCLC, expected until OCLC's report confirms it |
 * | a lender's charge, by the consortium / by invoice | expense:borrowing | settlement:consortium / payable:invoices |
 * | a lender's charge, by EFTS / from a deposit account | expense:borrowing | settlement:EFTS / deposit:the lender |
 * | a fee beside it, an entry of its own | expense:postage, royalties, replacements where it is for these; expense:ifm-fees by IFM; expense:fees | as the charge, by the fee's means |
 * | free, by vouchers or reciprocity (counted apart), nothing owed, not settled yet | none | none |
 *
 * @param newId an id for each entry
 * @param settlement what the charges policy, or a person, said of a lender's charge; of other costs nobody is asked
 */
export function entriesFor(
  cost: Cost,
  newId: () => string,
  coverage: Coverage | undefined,
  settlement: Settlement | undefined,
): Posting {
  if (cost.amount.minor < 0) throw new RangeError('payment: a cost below zero; what is taken back is a reversal');
  if (cost.amount.minor === 0) return { entries: [], note: 'Free: no line is made.' };
  if (!isCharge(cost)) return purchase(cost, newId, coverage);
  if (!settlement) throw new RangeError('payment: a charge, and nobody was asked how it is settled');
  const { means, why, person } = settlement;
  if (means === undefined || means === 'nothing') return { entries: [], note: person ?? why };
  const fees = (): Entry[] => settlement.fees.flatMap((fee) => feeEntry(cost, newId, fee, settlement));
  if (isUnpaid(means)) return { entries: fees(), note: person ?? saidOf(settlement) };
  const { kind, settledBy, credit: account, words } = BY_MEANS[means];
  const { amount = cost.amount } = settlement;
  const isNamed = amount.minor === cost.amount.minor && amount.currency === cost.amount.currency;
  const named = isNamed ? '' : ` instead of ${formatMoney(cost.amount)}`;
  const charge = entry({
    id: newId(),
    purpose: 'charge',
    kind,
    description: `Borrowed from ${cost.payee}, ${formatMoney(amount)}${named}${words}`,
    requestId: cost.requestId,
    payee: cost.payee,
    // who has books here stands at the other side
    ...(means === 'consortium' && cost.member ? { counterparty: cost.payee } : {}),
    settledBy,
    because: person === undefined ? becauseOf(settlement, (id) => !isFee(settlement, id)) : { rules: [], person },
    lines: [debit(chart.borrowing, amount), credit(account(cost.payee), amount)],
  });
  return { entries: [charge, ...fees()], note: person };
}

const isFee = ({ fees }: Settlement, id: string): boolean => fees.some(({ rule }) => rule === id);

/** What the rules said of the charge itself, in sentences. */
const saidOf = (settlement: Settlement): string =>
  settlement.rules
    .filter(({ id }) => !isFee(settlement, id))
    .map(({ reason }) => reason)
    .join(' ');

/** Why an entry stands in the ledger; of a charge settled by a person, what the person said. */
function becauseOf(settlement: Settlement, of: (id: string) => boolean): Because {
  const { policy, rules } = settlement;
  return { policy, rules: rules.filter(({ id }) => of(id)) };
}

/** None where no money goes for it. */
function feeEntry(cost: Cost, newId: () => string, fee: Fee, settlement: Settlement): Entry[] {
  if (isUnpaid(fee.means)) return [];
  const { feeKind, settledBy, credit: account, feeDebit } = BY_MEANS[fee.means];
  return [
    entry({
      id: newId(),
      purpose: `fee:${fee.rule}`,
      kind: fee.for ?? feeKind,
      description: feeText(fee),
      requestId: cost.requestId,
      payee: fee.payee,
      ...(fee.means === 'consortium' ? { counterparty: CONSORTIUM } : {}),
      settledBy,
      because: becauseOf(settlement, (id) => id === fee.rule),
      lines: [debit(fee.for ? FEE_FOR[fee.for] : feeDebit, fee.amount), credit(account(fee.payee), fee.amount)],
    }),
  ];
}

function purchase(cost: Cost, newId: () => string, coverage: Coverage | undefined): Posting {
  const isDeposit = cost.settledBy === 'deposit';
  const base = {
    id: newId(),
    purpose: 'charge',
    kind: 'purchase',
    requestId: cost.requestId,
    payee: cost.payee,
    settledBy: cost.settledBy,
  } as const;
  const what = `Bought from ${cost.payee}, ${cost.what}, ${formatMoney(cost.amount)}`;
  const bought = debit(chart.purchases, cost.amount);
  if (!coverage) {
    const lines = [bought, credit(isDeposit ? chart.deposit(cost.payee) : chart.invoices, cost.amount)];
    const note = `No fund in ${cost.amount.currency} pays it.`;
    const description = `${what}, ${isDeposit ? 'from the deposit account' : 'by invoice'}`;
    return { entries: [entry({ ...base, description, lines })], note };
  }
  const covered = money(coverage.covered, cost.amount.currency);
  if (compare(covered, cost.amount) > 0) throw new RangeError('payment: more covered than it costs');
  const rest = money(cost.amount.minor - covered.minor, covered.currency);
  const lines: Line[] = [bought];
  if (covered.minor > 0) lines.push(credit(chart.fund(coverage.fund), covered));
  if (rest.minor > 0) lines.push(credit(chart.unfunded, rest));
  const note =
    rest.minor > 0
      ? `Fund ${coverage.fund} could not carry ${formatMoney(rest)} of it: a manager raises the allocation.`
      : undefined;
  const paid = entry({ ...base, description: `${what}, from fund ${coverage.fund}`, lines });
  return { entries: isDeposit ? [paid, drawn(cost, newId())] : [paid], note };
}

/** Where the money lay that paid what a fund was charged for. */
const drawn = (cost: Cost, id: string): Entry =>
  entry({
    id,
    purpose: 'deposit',
    kind: 'deposit-charge',
    description: `${formatMoney(cost.amount)} for it taken from the deposit account at ${cost.payee}`,
    requestId: cost.requestId,
    payee: cost.payee,
    settledBy: 'deposit',
    lines: [debit(chart.fromDeposits, cost.amount), credit(chart.deposit(cost.payee), cost.amount)],
  });

/** A part of what stood over, now paid from the fund; `nth` counts the parts of one charge. */
export const coverEntry = (cost: Cost, id: string, nth: number, coverage: Coverage): Entry => {
  const amount = money(coverage.covered, cost.amount.currency);
  return entry({
    id,
    purpose: `cover:${nth}`,
    kind: 'cover',
    description: `${formatMoney(amount)} that stood over for ${cost.payee} paid from fund ${coverage.fund}`,
    requestId: cost.requestId,
    payee: cost.payee,
    settledBy: cost.settledBy,
    lines: [debit(chart.unfunded, amount), credit(chart.fund(coverage.fund), amount)],
  });
};

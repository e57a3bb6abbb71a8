import { compare, formatMoney, money, type Money } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { chart } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry, type Line } from '../ledger/entry.ts';

export interface ChargeSettings {
  /** The only currency IFM settles in: nothing is converted (FIELD §4). */
  readonly ifmCurrency: string;
  /** OCLC's transaction charge for a filled borrowing paid by IFM. */
  readonly ifmFee: Money;
}

/** How a purchase is paid: from which fund and how much of it, in minor units; the rest stands over until covered. */
export interface Coverage {
  readonly fund: string;
  readonly covered: number;
}

export interface Posting {
  readonly entries: readonly Entry[];
  /** What a person should know of it, where it is not plain. */
  readonly note?: string;
}

type Cost = CostIncurred;

/** Whether the library's fund pays for it; all else is settled between libraries. */
export const isPurchase = (cost: Cost): boolean => cost.kind === 'buy' && cost.amount.minor > 0;

/**
 * The entries of what a supply attempt costs, by who settles it:
 *
 * | | debit | credit |
 * |---|---|---|
 * | purchase | expense:purchases | the fund; payable:unfunded for what the fund cannot carry; payable:invoices in another currency |
 * | borrowed, settled by OCLC, in IFM's currency | expense:borrowing | settlement:OCLC, expected until OCLC's report confirms it |
 * | its transaction charge, an entry of its own | expense:ifm-fees | settlement:OCLC |
 * | borrowed, OCLC, another currency: IFM does not apply | expense:borrowing | payable:invoices |
 * | borrowed, settled by the consortium / by invoice | expense:borrowing | settlement:consortium / payable:invoices |
 * | free, settled by nobody, by vouchers (counted apart) | none | none |
 */
export function entriesFor(
  cost: Cost,
  ids: readonly [string, string],
  coverage: Coverage | undefined,
  set: ChargeSettings,
): Posting {
  if (cost.amount.minor < 0) throw new RangeError('payment: a cost below zero; what is taken back is a reversal');
  if (cost.amount.minor === 0) return { entries: [], note: 'Free: no line is made.' };
  const base = { id: ids[0], purpose: 'charge', requestId: cost.requestId, payee: cost.payee, settledBy: cost.settledBy };
  const price = formatMoney(cost.amount);
  const one = (kind: Entry['kind'], description: string, lines: readonly Line[], note?: string): Posting => ({
    entries: [entry({ ...base, kind, description, lines })],
    note,
  });
  if (isPurchase(cost)) return purchase(cost, coverage, one);
  const borrowed = (account: Parameters<typeof credit>[0]) => [debit(chart.borrowing, cost.amount), credit(account, cost.amount)];
  switch (cost.settledBy) {
    case 'OCLC': {
      if (cost.amount.currency !== set.ifmCurrency) {
        const note = `IFM does not apply: it settles in ${set.ifmCurrency} only and converts nothing. ${cost.payee} sends an invoice.`;
        return one(
          'invoice',
          `Borrowed from ${cost.payee}, ${price}, by invoice: IFM settles in ${set.ifmCurrency} only`,
          borrowed(chart.invoices),
          note,
        );
      }
      const charge = one('ifm-expected', `Borrowed from ${cost.payee}, ${price} expected through IFM`, borrowed(chart.oclc));
      return set.ifmFee.minor > 0 ? { entries: [...charge.entries, feeEntry(cost, ids[1], set.ifmFee)] } : charge;
    }
    case 'consortium':
      return one(
        'consortium-charge',
        `Borrowed from ${cost.payee}, ${price}, settled by the consortium`,
        borrowed(chart.consortium),
      );
    case 'invoice':
      return one('invoice', `Borrowed from ${cost.payee}, ${price}, by invoice`, borrowed(chart.invoices));
    case 'vouchers':
      return { entries: [], note: 'IFLA vouchers are counted by hand; no money moves.' };
    case 'nobody':
      return { entries: [], note: `${cost.payee} named ${price} although nobody settles: ask ${cost.payee}.` };
  }
}

const feeEntry = (cost: Cost, id: string, fee: Money): Entry =>
  entry({
    id,
    purpose: 'fee',
    kind: 'ifm-fee',
    description: `OCLC transaction charge, ${formatMoney(fee)} a filled borrowing`,
    requestId: cost.requestId,
    payee: 'OCLC',
    settledBy: 'OCLC',
    lines: [debit(chart.ifmFees, fee), credit(chart.oclc, fee)],
  });

function purchase(
  cost: Cost,
  coverage: Coverage | undefined,
  one: (kind: Entry['kind'], description: string, lines: readonly Line[], note?: string) => Posting,
): Posting {
  const price = formatMoney(cost.amount);
  const what = `Bought from ${cost.payee}, ${cost.what}, ${price}`;
  const bought = debit(chart.purchases, cost.amount);
  if (!coverage)
    return one(
      'purchase',
      `${what}, by invoice`,
      [bought, credit(chart.invoices, cost.amount)],
      `No fund in ${cost.amount.currency} pays it.`,
    );
  const covered = money(coverage.covered, cost.amount.currency);
  if (compare(covered, cost.amount) > 0) throw new RangeError('payment: more covered than it costs');
  const rest = money(cost.amount.minor - covered.minor, covered.currency);
  const lines = [bought];
  if (covered.minor > 0) lines.push(credit(chart.fund(coverage.fund), covered));
  if (rest.minor > 0) lines.push(credit(chart.unfunded, rest));
  const note =
    rest.minor > 0
      ? `Fund ${coverage.fund} could not carry ${formatMoney(rest)} of it: a manager raises the allocation.`
      : undefined;
  return one('purchase', `${what}, from fund ${coverage.fund}`, lines, note);
}

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

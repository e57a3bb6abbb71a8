import { err, reject, type Rejection, type Result } from '#lib/kernel';
import { stableId } from '#lib/service';
import { aggregateStore, statement, type Loaded, type Tx } from '#lib/messaging';
import { chargeDecider, type ChargeEvent, type ChargeState } from '../domain/charge/charge.ts';
import { depositDecider, type DepositEvent, type DepositState } from '../domain/deposits/deposit.ts';
import { feeDecider, openOfFee, type FeeEvent, type FeeState } from '../domain/fees/patron-fee.ts';
import { fundDecider, type FundEvent, type FundState } from '../domain/fund/fund.ts';
import { openOf, invoiceDecider, type InvoiceEvent, type InvoiceState } from '../domain/invoices/invoice.ts';
import { invoicingDecider, type InvoicingEvent, type InvoicingState } from '../domain/invoices/invoicing.ts';
import { totalOf } from '../domain/invoices/document.ts';
import { lentChargeDecider, type LentChargeEvent, type LentChargeState } from '../domain/lent/lent-charge.ts';
import { manualDecider, type ManualEvent, type ManualState } from '../domain/manual/manual-entry.ts';
import { limitDecider, type LimitSet, type LimitState } from '../domain/manual/manual-limit.ts';
import { nettingDecider, type NettingEvent, type NettingState } from '../domain/settling/netting-run.ts';
import { awaitedDecider, type AwaitedEvent, type AwaitedState } from '../domain/vouchers/awaited.ts';
import { worthIn } from '../domain/vouchers/card.ts';
import { stockDecider, type StockEvent, type StockState } from '../domain/vouchers/stock.ts';
import { heldBy, reservationDecider, type ReservationEvent, type ReservationState } from '../domain/reservation/reservation.ts';

export const funds = aggregateStore<FundState, FundEvent>({
  table: 'fund',
  ...fundDecider,
  project: ({ startsOn, endsOn, ...rest }) => ({ ...rest, starts_on: startsOn, ends_on: endsOn }),
});

export const reservations = aggregateStore<ReservationState, ReservationEvent>({
  table: 'reservation',
  ...reservationDecider,
  project: (state) => ({
    status: state.status,
    request_id: state.requestId ?? null,
    fund: state.fund ?? null,
    held: heldBy(state),
    reminders: state.reminders,
    deadline_at: state.deadline ?? null,
  }),
});

export const charges = aggregateStore<ChargeState, ChargeEvent>({
  table: 'charge',
  ...chargeDecider,
  project: (state) => ({
    status: state.status,
    request_id: state.cost?.requestId ?? null,
    fund: state.fund ?? null,
    unfunded: state.unfunded,
    reminders: state.reminders,
    deadline_at: state.deadline ?? null,
  }),
});

export const nettings = aggregateStore<NettingState, NettingEvent>({
  table: 'netting',
  ...nettingDecider,
  project: (state) => ({
    status: state.status,
    month: state.month ?? null,
    currency: state.currency ?? null,
    reminders: state.reminders,
    deadline_at: state.deadline ?? null,
  }),
});

export const manualEntries = aggregateStore<ManualState, ManualEvent>({
  table: 'manual_entry',
  ...manualDecider,
  project: ({ status, requestId }) => ({ status, request_id: requestId ?? null }),
});
/** Up to what one person posts alone; one limit a library. */
export const manualLimits = aggregateStore<LimitState, LimitSet>({ table: 'manual_limit', ...limitDecider, project: () => ({}) });
export const manualLimitId = (tenant: string): string => stableId('manual limit', tenant);

/** A library's vouchers; one stock a library. */
export const stocks = aggregateStore<StockState, StockEvent>({
  table: 'voucher_stock',
  ...stockDecider,
  project({ cards, low }) {
    return {
      held: worthIn(cards, 'held'),
      reserved: worthIn(cards, 'reserved'),
      in_transit: worthIn(cards, 'in-transit'),
      low: low ?? null,
    };
  },
});
/** Cards that borrowers are to send; one a loan or copy lent. */
export const awaitedVouchers = aggregateStore<AwaitedState, AwaitedEvent>({
  table: 'awaited_vouchers',
  ...awaitedDecider,
  project: ({ status }) => ({ status }),
});
export const stockId = (tenant: string): string => stableId('vouchers', tenant);

/** What is asked for what was lent; the id is our side of the loan or copy. */
export const lentCharges = aggregateStore<LentChargeState, LentChargeEvent>({
  table: 'lent_charge',
  ...lentChargeDecider,
  project: ({ status, charged, sentOn }) => ({
    status,
    borrower: charged?.borrower ?? null,
    means: charged?.means ?? null,
    currency: charged?.amount?.currency ?? null,
    minor: charged?.amount?.minor ?? null,
    reference: charged?.reference ?? null,
    sent_on: sentOn ?? null,
  }),
});

/** Who a library is on its invoices; one a library. */
export const invoicings = aggregateStore<InvoicingState, InvoicingEvent>({
  table: 'invoicing',
  ...invoicingDecider,
  project: ({ deadline }) => ({ deadline_at: deadline ?? null }),
});
export const invoicingId = (tenant: string): string => stableId('invoicing', tenant);

export const invoices = aggregateStore<InvoiceState, InvoiceEvent>({
  table: 'invoice',
  ...invoiceDecider,
  project: (state) => ({
    status: state.status,
    kind: state.kind,
    number: state.issued?.number ?? null,
    debtor: state.document?.debtor ?? null,
    currency: state.document?.currency ?? null,
    total: totalOf(state.document?.lines ?? []),
    open: openOf(state),
    due_on: state.issued?.due ?? null,
    reminders: state.reminders,
    deadline_at: state.deadline ?? null,
  }),
});

export const deposits = aggregateStore<DepositState, DepositEvent>({
  table: 'deposit',
  ...depositDecider,
  project: ({ provider, currency }) => ({ provider: provider ?? null, currency: currency ?? null }),
});
export const depositId = (tenant: string, provider: string, currency: string): string =>
  stableId('deposit', tenant, provider, currency);

export const patronFees = aggregateStore<FeeState, FeeEvent>({
  table: 'patron_fee',
  ...feeDecider,
  project: (state) => ({
    status: state.status,
    request_id: state.requestId ?? null,
    currency: state.currency ?? null,
    open: openOfFee(state),
  }),
});

/** One fee a supply attempt; the attempt's own id is its charge's, and no two aggregates share one. */
export const feeId = (attempt: string): string => stableId('patron fee', attempt);

/** A fund's id follows from its library and code, so that two who open it at the same time open one fund. */
export const fundId = (tenant: string, code: string): string => stableId('fund', tenant, code);

const OPEN = statement(`select pg_advisory_xact_lock(hashtext('trillium payment'), hashtext('books'))`);

/**
 * What moves money goes one transaction after another, over all processes: every such step begins with this. Up to fifty messages of many
 * libraries share a transaction; if each locked only the funds it needs, two of them would soon wait for each other. What is read
 * after it (also when sent along in one go: statements run in order) nobody changes until the commit.
 */
export const openBooks = (tx: Tx): Promise<unknown> => tx.query(OPEN);

/** Up to when all has been posted: nothing was in this very moment, as since `openBooks` the books are open to this transaction alone. */
export const postedThrough = (tx: Tx): string => new Date(tx.now().getTime() - 1).toISOString();

/** A library's fund; undefined where there is no such fund. */
export async function findFund(tx: Tx, code: string | undefined): Promise<Loaded<FundState> | undefined> {
  return code === undefined ? undefined : funds.find(tx, fundId(tx.tenant, code));
}

const CURRENT_FUND = statement(`select code from fund where currency = $1
  order by (starts_on <= $2::date and ends_on >= $2::date) desc, ends_on desc, code limit 1`);

/** The fund that pays what names none: the one of the running fiscal year in that currency, else the latest. */
export async function currentFund(tx: Tx, currency: string): Promise<string | undefined> {
  const [row] = await tx.query<{ code: string }>(CURRENT_FUND, [currency, today(tx)]);
  return row?.code;
}

/** When something is tried again, so many hours from now. */
export const inHours = (tx: Tx, hours: number): string => new Date(tx.now().getTime() + hours * 3_600_000).toISOString();

/** When a person is asked again, so many days from now. */
export const inDays = (tx: Tx, days: number): string => new Date(tx.now().getTime() + days * 86_400_000).toISOString();

/** The day in Universal Time, `2025-10-06`. */
export const today = (tx: Tx): string => tx.now().toISOString().slice(0, 10);

/** Why a day that somebody names cannot be: it is to come. @param remedy which day to give */
export const notCome = (tx: Tx, on: string, remedy: string): Result<never, Rejection> | undefined =>
  on > today(tx) ? err(reject('not-yet', `${on} has not come yet.`, { field: 'on', remedy })) : undefined;

import {
  err,
  minorDigits,
  ok,
  reject,
  transitionFor,
  VOUCHER_HALVES,
  type Decider,
  type Money,
  type Rejection,
} from '#lib/kernel';
import { chart, type Account } from '../ledger/accounts.ts';
import { entry, reversal, sums, type Entry } from '../ledger/entry.ts';
import { manualMachine, type ManualStatus } from './manual-entry.machine.ts';

/**
 * The accounts a person may post to. Left out is what something else proves: funds (their own balance), vouchers (the drawer), what OCLC is expected to charge
 * (its report) and what members owe each other (both their books).
 */
export const MANUAL_ACCOUNTS: readonly Account[] = [
  chart.bank,
  chart.invoices,
  chart.payableOclc,
  chart.ifla,
  chart.purchases,
  chart.borrowing,
  chart.fees,
  chart.ifmFees,
  chart.vouchersBought,
  chart.lending,
  chart.feeIncome,
];
export const MANUAL_CODES = MANUAL_ACCOUNTS.map(({ code }) => code);
/** Whole units of any currency up to which one person is enough, where the library has set nothing else. */
export const USUAL_LIMIT = 50;
const SHORTEST_REASON = 10;

export interface ManualLine {
  readonly account: string;
  /** Debit positive, credit negative. */
  readonly amount: Money;
}
interface Proposed {
  readonly lines: readonly ManualLine[];
  readonly reason: string;
  readonly requestId?: string;
  readonly by: string;
}
export interface ManualState extends Partial<Proposed> {
  readonly status: ManualStatus;
  readonly entry?: Entry;
  readonly approvedBy?: string;
  readonly refused?: { readonly by: string; readonly reason: string };
  readonly reversal?: { readonly by: string; readonly reason: string };
}
/** @property limit in whole units of the entry's currency @property entryId what the entry is to be called where it is posted now */
interface Posting {
  readonly by: string;
  readonly entryId: string;
}
export type ManualCommand =
  | ({ readonly type: 'propose'; readonly limit: number } & Proposed & Posting)
  | ({ readonly type: 'approve' } & Posting)
  | { readonly type: 'refuse'; readonly by: string; readonly reason: string }
  | ({ readonly type: 'reverse'; readonly reason: string; readonly limit: number } & Posting);
export type ManualEvent =
  | ({ readonly type: 'proposed' } & Proposed)
  | { readonly type: 'posted'; readonly entry: Entry; readonly by: string; readonly alone: boolean }
  | { readonly type: 'refused'; readonly by: string; readonly reason: string }
  | { readonly type: 'reversal-proposed'; readonly by: string; readonly reason: string }
  | { readonly type: 'reversed'; readonly entry: Entry; readonly by: string; readonly alone: boolean };

/** What is wrong with it as it was written; the rejection names the field. */
function wrongIn({ lines, reason }: Proposed): Rejection | undefined {
  const short = tooShort(reason);
  if (short) return short;
  if (lines.length < 2)
    return reject('too-few-lines', 'An entry has two lines at least: where it goes, and where it comes from.', {
      field: 'lines',
    });
  const strange = lines.find(({ account }) => !MANUAL_CODES.includes(account));
  if (strange)
    return reject('no-such-account', `Nothing is posted by hand to ${strange.account}.`, {
      field: 'account',
      remedy: `One of: ${MANUAL_CODES.join(', ')}`,
    });
  if (lines.some(({ amount }) => amount.minor === 0))
    return reject('wrong-amount', 'A line of nothing says nothing.', { field: 'lines', remedy: 'Leave it out' });
  const found = sums(lines.map(({ amount }) => ({ account: chart.bank, amount })));
  if (found.size > 1)
    return reject('wrong-currency', `One currency an entry; these are ${[...found.keys()].join(', ')}.`, { field: 'lines' });
  const [[currency, off]] = [...found] as [[string, number]];
  if (currency === VOUCHER_HALVES)
    return reject('wrong-currency', 'Vouchers are moved on their own page, card by card.', { field: 'lines' });
  return off === 0
    ? undefined
    : reject(
        'not-balanced',
        `Debits and credits differ by ${(Math.abs(off) / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))} ${currency}.`,
        {
          field: 'lines',
          remedy: 'What is debited to some accounts is credited to others',
        },
      );
}
const tooShort = (reason: string): Rejection | undefined =>
  reason.trim().length < SHORTEST_REASON
    ? reject('reason-too-short', `Say in ${SHORTEST_REASON} characters at least why.`, { field: 'reason' })
    : undefined;

/** Whether it is so small that one person is enough: what is debited, in whole units. */
function withinLimit(lines: readonly ManualLine[], limit: number): boolean {
  const debited = lines.reduce((sum, { amount }) => sum + Math.max(0, amount.minor), 0);
  return debited <= limit * 10 ** minorDigits(lines[0]!.amount.currency);
}

const accountOf = (code: string): Account => MANUAL_ACCOUNTS.find((one) => one.code === code)!;
const entryOf = ({ lines = [], reason = '', requestId }: Partial<Proposed>, id: string): Entry =>
  entry({
    id,
    purpose: 'manual',
    kind: 'manual',
    description: `By hand: ${reason}`,
    settledBy: 'nobody',
    ...(requestId ? { requestId } : {}),
    because: { rules: [], person: reason },
    lines: lines.map(({ account, amount }) => ({ account: accountOf(account), amount })),
  });

/** Whoever proposed it does not approve it. What was posted stays; it is taken back by an entry of its own, by the same way. */
export const manualDecider: Decider<ManualState, ManualCommand, ManualEvent> = {
  initial: { status: 'none' },
  decide(state, command) {
    const { type, by } = command;
    if (!transitionFor(manualMachine, state.status, type))
      return err(
        reject('conflict', `This entry is ${state.status.replaceAll('-', ' ')}: that is not possible any more.`, {
          remedy: 'Reload the page',
        }),
      );
    switch (type) {
      case 'propose': {
        const wrong = wrongIn(command);
        if (wrong) return err(wrong);
        const { lines, reason, requestId } = command;
        const proposed: ManualEvent = { type: 'proposed', lines, reason, by, ...(requestId ? { requestId } : {}) };
        if (!withinLimit(lines, command.limit)) return ok([proposed]);
        return ok([proposed, { type: 'posted', entry: entryOf(command, command.entryId), by, alone: true }]);
      }
      case 'approve': {
        const taking = state.status === 'reversal-proposed';
        if (by === (taking ? state.reversal?.by : state.by))
          return err(
            reject('second-person', 'Whoever proposed it does not approve it.', {
              remedy: 'Ask another accountant or a manager.',
            }),
          );
        return taking
          ? ok([{ type: 'reversed', entry: reversal(state.entry!, command.entryId, state.reversal!.reason), by, alone: false }])
          : ok([{ type: 'posted', entry: entryOf(state, command.entryId), by, alone: false }]);
      }
      case 'refuse': {
        const short = tooShort(command.reason);
        return short ? err(short) : ok([{ type: 'refused', by, reason: command.reason }]);
      }
      case 'reverse': {
        const short = tooShort(command.reason);
        if (short) return err(short);
        const proposed: ManualEvent = { type: 'reversal-proposed', by, reason: command.reason };
        if (!withinLimit(state.lines!, command.limit)) return ok([proposed]);
        return ok([
          proposed,
          { type: 'reversed', entry: reversal(state.entry!, command.entryId, command.reason), by, alone: true },
        ]);
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'proposed': {
        const { type: _, ...proposed } = event;
        return { ...proposed, status: 'proposed' };
      }
      case 'posted':
        return { ...state, status: 'posted', entry: event.entry, ...(event.alone ? {} : { approvedBy: event.by }) };
      case 'refused': {
        const { by, reason } = event;
        const { reversal: _, ...before } = state;
        return { ...before, status: state.status === 'proposed' ? 'refused' : 'posted', refused: { by, reason } };
      }
      case 'reversal-proposed': {
        const { refused: _, ...before } = state;
        return { ...before, status: 'reversal-proposed', reversal: { by: event.by, reason: event.reason } };
      }
      case 'reversed':
        return { ...state, status: 'reversed', ...(event.alone ? {} : { approvedBy: event.by }) };
    }
  },
};

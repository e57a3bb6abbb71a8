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
import { needsSecond, type Allowance, type Waits } from './manual-limit.ts';

/**
 * The accounts a person may post to. Left out is what something else proves: funds (their own balance), vouchers (the drawer), what OCLC is expected to charge
 * (its report) and what members owe each other (both their books).
 */
export const MANUAL_ACCOUNTS: readonly Account[] = [
  chart.bank,
  // what lies in the till goes to the bank
  chart.cash,
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
  /** Posted without a second person; absent in those posted before this was kept. */
  readonly alone?: boolean;
  readonly approvedBy?: string;
  readonly waits?: Waits;
  readonly refused?: { readonly by: string; readonly reason: string };
  readonly reversal?: { readonly by: string; readonly reason: string; readonly alone?: boolean };
}
/** @property entryId what the entry is to be called where it is posted now */
interface Posting {
  readonly by: string;
  readonly entryId: string;
}
export type ManualCommand =
  | ({ readonly type: 'propose' } & Proposed & Posting & Allowance)
  | ({ readonly type: 'approve' } & Posting)
  | { readonly type: 'refuse'; readonly by: string; readonly reason: string }
  | ({ readonly type: 'reverse'; readonly reason: string } & Posting & Allowance);
export type ManualEvent =
  | ({ readonly type: 'proposed'; readonly waits?: Waits } & Proposed)
  | { readonly type: 'posted'; readonly entry: Entry; readonly by: string; readonly alone: boolean }
  | { readonly type: 'refused'; readonly by: string; readonly reason: string }
  | { readonly type: 'reversal-proposed'; readonly by: string; readonly reason: string; readonly waits?: Waits }
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

const approval = ({ alone, by }: { readonly alone: boolean; readonly by: string }) => (alone ? {} : { approvedBy: by });

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
        const proposed = { type: 'proposed', lines, reason, by, ...(requestId ? { requestId } : {}) } as const;
        const waits = needsSecond(lines, command);
        if (waits) return ok([{ ...proposed, waits }]);
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
        const proposed = { type: 'reversal-proposed', by, reason: command.reason } as const;
        const waits = needsSecond(state.lines!, command);
        if (waits) return ok([{ ...proposed, waits }]);
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
      case 'posted': {
        const { waits: _, ...before } = state;
        return { ...before, status: 'posted', entry: event.entry, alone: event.alone, ...approval(event) };
      }
      case 'refused': {
        const { by, reason } = event;
        const { reversal: _, waits: __, ...before } = state;
        return { ...before, status: state.status === 'proposed' ? 'refused' : 'posted', refused: { by, reason } };
      }
      case 'reversal-proposed': {
        const { by, reason, waits } = event;
        const { refused: _, ...before } = state;
        return { ...before, status: 'reversal-proposed', reversal: { by, reason }, ...(waits ? { waits } : {}) };
      }
      case 'reversed': {
        const { waits: _, ...before } = state;
        return { ...before, status: 'reversed', reversal: { ...state.reversal!, alone: event.alone }, ...approval(event) };
      }
    }
  },
};

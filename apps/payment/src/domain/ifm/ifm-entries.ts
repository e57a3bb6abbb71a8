import { formatMoney, type Money } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { debit, credit, entry, type Entry } from '../ledger/entry.ts';
import { clearing } from '../matching/clearing.ts';

/** What is done with a line of OCLC's report. */
export type Taken =
  | 'confirm' // as expected
  | 'accept' // differs, and a person takes it as it is
  | 'contest' // on OCLC's invoice all the same: a refund is expected until a report shows it
  | 'credit'; // of what was lent

export interface ToTake {
  readonly line: number;
  readonly kind: 'charge' | 'fee';
  readonly amount: Money;
  readonly symbol?: string | undefined;
  readonly requestId?: string | undefined;
  /** What was expected and in no report yet, of the charge it is about; zero where it is about none. Minor units. */
  readonly open: number;
  /** What a person said. */
  readonly person?: string | undefined;
}

/** The entry, and by how much it lowers what is expected through IFM, in minor units. */
export interface TakenAs {
  readonly entry: Entry;
  readonly cleared: number;
}

const WORDS: Readonly<Record<Taken, string>> = {
  confirm: 'as expected',
  accept: 'accepted though it differs',
  contest: 'contested: a refund is expected',
  credit: 'credited for lending',
};

/**
 * How a line of the report stands in the ledger:
 *
 * | | debit | credit |
 * |---|---|---|
 * | as expected, or contested | settlement:OCLC | payable:OCLC |
 * | accepted though it differs | settlement:OCLC what was expected; the rest expense:borrowing (expense:ifm-fees) | payable:OCLC |
 * | credited for lending | payable:OCLC | income:lending |
 *
 * What is given back stands the other way round. `payable:OCLC` is what OCLC's invoice asks, or its credit memo gives.
 */
export function takenAs(how: Taken, to: ToTake, id: string): TakenAs {
  const { minor } = to.amount;
  const cleared = how === 'accept' ? to.open : how === 'credit' ? 0 : minor;
  const accounts = {
    expected: chart.oclc,
    owed: chart.payableOclc,
    expense: to.kind === 'fee' ? chart.ifmFees : chart.borrowing,
  };
  const lines =
    how === 'credit'
      ? [debit(chart.payableOclc, to.amount), credit(chart.lending, to.amount)]
      : clearing(accounts, to.amount, cleared);
  return {
    cleared,
    entry: entry({
      id,
      purpose: `line:${to.line}`,
      kind: how === 'credit' ? 'ifm-credit' : how === 'confirm' ? 'ifm-confirmed' : 'ifm-difference',
      description: `OCLC’s report: ${formatMoney(to.amount)}${to.symbol ? `, ${to.symbol}` : ''}${to.kind === 'fee' ? ', its fee' : ''}, ${WORDS[how]}`,
      ...(to.requestId ? { requestId: to.requestId } : {}),
      payee: 'OCLC',
      settledBy: 'OCLC',
      ...(to.person === undefined ? {} : { because: { rules: [], person: to.person } }),
      lines,
    }),
  };
}

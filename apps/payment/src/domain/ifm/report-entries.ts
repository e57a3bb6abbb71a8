import { formatMoney, negate, type Money } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { entry, type Entry } from '../ledger/entry.ts';
import { clearing } from '../matching/clearing.ts';
import type { Side } from './report.ts';
import { BOOKS_OF, type Settler } from './settler.ts';

/** What is done with a line of a settler's report. */
export type Taken =
  | 'confirm' // as expected
  | 'accept' // differs, and a person takes it as it is
  | 'contest' // on OCLC's invoice all the same: a refund is expected until a report shows it
  | 'credit'; // of what was lent, and nobody expected

export interface ToTake {
  readonly by: Settler;
  readonly side: Side;
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
/** The entry, and by how much it lowers what is expected of the settler, in minor units. */
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
 * How a line of a report stands in the ledger, with OCLC's accounts (those of EFTS are settlement:EFTS, deposit:EFTS and expense:fees):
 *
 * | | debit | credit |
 * |---|---|---|
 * | borrowed, as expected or contested | settlement:OCLC | payable:OCLC |
 * | borrowed, accepted though it differs | settlement:OCLC what was expected; the rest expense:borrowing (expense:ifm-fees) | payable:OCLC |
 * | lent, as expected or contested | payable:OCLC | settlement:OCLC |
 * | lent, accepted though it differs | payable:OCLC | settlement:OCLC what was expected; the rest income:lending |
 * | lent, and nobody expected it | payable:OCLC | income:lending |
 *
 * What is given back stands the other way round; a fee is paid whoever's report names it. `payable:OCLC` is what OCLC's invoice asks, or its credit
 * memo gives.
 */
export function takenAs(how: Taken, to: ToTake, id: string): TakenAs {
  const { report, expected, owed, fees, kinds } = BOOKS_OF[to.by];
  const cleared = how === 'accept' ? to.open : how === 'credit' ? 0 : to.amount.minor;
  const isCredit = to.side === 'lender' && to.kind === 'charge';
  const expense = to.kind === 'fee' ? fees : isCredit ? chart.lending : chart.borrowing;
  const [asked, sign] = isCredit ? [negate(to.amount), -1] : [to.amount, 1];
  return {
    cleared,
    entry: entry({
      id,
      purpose: `line:${to.line}`,
      kind: how === 'credit' ? kinds.credited : how === 'confirm' ? kinds.confirmed : kinds.differs,
      description: `${report}: ${formatMoney(to.amount)}${to.symbol ? `, ${to.symbol}` : ''}${to.kind === 'fee' ? ', its fee' : ''}, ${WORDS[how]}`,
      ...(to.requestId ? { requestId: to.requestId } : {}),
      payee: to.by,
      settledBy: to.by,
      ...(to.person === undefined ? {} : { because: { rules: [], person: to.person } }),
      lines: clearing({ expected, owed, expense }, asked, cleared && sign * cleared),
    }),
  };
}

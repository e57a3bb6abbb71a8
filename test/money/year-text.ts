import { toDecimal, type Money } from '#lib/kernel';
import type { StatementShape } from '../../apps/payment/src/http/settling-shapes.ts';
import type { LedgerEntry, TrialBalance } from '../../apps/payment/src/http/shapes.ts';

const amount = (of: Money): string => `${toDecimal(of)} ${of.currency}`.padStart(14);
const day = (at: string): string => at.slice(0, 10);
const key = ({ at, kind, description }: LedgerEntry): string => `${at} ${kind} ${description}`;

/** A desk's month as a page of text: what the consortium settles, what else was posted, and how its accounts stand at the end. */
export function monthText(
  library: string,
  statement: StatementShape,
  entries: readonly LedgerEntry[],
  balances: TrialBalance,
): string {
  const { month, before, sums, total, after, lines } = statement;
  const settled = lines.map(
    ({ at, section, description, restates, owes }) =>
      `  ${day(at)}  ${section.padEnd(12)}${amount(owes)}  ${description}${restates ? ` (of ${restates})` : ''}`,
  );
  // what one charge posts has one time: the charge first, then its fee
  const others = entries
    .filter(({ settledBy }) => settledBy !== 'consortium')
    .toSorted((a, b) => key(a).localeCompare(key(b), 'en'));
  return [
    `${library}, ${month}`,
    '',
    'Settled by the consortium',
    `  owed before             ${amount(before)}`,
    ...Object.entries(sums).map(([section, sum]) => `  ${section.padEnd(24)}${amount(sum)}`),
    `  the month               ${amount(total)}`,
    `  owed after              ${amount(after)}`,
    '',
    ...(settled.length ? settled : ['  nothing']),
    '',
    'Settled otherwise',
    ...(others.length
      ? others.map(
          ({ at, kind, description, lines: [line] }) => `  ${day(at)}  ${kind.padEnd(14)}${amount(line!.amount)}  ${description}`,
        )
      : ['  nothing']),
    '',
    'Accounts at its end',
    ...balances.accounts.map(({ account, balance }) => `  ${account.padEnd(24)}${amount(balance)}`),
    '',
  ].join('\n');
}

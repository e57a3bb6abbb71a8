import { fold, ok, unwrap, type Money, type Rejection, type Result } from '#lib/kernel';
import { statement, type Loaded, type Tx } from '#lib/messaging';
import { allocationEntry } from '../domain/fund/allocation.ts';
import { fiscalYear } from '../domain/fund/fiscal-year.ts';
import { fundDecider, type FundState } from '../domain/fund/fund.ts';
import { cover } from '../domain/moves/moves.ts';
import { entryPosted, fundChanged } from './effects.ts';
import { postEntries } from './post-entries.ts';
import { saveStep } from './save-step.ts';
import { charges, fundId, funds, openBooks, today } from './stores.ts';

export interface Allocation {
  readonly code: string;
  readonly allocated: Money;
  readonly name?: string | undefined;
  /** `YYYY-MM-DD`; default: the running fiscal year, begun on `yearStarts` (`MM-DD`). */
  readonly startsOn?: string | undefined;
  readonly endsOn?: string | undefined;
}

const STANDING_OVER = statement(
  `select id from charge where tenant = $1 and status = 'over-fund' and fund = $2 order by created_at, id`,
);

/**
 * Opens a fund, or sets anew what it has. The ledger gets an entry of the difference; then what stood over for want of money is paid, the
 * oldest first.
 */
export async function setAllocation(tx: Tx, wanted: Allocation, yearStarts: string): Promise<Result<FundState, Rejection>> {
  await openBooks(tx);
  const before = await funds.load(tx, fundId(tx.tenant, wanted.code));
  const year = fiscalYear(today(tx), yearStarts);
  const decided = fundDecider.decide(before.state, {
    type: 'allocate',
    code: wanted.code,
    amount: wanted.allocated,
    name: wanted.name ?? (before.state.name || 'Interlibrary loan and purchase on demand'),
    startsOn: wanted.startsOn ?? (before.state.startsOn || year.startsOn),
    endsOn: wanted.endsOn ?? (before.state.endsOn || year.endsOn),
  });
  if (!decided.ok) return decided;
  if (!decided.value.length) return ok(before.state);
  const state = fold(fundDecider, decided.value, before.state);
  const entry = allocationEntry(before.state, state, before.version + 1, tx.newId());
  if (entry) await postEntries(tx, before.id, [entry]);
  const saved = await funds.save(tx, before, decided.value, [fundChanged(state), ...(entry ? [entryPosted(entry)] : [])]);
  return ok(await payWhatStandsOver(tx, saved));
}

async function payWhatStandsOver(tx: Tx, opened: Loaded<FundState>): Promise<FundState> {
  let fund = opened;
  for (const { id } of await tx.query<{ id: string }>(STANDING_OVER, [tx.tenant, fund.state.code])) {
    const charge = await charges.load(tx, id);
    const step = unwrap(cover(fund.state, charge.state, tx.newId()));
    if (!step.fund.length) break;
    await saveStep(tx, { fund, charge }, step);
    fund = { ...fund, version: fund.version + step.fund.length, state: fold(fundDecider, step.fund, fund.state) };
  }
  return fund.state;
}

import { CopyNotCirculated, type CirculateCopy } from '#lib/contracts';
import {
  Database,
  emit,
  job,
  JobHandler,
  message,
  PermanentError,
  type Job,
  type JobFailure,
  type JobRunner,
  type Tx,
} from '#lib/messaging';
import { checkInItem, checkOutItem, type NcipAnswer } from '#lib/ncip';
import { Circulation } from '../../adapters/circulation.port.ts';
import { problemText, whyNot } from './said.ts';
import { ownSystem, type OwnSystem } from './system.ts';

/** The card under which a copy goes to that library; undefined where the system is not told of what is lent. */
const cardFor = ({ lendingCard, lendingCards }: OwnSystem, borrower: string): string | undefined =>
  lendingCards[borrower] ?? lendingCard;

/** Has the library's own system told that a copy is lent or back, where it is set up so. */
export async function circulateCopy(tx: Tx, lent: string, copy: CirculateCopy): Promise<void> {
  const system = await ownSystem(tx);
  if (!system || !cardFor(system, copy.borrower)) return;
  // one lane a loan: nothing is checked in before it was checked out
  await emit(tx, job<CirculateCopy>({ kind: 'circulate-copy', key: lent, lane: lent, payload: copy }));
}

/** Problems that say it is as it should be: out, only where it may have been told before; another reader may have it otherwise. */
function isDone(
  { payload: { step }, attempt, perhapsSent }: Job<CirculateCopy>,
  problem: NonNullable<NcipAnswer['problem']>,
): boolean {
  const said = `${problem.type} ${problem.detail}`;
  return step === 'check-in'
    ? /not checked out/i.test(said)
    : (attempt > 1 || perhapsSent) && /already checked out|duplicate/i.test(said);
}

/**
 * Checks a copy out to the account that stands for the borrowing library, and in again (NCIP: Check Out Item, Check In Item). What cannot
 * be told is a question on the loan and holds nothing up.
 */
@JobHandler('circulate-copy', { timeoutMs: 15_000, attempts: 5, concurrency: 4 })
export class CirculateCopyJob implements JobRunner<CirculateCopy, null> {
  constructor(
    private readonly database: Database,
    private readonly circulation: Circulation,
  ) {}

  async run(copy: Job<CirculateCopy>, signal: AbortSignal): Promise<null> {
    const { tenant, key, payload } = copy;
    const { step, barcode, borrower, due } = payload;
    const system = await this.database.transaction({ tenant }, ownSystem);
    const card = system && cardFor(system, borrower);
    // switched off meanwhile
    if (!system || !card) return null;
    const { address, agency } = system;
    const xml = step === 'check-in' ? checkInItem(agency, barcode) : checkOutItem(agency, { request: key, barcode, card, due });
    const { problem } = await this.circulation.ask(address, xml, signal);
    if (problem && !isDone(copy, problem)) throw new PermanentError(problemText(problem));
    return null;
  }

  async done(): Promise<void> {
    // the system knows; nobody else has to
  }
  async failed(tx: Tx, { key, payload: { step } }: Job<CirculateCopy>, failure: JobFailure): Promise<void> {
    await emit(tx, message(CopyNotCirculated, { step, reason: whyNot(failure) }, { subject: key, correlation: key }));
  }
}

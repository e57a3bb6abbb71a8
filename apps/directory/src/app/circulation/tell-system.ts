import { CirculationFailed, type AttemptAdvanced } from '#lib/contracts';
import { numberOf } from '#lib/kernel';
import {
  Database,
  emit,
  job,
  JobHandler,
  message,
  PermanentError,
  statement,
  type Job,
  type JobFailure,
  type JobRunner,
  type Tx,
} from '#lib/messaging';
import { acceptItem, checkInItem, checkOutItem, type NcipAnswer } from '#lib/ncip';
import { Circulation } from '../../adapters/circulation.port.ts';
import { NameSafe } from '../names/name-safe.ts';
import { findPerson } from '../notices/addressee.ts';
import type { FollowedRequest } from '../notices/followed-request.ts';
import { titleOf } from '../../queries/title-of.ts';
import { noCard, problemText, whyNot } from './said.ts';
import { ownSystem } from './system.ts';

type Step = CirculationFailed['step'];
export interface TellSystem {
  readonly requestId: string;
  readonly step: Step;
  /** `YYYY-MM-DD`: the patron's day. */
  readonly due?: string;
}

/** Which step of a loan the library's own system is told of. */
const STEPS: Readonly<Partial<Record<AttemptAdvanced['status'], Step>>> = {
  received: 'accept',
  'checked-out': 'check-out',
  'returned-by-patron': 'check-in',
};

/** Has the library's own system told of a borrowed item's step, where it is set up so. Never of a step that only notes something. */
export async function circulate(tx: Tx, requestId: string, attempt: string, advanced: AttemptAdvanced): Promise<void> {
  const { kind, from, status, undone, patronDueDate, dueDate } = advanced;
  const step = kind === 'borrow' && from !== status && !undone ? STEPS[status] : undefined;
  if (!step || !(await ownSystem(tx))?.circulation) return;
  const due = patronDueDate ?? dueDate;
  const payload: TellSystem = { requestId, step, ...(due && { due }) };
  // one lane an attempt: nothing is checked out before it is accepted
  await emit(tx, job({ kind: 'tell-library-system', key: attempt, lane: attempt, payload }));
}

const FIND = statement(
  'select id as "requestId", patron_ref as "patronRef", service, pickup_branch as "pickupBranch", sealed from followed_request where id = $1',
);
type Row = Pick<FollowedRequest, 'patronRef' | 'service' | 'pickupBranch'> & {
  readonly requestId: string;
  readonly sealed: string | null;
};

/** Problems that say it is as it should be: it was told before. */
const DONE: Readonly<Record<Step, RegExp>> = {
  accept: /duplicate|already/i,
  'check-out': /already checked out|duplicate/i,
  'check-in': /not checked out|unknown item/i,
};

/**
 * Tells the library's own system of a borrowed item (NCIP): Accept Item when it has arrived, with our number as its barcode; Check Out Item when
 * the patron has it; Check In Item when it is back. The card number is looked up now and goes there only. What cannot be told is a task for a
 * person and holds nothing up.
 */
@JobHandler('tell-library-system', { timeoutMs: 15_000, attempts: 5, concurrency: 4 })
export class TellSystemJob implements JobRunner<TellSystem, null> {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
    private readonly circulation: Circulation,
  ) {}

  async run({ tenant, key, payload }: Job<TellSystem>, signal: AbortSignal): Promise<null> {
    const made = await this.database.transaction({ tenant }, (tx) => this.#compose(tx, key, payload));
    if (!made) return null;
    check(payload.step, await this.circulation.ask(made.address, made.xml, signal));
    return null;
  }

  /** @returns undefined where there is nothing to tell: it is no loan, or the library has switched it off meanwhile */
  async #compose(
    tx: Tx,
    attempt: string,
    { requestId, step, due }: TellSystem,
  ): Promise<{ address: string; xml: string } | undefined> {
    const system = await ownSystem(tx);
    const [row] = await tx.query<Row>(FIND, [requestId]);
    if (!system?.circulation || row?.service !== 'loan') return undefined;
    const { address, agency } = system;
    const barcode = numberOf(attempt);
    if (step === 'check-in') return { address, xml: checkInItem(agency, barcode) };
    const card = row.patronRef ? (await findPerson(tx, this.names, row.patronRef)).identity?.cardNumber : undefined;
    if (!card) throw noCard();
    const item = { request: attempt, barcode, card };
    if (step === 'check-out') return { address, xml: checkOutItem(agency, { ...item, due }) };
    const title = await titleOf(tx, this.names, row);
    return { address, xml: acceptItem(agency, { ...item, title, pickup: row.pickupBranch ?? undefined }) };
  }

  async done(): Promise<void> {
    // the system knows; nobody else has to
  }
  async failed(tx: Tx, { key, payload }: Job<TellSystem>, failure: JobFailure): Promise<void> {
    const { requestId, step } = payload;
    await emit(
      tx,
      message(CirculationFailed, { requestId, step, reason: whyNot(failure) }, { subject: key, correlation: requestId }),
    );
  }
}

function check(step: Step, { problem }: NcipAnswer): void {
  if (!problem || DONE[step].test(problem.type) || DONE[step].test(problem.detail)) return;
  throw new PermanentError(problemText(problem));
}

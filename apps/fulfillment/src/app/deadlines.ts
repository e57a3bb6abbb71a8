import { unwrap } from '#lib/kernel';
import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import { carryOut } from './carry-out.ts';
import { requestOf } from './store.ts';

/** A lender silent, a parcel lost, nobody at the desk: what happens then is the attempt's to say. */
@DeadlineHandler('attempt')
export class AttemptDeadlines implements DeadlineRunner {
  async onDeadline(tx: Tx, id: string): Promise<void> {
    const requestId = await requestOf(tx, id);
    if (!requestId) throw new Error(`deadline of attempt ${id}, which ${tx.tenant} does not have`);
    unwrap(await carryOut(tx, requestId, { attempt: id, command: { on: 'time-out', by: 'system' } }));
  }
}

/** The watch over a request as a whole. */
@DeadlineHandler('process')
export class ProcessDeadlines implements DeadlineRunner {
  async onDeadline(tx: Tx, id: string): Promise<void> {
    unwrap(await carryOut(tx, id, { process: { on: 'time-out' } }));
  }
}

import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import { step } from './act.ts';

/** Nobody at the lender's desk, a borrower silent, a loan overdue: what happens then is the lender's side's to say. */
@DeadlineHandler('lent')
export class LentDeadlines implements DeadlineRunner {
  onDeadline(tx: Tx, id: string): Promise<void> {
    return step(tx, id, { on: 'time-out', by: 'system' });
  }
}

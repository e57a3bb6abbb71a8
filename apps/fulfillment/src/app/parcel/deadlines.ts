import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import { remind } from './act.ts';

/** A parcel that nobody announced still lies there: its task says so. */
@DeadlineHandler('parcel')
export class ParcelDeadlines implements DeadlineRunner {
  onDeadline(tx: Tx, id: string): Promise<void> {
    return remind(tx, id);
  }
}

import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import { looks } from '../../domain/notice/followed.ts';
import { FollowRequests } from './follow.ts';
import { stepNotice } from './tell.ts';

/** Each morning, by the domain's clock, while a question is open or a loan is out. */
@DeadlineHandler('followed_request')
export class FollowedDeadlines implements DeadlineRunner {
  constructor(private readonly requests: FollowRequests) {}

  onDeadline(tx: Tx, id: string): Promise<void> {
    return this.requests.look(tx, id, (followed, timeZone) => looks(followed, tx.now(), timeZone));
  }
}

/** What staff were to tell, and have not. */
@DeadlineHandler('notice')
export class NoticeDeadlines implements DeadlineRunner {
  async onDeadline(tx: Tx, id: string): Promise<void> {
    await stepNotice(tx, id, { type: 'lapse', at: tx.now().toISOString() });
  }
}

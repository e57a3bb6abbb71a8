import { unwrap } from '#lib/kernel';
import { cancelJobs, DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import { LOOK_UP } from './look-up.ts';
import { stepFrom } from './step-request.ts';
import { requests } from './stores.ts';
import { verifyRequest } from './verify-request.ts';

/** What happens to a request when its deadline passes: the table's commands (domain/request/request.machine.ts). */
@DeadlineHandler('request')
export class RequestDeadlines implements DeadlineRunner {
  async onDeadline(tx: Tx, id: string): Promise<void> {
    const loaded = await requests.load(tx, id);
    const { state } = loaded;
    const now = tx.now().toISOString();
    switch (state.status) {
      case 'received':
        await cancelJobs(tx, { key: id, kind: LOOK_UP });
        return verifyRequest(tx, id, state.round, { unreachable: 'no answer in time' });
      case 'waiting-for-staff':
        unwrap(await stepFrom(tx, loaded, [{ type: 'remind', now }]));
        return;
      case 'verified':
        unwrap(await stepFrom(tx, loaded, [{ type: 'languish', now }]));
        return;
      case 'new':
      case 'ended':
      case 'cancelled':
        return;
    }
  }
}

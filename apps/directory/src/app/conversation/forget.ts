import { statement, type Tx } from '#lib/messaging';

const OF_REQUEST = statement('delete from conversation_message where request_id = $1');
const OF_PATRON = statement(
  'delete from conversation_message m using followed_request f where f.id = m.request_id and f.patron_ref = $1',
);

/** The request is nobody's any more, or somebody else's: what was written about it goes. */
export const forgetConversation = (tx: Tx, requestId: string): Promise<number> => tx.execute(OF_REQUEST, [requestId]);

/** A patron is erased. To be called while their requests are still known as theirs. */
export const forgetConversationsOf = (tx: Tx, patronRef: string): Promise<number> => tx.execute(OF_PATRON, [patronRef]);

import type { AskedByHand } from '../by-hand/paste.ts';
import { pasteInto } from '../by-hand/paste.ts';
import { NEW } from './queues.ts';

/** The field in which our number of the request stands: by it a transaction is found again. */
export const OUR_NUMBER = 'CitedIn';

/** A request as ILLiad's Web Platform API takes it: the fields that staff would paste into its form. */
export function transactionFields(user: string, asked: AskedByHand): Readonly<Record<string, string>> {
  return {
    Username: user,
    ProcessType: 'Borrowing',
    RequestType: asked.service === 'copy' ? 'Article' : 'Loan',
    TransactionStatus: NEW,
    ...Object.fromEntries(pasteInto('ILLiad', asked).map(({ name, value }) => [name, value])),
  };
}

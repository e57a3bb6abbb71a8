import type { ServiceType } from '#lib/contracts';
import type { Answer } from '../email/answers.ts';
import type { Given } from '../email/read-answer.ts';

/** What ILLiad says of a request, as far as it tells how the lender stands to it. */
export interface IlliadTransaction {
  readonly number: string;
  /** The queue it is in: ILLiad's TransactionStatus. */
  readonly queue: string;
  /** `YYYY-MM-DD`, the lender's. */
  readonly dueDate?: string;
  readonly reason?: string;
}

export interface Heard {
  readonly answer: Answer;
  readonly given: Given;
}

/** With the lender, or not even there yet: ILLiad's own work on it. A library's own queues count among these. */
const COMING: readonly string[] = ['In Transit'];
/** It is at the library; ILLiad's staff may have handed it on. */
const HERE: readonly string[] = ['Awaiting Post Receipt Processing', 'Customer Notified via E-Mail', 'Checked Out to Customer'];
const NO: readonly string[] = ['Awaiting Unfilled Processing', 'Cancelled by ILL Staff', 'Cancelled by Customer'];

/** Once it is on its way a Cancel comes too late. */
export const isSent = (queue: string): boolean => [...COMING, ...HERE, 'Delivered to Web', 'Request Finished'].includes(queue);
export const CANCELLED = 'Cancelled by ILL Staff';
export const RENEWING = 'Awaiting Renewal Request Processing';
export const RETURNED = 'Item Returned';
export const NEW = 'Awaiting Request Processing';

/**
 * What a queue of ILLiad's says, in the words of a lender's answer; undefined where it says nothing new of the lender (ILLiad's own steps, and
 * conditions, which its staff answer there).
 * @param cancelling whether we have called it off
 */
export function meaningOf(
  { queue, dueDate, reason }: IlliadTransaction,
  service: ServiceType,
  cancelling: boolean,
): Heard | undefined {
  const due = dueDate ? { dueDate } : {};
  if (NO.includes(queue))
    return cancelling
      ? { answer: 'cancelled', given: {} }
      : { answer: 'cannot', given: { note: reason ?? 'Unfilled in ILLiad.' } };
  if (queue === 'Delivered to Web') return service === 'copy' ? { answer: 'sent', given: {} } : undefined;
  if (COMING.includes(queue) || HERE.includes(queue)) return { answer: 'sent', given: due };
  if (queue === 'Awaiting Renewal OK Processing') return { answer: 'renewed', given: due };
  if (queue === 'Awaiting Renewal Denied Processing') return { answer: 'not-renewed', given: {} };
  if (queue === 'Request Finished')
    return service === 'copy' ? { answer: 'sent', given: {} } : { answer: 'came-back', given: {} };
  return undefined;
}

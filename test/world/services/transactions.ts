import type { Asked } from '../lending.ts';
import type { Row, WorldState } from '../state.ts';
import type { Agency, Heard } from './iso-read.ts';
import { supplyingAgencyMessage, type Says } from './iso-write.ts';

/** What a lender remembers of a request: the table `iso18626`. */
export interface Transaction extends Row {
  readonly lender: string;
  readonly supplier: Agency;
  readonly requester: Agency;
  readonly requestId: string;
  readonly asked: Asked;
  readonly title: string;
  readonly status: string;
  /** The borrower has heard from the lender. */
  readonly responded: boolean;
  readonly dueDate?: string;
  readonly renewed?: number;
  readonly parcel?: string;
  readonly deliveredAt?: string;
  readonly cancelled?: boolean;
}

/** Puts a message to the borrower into the post, in the order of a transaction's story. */
export function say(
  state: WorldState,
  transaction: Transaction,
  at: string,
  says: Omit<Says, 'supplier' | 'requester' | 'requestId' | 'supplierRequestId' | 'at'>,
): void {
  const body = supplyingAgencyMessage({
    ...says,
    at,
    supplier: transaction.supplier,
    requester: transaction.requester,
    requestId: transaction.requestId,
    supplierRequestId: transaction.id,
  });
  const id = state.nextId('message', 'MSG');
  const row = { id, transaction: transaction.id, lender: transaction.lender, says: says.status, xml: body, status: 'pending' };
  state.put('message', 'message', row, transaction.requestId, at);
}

/** The transaction that a borrower's message is about: the latest under that number. */
export const transactionOf = (state: WorldState, lender: string, heard: Heard): Transaction | undefined =>
  (state.byKey('iso18626', heard.requestId) as Transaction[]).findLast(
    (row) => row.lender === lender && row.requester.value === heard.requester.value,
  );

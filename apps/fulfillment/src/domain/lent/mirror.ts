import type { LentStatus, ServiceType } from '#lib/contracts';
import type { Attempt } from '../attempt/index.ts';

/** What a member borrows by messages to the system of another, as that lender sees it here: what, to whom, where it stands. Neither patron nor request. */
export interface LentSide {
  readonly lender: string;
  readonly service: ServiceType;
  readonly status: LentStatus;
  readonly dueDate?: string;
}

const STANDS: Readonly<Partial<Record<Attempt['status'], LentStatus>>> = {
  asked: 'asked',
  'expect-to-supply': 'asked',
  'will-supply': 'promised',
  conditional: 'conditional',
  shipped: 'shipped',
  received: 'with-borrower',
  'patron-notified': 'with-borrower',
  'checked-out': 'with-borrower',
  'returned-by-patron': 'with-borrower',
  'shipped-back': 'on-its-way-back',
  delivered: 'supplied',
  unfilled: 'unfilled',
  'no-answer': 'cancelled',
  cancelled: 'cancelled',
  'not-received': 'lost',
  lost: 'lost',
};

/** The lender's side of a borrowing; undefined where the lender is no member, or knows nothing of it yet. */
export function lentSide({ plan, status, dueDate, supplied, wanted }: Attempt): LentSide | undefined {
  if (!('lender' in plan) || !plan.lender.member) return undefined;
  const copy = plan.machine === 'borrow-copy';
  const ended = supplied ? (copy ? 'supplied' : 'returned') : 'cancelled';
  // asked to cancel and not yet answered, it still stands as it stood: the lender says what becomes of it
  const stands = status === 'closed' ? ended : status === 'cancelling' ? 'asked' : STANDS[status];
  if (!stands) return undefined;
  return { lender: plan.lender.symbol, service: wanted.service, status: stands, ...(dueDate && !copy ? { dueDate } : {}) };
}

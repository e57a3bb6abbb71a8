import type { Attempt, LenderWord, Said } from '../domain/attempt/index.ts';

/** Where one request stands at its lender, in a model of its own: what the borrower's side is held against. */
export interface LenderSide {
  readonly status:
    | 'nothing' // never heard of it
    | 'asked'
    | 'promised'
    | 'conditional'
    | 'shipped'
    | 'with-borrower'
    | 'coming-back'
    | 'returned'
    | 'supplied' // a copy
    | 'unfilled'
    | 'cancelled'
    | 'lost'
    | 'billed';
  readonly dueDate?: string;
}
export interface Saying {
  readonly what: string;
  readonly word: LenderWord;
}
export interface Answered {
  readonly side: LenderSide;
  readonly says: readonly Saying[];
}
/** What a lender may do of itself. */
export type LenderAct =
  'expect' | 'promise' | 'refuse' | 'later' | 'condition' | 'ship' | 'send' | 'overdue' | 'recall' | 'check-in' | 'bill';

export const NEVER_HEARD: LenderSide = { status: 'nothing' };
const AT_DESK: readonly LenderSide['status'][] = ['asked', 'promised'];
const OUT: readonly LenderSide['status'][] = ['shipped', 'with-borrower'];

const say = (what: string, word: LenderWord = {}): Saying => ({ what, word });
const stays = (side: LenderSide, ...says: readonly Saying[]): Answered => ({ side, says });
const goes = (side: LenderSide, status: LenderSide['status'], ...says: readonly Saying[]): Answered => ({
  side: { ...side, status },
  says,
});

/** What it says when asked how it stands, and when asked to cancel what it cannot cancel any more. */
const standing = (side: LenderSide): Saying => {
  const due = side.dueDate ? { dueDate: side.dueDate } : {};
  switch (side.status) {
    case 'nothing':
    case 'asked':
      return say('request-received');
    case 'promised':
      return say('will-supply');
    case 'conditional':
      return say('retry-possible', { reason: 'Still' });
    case 'shipped':
    case 'with-borrower':
    case 'coming-back':
      return say('loaned', due);
    case 'returned':
      return say('loan-completed');
    case 'supplied':
      return say('copy-completed', { url: 'https://lender.example/again' });
    case 'unfilled':
      return say('unfilled', { reason: 'NotOnShelf' });
    case 'cancelled':
      return say('cancelled');
    case 'lost':
      return say('loaned', due);
    case 'billed':
      return say('completed-without-return');
  }
};

const later = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** What the borrower says, and what the lender has to answer to it. @param agrees whether it renews */
export function hears(side: LenderSide, said: Said, note: string | undefined, agrees: boolean): Answered {
  const { status, dueDate } = side;
  switch (said) {
    case 'Request':
    case 'Retry':
      return ['nothing', 'conditional', 'unfilled', 'supplied'].includes(status)
        ? goes(side, 'asked', say('request-received'))
        : stays(side);
    case 'Cancel':
      if (status === 'nothing' || status === 'conditional' || AT_DESK.includes(status))
        return goes(side, 'cancelled', say('cancelled'));
      return stays(side, standing(side));
    case 'StatusRequest':
      return stays(side, standing(side));
    case 'Received':
      return ['shipped', 'lost', 'billed'].includes(status) ? goes(side, 'with-borrower') : stays(side);
    case 'Renew':
      if (!OUT.includes(status)) return stays(side, say('renew-refused', { reason: 'Not lent' }));
      if (!agrees || !dueDate) return stays(side, say('renew-refused', { reason: 'Others wait for it' }));
      return { side: { status, dueDate: later(dueDate, 28) }, says: [say('renewed', { dueDate: later(dueDate, 28) })] };
    case 'ShippedReturn':
      return [...OUT, 'lost', 'billed'].includes(status) ? goes(side, 'coming-back') : stays(side);
    case 'Lost':
      return [...OUT, 'coming-back'].includes(status) ? goes(side, 'lost') : stays(side);
    case 'Notification':
      if (note?.startsWith('It never arrived')) return OUT.includes(status) ? goes(side, 'lost') : stays(side);
      return note?.startsWith('It has been found') && status === 'lost' ? goes(side, 'with-borrower') : stays(side);
  }
}

/** What it does of itself; undefined where it would not. @param day today, `YYYY-MM-DD` */
export function does(side: LenderSide, act: LenderAct, day: string): Answered | undefined {
  const { status } = side;
  const dueDate = later(day, 35);
  const atDesk = AT_DESK.includes(status);
  switch (act) {
    case 'expect':
      return status === 'asked' ? stays(side, say('expect-to-supply')) : undefined;
    case 'promise':
      return status === 'asked' ? goes(side, 'promised', say('will-supply')) : undefined;
    case 'refuse':
      return atDesk ? goes(side, 'unfilled', say('unfilled', { reason: 'NotOnShelf' })) : undefined;
    case 'later':
      return atDesk
        ? goes(side, 'unfilled', say('retry-possible', { reason: 'OnLoan', retryAfter: `${later(day, 7)}T05:00:00.000Z` }))
        : undefined;
    case 'condition':
      return status === 'asked'
        ? goes(
            side,
            'conditional',
            say('retry-possible', { loanConditions: ['LibraryUseOnly'], reason: 'Must meet loan condition' }),
          )
        : undefined;
    case 'ship':
      return atDesk ? { side: { status: 'shipped', dueDate }, says: [say('loaned', { dueDate })] } : undefined;
    case 'send':
      return atDesk ? goes(side, 'supplied', say('copy-completed', { url: 'https://lender.example/copy.pdf' })) : undefined;
    case 'overdue':
      return status === 'with-borrower' ? stays(side, say('overdue')) : undefined;
    case 'recall':
      return status === 'with-borrower'
        ? { side: { status, dueDate: later(day, 7) }, says: [say('recalled', { dueDate: later(day, 7) })] }
        : undefined;
    case 'check-in':
      return status === 'coming-back' ? goes(side, 'returned', say('loan-completed')) : undefined;
    case 'bill':
      return status === 'lost' ? goes(side, 'billed', say('completed-without-return')) : undefined;
  }
}

const EMPTY: readonly Attempt['status'][] = ['unfilled', 'no-answer', 'cancelled'];

/**
 * Whether both sides tell the same story once nothing is on its way any more.
 * @param attempts the borrower's to this lender under one request, with those that followed a late supply; all of them ended
 */
export function agree({ status }: LenderSide, attempts: readonly Attempt[]): boolean {
  const some = (test: (attempt: Attempt) => boolean): boolean => attempts.some(test);
  switch (status) {
    case 'nothing':
    case 'conditional':
    case 'unfilled':
    case 'cancelled':
      return attempts.every((attempt) => EMPTY.includes(attempt.status));
    case 'supplied':
      return some((attempt) => attempt.status === 'closed');
    case 'coming-back':
    case 'returned':
      return some(({ status: stands, told }) => stands === 'closed' && told.includes('ShippedReturn'));
    case 'lost':
    case 'billed':
      return some((attempt) => attempt.lost === true || attempt.status === 'not-received' || attempt.status === 'closed');
    case 'asked':
    case 'promised':
    case 'shipped':
    case 'with-borrower':
      return false;
  }
}

import type { AttemptStatus, LoanStanding, PatronNext } from '#lib/contracts';
import type { AttemptSeen, Progress } from './progress.ts';
import { leading, standing } from './standing.ts';

/** By the status of the supply attempt, what is waited for: borrowed, or otherwise. */
const NEXT: { readonly [Status in AttemptStatus]?: PatronNext['what'] } = {
  planned: 'lender-answers',
  asked: 'lender-answers',
  'expect-to-supply': 'lender-answers',
  'will-supply': 'parcel-arrives',
  conditional: 'staff-looks',
  cancelling: 'lender-answers',
  unsure: 'staff-looks',
  ordered: 'order-arrives',
  shipped: 'parcel-arrives',
  'hold-placed': 'fetched',
  received: 'made-ready',
  'patron-notified': 'pick-up',
  'checked-out': 'bring-back',
  'returned-by-patron': 'sent-home',
  'shipped-back': 'sent-home',
};

function ofAttempt(attempt: AttemptSeen): PatronNext {
  const { kind, status, pickUpBy, availableUntil } = attempt;
  if (attempt.delivered) return { what: 'open-copy', ...(availableUntil && { by: availableUntil }) };
  const waited = NEXT[status] ?? 'decide';
  const own = kind === 'hold' || kind === 'scan';
  const what =
    waited === 'lender-answers' && own ? 'fetched' : waited === 'lender-answers' && kind === 'buy' ? 'order-arrives' : waited;
  const due = loanOf(attempt)?.due;
  const by = what === 'pick-up' ? pickUpBy : what === 'bring-back' ? due : undefined;
  return { what, ...(by && { by }) };
}

/** How a loan stands: the patron is told of their own day alone; where none was given it is the lender's. */
export function loanOf({ dueDate, patronDueDate, renewal, recalled, overdue }: AttemptSeen): LoanStanding | undefined {
  const due = patronDueDate ?? dueDate;
  if (!due && !renewal && !recalled && !overdue) return undefined;
  return {
    ...(due && { due }),
    ...(dueDate && { lenderDue: dueDate }),
    ...(renewal && { renewal }),
    ...(recalled && { recalled }),
    ...(overdue && { overdue }),
  };
}

/** What happens next with a request, and by when, so far as anybody knows. */
export function nextStep(progress: Progress): PatronNext {
  const { status, question } = standing(progress);
  const attempt = leading(progress);
  switch (status) {
    case 'checking':
      return { what: 'check' };
    case 'deciding':
      return { what: 'decide' };
    case 'waiting-for-staff':
      return { what: 'staff-looks' };
    case 'waiting-for-patron':
      return { what: 'answer', ...(question && { by: question.answerBy }) };
    case 'in-progress':
    case 'ready':
    case 'finished':
      return attempt ? ofAttempt(attempt) : { what: status === 'finished' ? 'nothing' : 'decide' };
    case 'closed':
      return attempt?.delivered ? ofAttempt(attempt) : { what: 'nothing' };
    case 'unfilled':
    case 'cancelled':
    case 'merged':
    case 'declined':
      return { what: 'nothing' };
  }
}

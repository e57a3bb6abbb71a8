import type { AttemptStatus, CancelMeans, NotObtainedReason, PatronSteps } from '#lib/contracts';
import { DAY, reject, type Rejection } from '#lib/kernel';
import type { AttemptSeen, Progress } from './progress.ts';
import { leading, standing } from './standing.ts';

/** How long after the end a copy that turns out to be no good opens the request again. */
export const NOT_OBTAINED_WITHIN = 30 * DAY;

const ON_ITS_WAY: readonly AttemptStatus[] = ['shipped'];
const HERE: readonly AttemptStatus[] = ['received', 'patron-notified'];
const NOTHING_SENT: readonly AttemptStatus[] = ['planned'];

/** What cancelling means now; undefined where there is nothing left to cancel. */
function cancelMeans(progress: Progress, attempt: AttemptSeen | undefined): CancelMeans | undefined {
  const { intake, closed, ended, finished } = progress;
  if (closed || ended || finished || intake === 'cancelled') return undefined;
  const { status } = standing(progress);
  if (status !== 'in-progress' && status !== 'ready') return 'nothing-sent';
  if (!attempt || NOTHING_SENT.includes(attempt.status)) return 'nothing-sent';
  if (attempt.kind === 'hold' || attempt.kind === 'scan') return 'hold-removed';
  if (HERE.includes(attempt.status)) return attempt.kind === 'buy' ? 'kept-by-library' : 'sent-back';
  if (attempt.kind === 'buy') return 'kept-by-library';
  return ON_ITS_WAY.includes(attempt.status) ? 'sent-back' : 'lender-told';
}

/**
 * The citation may be set right until somebody is asked to supply it; then it would be set right for nobody. What could not be got is
 * fulfillment's still, until nobody is left to ask.
 */
function correctable(progress: Progress, attempt: AttemptSeen | undefined): boolean {
  const { intake, closed, ended, finished } = progress;
  if (closed || ended || finished || intake === 'cancelled') return false;
  if (intake !== 'verified') return true;
  if (attempt?.notObtained && !progress.exhausted.includes(attempt.decisionId)) return false;
  return ['deciding', 'waiting-for-staff', 'waiting-for-patron'].includes(standing(progress).status);
}

const DIGITAL: readonly NotObtainedReason[] = ['dead-link', 'bad-copy', 'wrong-item'];
const ON_OUR_SHELF: readonly NotObtainedReason[] = ['missing', 'out', 'on-reserve', 'wrong-item'];
const AT_THE_DESK: readonly NotObtainedReason[] = ['missing', 'wrong-item'];

/** Why it may be out of reach, by what the patron was told; none where they have not been told that it is there. */
function notObtained(progress: Progress, attempt: AttemptSeen | undefined, now: Date): readonly NotObtainedReason[] {
  const { closed, intake, unlinked } = progress;
  if (!attempt || attempt.notObtained || intake !== 'verified' || progress.ended || unlinked) return [];
  if (closed && (closed.outcome !== 'filled' || !closed.at || now.getTime() - Date.parse(closed.at) > NOT_OBTAINED_WITHIN))
    return [];
  if (attempt.delivered) return DIGITAL;
  if (closed) return [];
  if (attempt.kind === 'hold' && attempt.status === 'hold-placed') return ON_OUR_SHELF;
  if (attempt.status === 'patron-notified') return AT_THE_DESK;
  return attempt.status === 'checked-out' ? ['wrong-item'] : [];
}

/** Whether what is out on loan may be asked for longer: of a lender, while nobody wants it back and no answer is pending. */
const renewable = ({ closed, intake }: Progress, attempt: AttemptSeen | undefined): boolean =>
  !closed &&
  intake === 'verified' &&
  attempt?.kind === 'borrow' &&
  attempt.status === 'checked-out' &&
  !attempt.recalled &&
  attempt.renewal !== 'asked' &&
  attempt.renewal !== 'refused';

/**
 * What a patron can do with their request now. Their page shows exactly this, and the same is asked when they do it: what is shown is not
 * refused, what is not shown is.
 */
export function patronSteps(progress: Progress, now: Date): PatronSteps {
  const attempt = leading(progress);
  const cancel = cancelMeans(progress, attempt);
  const reasons = notObtained(progress, attempt, now);
  return {
    ...(cancel && { cancel }),
    ...(correctable(progress, attempt) && { correct: true }),
    ...(renewable(progress, attempt) && { renew: true }),
    ...(reasons.length && { notObtained: [...reasons] }),
  };
}

export type PatronStep =
  { readonly type: 'cancel' | 'correct' | 'renew' } | { readonly type: 'not-obtained'; readonly reason: NotObtainedReason };

/** Why a step is not open, for whoever tries it all the same; undefined where it is. */
export function stepFault(progress: Progress, now: Date, step: PatronStep): Rejection | undefined {
  const steps = patronSteps(progress, now);
  const reload = { remedy: 'Load its page again.' };
  switch (step.type) {
    case 'cancel':
      // what has ended says so itself
      return steps.cancel || !progress.finished || progress.closed
        ? undefined
        : reject('already-there', 'The patron has it already; there is nothing left to cancel.', {
            remedy: 'Give it back instead; or say that it cannot be got at, or is the wrong one.',
          });
    case 'correct':
      // what has ended says so itself
      return steps.correct || progress.closed || progress.ended || progress.intake === 'cancelled'
        ? undefined
        : reject('being-supplied', 'It is being supplied as it was asked for.', {
            remedy: 'Cancel it, and ask for the right one.',
          });
    case 'renew':
      return steps.renew ? undefined : reject('not-renewable', whyNotRenewable(progress), reload);
    case 'not-obtained': {
      const open = steps.notObtained;
      if (!open)
        return reject('nothing-there', 'The patron has not been told that it is there, or it is too long ago.', {
          remedy: 'Load its page again; make a new request if the item is still wanted.',
        });
      if (open.includes(step.reason)) return undefined;
      return reject('unknown-reason', `"${step.reason}" cannot be why, the way it was supplied.`, {
        field: 'reason',
        remedy: `Give one of: ${open.join(', ')}.`,
      });
    }
  }
}

function whyNotRenewable(progress: Progress): string {
  const attempt = leading(progress);
  if (!attempt || progress.closed || attempt.status !== 'checked-out') return 'It is not out on loan with the patron.';
  if (attempt.kind !== 'borrow') return 'It is the library’s own: its circulation desk renews it.';
  if (attempt.recalled) return 'Its lender wants it back.';
  return attempt.renewal === 'asked' ? 'Its lender has been asked already.' : 'Its lender has said no.';
}

import type { AttemptStatus, RequestPage, RequestStatus } from '#lib/contracts';
import type { AttemptSeen, Progress } from './progress.ts';

/** What a request's page shows of how it stands. */
export interface Standing {
  readonly status: RequestStatus;
  readonly route?: string;
  readonly rule?: string;
  readonly reason?: string;
  readonly supplier?: string;
  readonly url?: string;
  readonly question?: NonNullable<RequestPage['question']>;
}

const OVER: readonly AttemptStatus[] = ['unfilled', 'no-answer', 'cancelled', 'closed'];
const AT_HAND: readonly AttemptStatus[] = ['patron-notified', 'delivered'];

/** The attempt that tells how it stands: of the latest decision the one not over, the last asked before the others. */
export function leading({ attempts, decision }: Progress): (AttemptSeen & { readonly id: string }) | undefined {
  const ofDecision = Object.entries(attempts)
    .filter(([, { decisionId }]) => decisionId === decision?.id)
    .map(([id, seen]) => ({ ...seen, id }));
  const open = ofDecision.filter(({ status }) => !OVER.includes(status));
  return (open.length ? open : ofDecision).toSorted((a, b) => b.position - a.position)[0];
}

const ENDED: Readonly<Record<string, RequestStatus>> = {
  told: 'declined',
  declined: 'declined',
  merged: 'merged',
  unfilled: 'unfilled',
  cancelled: 'cancelled',
};

function statusOf(progress: Progress, attempt: AttemptSeen | undefined, question: boolean): RequestStatus {
  const { intake, decision, closed, ended, finished } = progress;
  if (closed) return closed.outcome === 'filled' ? 'closed' : closed.outcome;
  if (intake === 'cancelled') return 'cancelled';
  if (ended) return ENDED[ended.outcome] ?? 'unfilled';
  if (finished) return 'finished';
  if (intake === 'checking') return 'checking';
  if (intake === 'waiting') return 'waiting-for-staff';
  const decided = decision && decision.attempt > progress.decisionsBefore && !progress.exhausted.includes(decision.id);
  if (!decided) return 'deciding';
  if (decision.route === 'ask-patron') return question ? 'waiting-for-patron' : 'deciding';
  if (decision.route === 'staff') return 'waiting-for-staff';
  if (attempt?.notObtained) return 'deciding';
  return attempt && AT_HAND.includes(attempt.status) ? 'ready' : 'in-progress';
}

/** How the request stands, told from everything known of it. */
export function standing(progress: Progress): Standing {
  const { decision, finished, closed, ended } = progress;
  const attempt = leading(progress);
  const question = decision?.question && !progress.answered.includes(decision.id) ? decision.question : undefined;
  const status = statusOf(progress, attempt, question !== undefined);
  const supplier = finished?.supplier ?? attempt?.supplier ?? decision?.supplier;
  const atHand = ['ready', 'finished', 'closed'].includes(status);
  const url = atHand ? (finished?.url ?? attempt?.url ?? decision?.url) : undefined;
  const waits = status === 'waiting-for-staff' && progress.intake === 'waiting';
  const reason = waits || progress.intake === 'cancelled' ? progress.intakeReason : (ended?.reason ?? decision?.reason);
  return {
    status,
    ...(decision && { route: decision.route }),
    ...(decision?.rule && { rule: decision.rule }),
    ...((reason ?? closed?.reason) && { reason: reason ?? closed?.reason }),
    ...(supplier && { supplier }),
    ...(url && { url }),
    ...(status === 'waiting-for-patron' && question && { question }),
  };
}

import type {
  AttemptAdvanced,
  AttemptKind,
  AttemptOpened,
  AttemptStatus,
  Decided,
  Outcome,
  PatronFeeStanding,
  Renewal,
  RequestPage,
} from '#lib/contracts';

type Question = NonNullable<RequestPage['question']>;

export interface AttemptSeen {
  readonly decisionId: string;
  readonly kind: AttemptKind;
  readonly supplier: string;
  readonly position: number;
  readonly status: AttemptStatus;
  /** The attempt's version: what came before it is old news. */
  readonly sequence: number;
  readonly reason?: string;
  readonly url?: string;
  /** It reached the patron as a copy or a link. */
  readonly delivered?: true;
  /** The patron could not get at it, the way it stands. */
  readonly notObtained?: true;
  /** Its lender wants it back. */
  readonly recalled?: true;
  /** When its lender wants it back by. */
  readonly dueDate?: string;
  /** When the patron is to bring it back: some days before. */
  readonly patronDueDate?: string;
  /** How it stands with the wish to keep it longer. */
  readonly renewal?: Renewal;
  readonly overdue?: true;
  /** So long it waits on the hold shelf. */
  readonly pickUpBy?: string;
  /** Of a copy for one patron: the last day its link is shown. */
  readonly availableUntil?: string;
}

/** How a fee stands; what came before its sequence is old news. */
export interface FeeSeen extends PatronFeeStanding {
  readonly sequence: number;
}

export interface DecisionSeen {
  /** Counts the decisions of the request. */
  readonly attempt: number;
  readonly id: string;
  readonly route: Outcome['route'];
  readonly rule?: string;
  readonly reason: string;
  readonly supplier?: string;
  readonly url?: string;
  readonly question?: Question;
}

/**
 * What a request's page knows of it, gathered from events of all services. They come in order for each aggregate and in any order
 * between them, so each is kept with what orders it and the standing is told from the whole (`standing`).
 */
export interface Progress {
  readonly intake: 'checking' | 'waiting' | 'verified' | 'cancelled';
  /** Why it waits, or was cancelled. */
  readonly intakeReason?: string;
  /** The number of decisions when it was verified: later ones are about what was verified. */
  readonly decisionsBefore: number;
  readonly decision?: DecisionSeen;
  readonly answered: readonly string[];
  readonly exhausted: readonly string[];
  readonly attempts: Readonly<Record<string, AttemptSeen>>;
  readonly ended?: { readonly outcome: string; readonly reason: string };
  readonly finished?: { readonly supplier: string; readonly url?: string };
  readonly closed?: { readonly outcome: 'filled' | 'unfilled' | 'cancelled'; readonly reason: string; readonly at?: string };
  /** When it was last opened again: what ended before is over. */
  readonly reopenedAt?: string;
  readonly unlinked?: true;
  /** What the patron pays, by supply attempt. */
  readonly fees?: Readonly<Record<string, FeeSeen>>;
}

export const nothingYet: Progress = { intake: 'checking', decisionsBefore: 0, answered: [], exhausted: [], attempts: {} };

export const sawChecking = (progress: Progress): Progress => {
  const { intakeReason: _reason, ...rest } = progress;
  return { ...rest, intake: 'checking' };
};
export const sawWaiting = (progress: Progress, message: string): Progress => ({
  ...progress,
  intake: 'waiting',
  intakeReason: message,
});
export const sawVerified = (progress: Progress): Progress => {
  const { intakeReason: _reason, ...rest } = progress;
  return { ...rest, intake: 'verified', decisionsBefore: progress.decision?.attempt ?? 0 };
};
export const sawCancelled = (progress: Progress, reason: string): Progress => ({
  ...progress,
  intake: 'cancelled',
  intakeReason: reason,
});
export const sawAnswer = (progress: Progress, decisionId: string): Progress =>
  progress.answered.includes(decisionId) ? progress : { ...progress, answered: [...progress.answered, decisionId] };

const SUPPLIER: { readonly [Route in Outcome['route']]?: (outcome: Extract<Outcome, { route: Route }>) => string | undefined } = {
  hold: ({ library }) => library,
  scan: ({ library }) => library,
  link: ({ package: name }) => name,
  deliver: ({ host }) => host,
  buy: ({ provider }) => provider,
  borrow: ({ lenders }) => lenders[0]?.symbol,
};
const supplierOf = <O extends Outcome>(outcome: O): string | undefined =>
  (SUPPLIER[outcome.route] as ((outcome: O) => string | undefined) | undefined)?.(outcome);

export function sawDecision(progress: Progress, { decisionId, attempt, outcome, rule, reason }: Decided): Progress {
  if (progress.decision && progress.decision.attempt >= attempt) return progress;
  const url = outcome.route === 'link' || outcome.route === 'deliver' ? outcome.url : undefined;
  const supplier = supplierOf(outcome);
  const question: Question | undefined =
    outcome.route === 'ask-patron'
      ? {
          decisionId,
          question: outcome.question,
          text: outcome.text,
          options: outcome.options,
          default: outcome.default,
          answerBy: outcome.answerBy,
        }
      : undefined;
  const decision: DecisionSeen = {
    attempt,
    id: decisionId,
    route: outcome.route,
    reason,
    ...(rule && { rule: rule.number ?? rule.id }),
    ...(supplier && { supplier }),
    ...(url && { url }),
    ...(question && { question }),
  };
  return { ...progress, decision };
}

export function sawAttempt(progress: Progress, id: string, sequence: number, data: AttemptOpened | AttemptAdvanced): Progress {
  const known = progress.attempts[id];
  const { decisionId, kind, supplier } = data;
  const position = 'position' in data ? data.position : (known?.position ?? 1);
  if (known && known.sequence >= sequence)
    return { ...progress, attempts: { ...progress.attempts, [id]: { ...known, position } } };
  const advanced = 'status' in data ? data : undefined;
  const url = advanced?.url ?? known?.url;
  const dueDate = advanced?.dueDate ?? known?.dueDate;
  const patronDueDate = advanced?.patronDueDate ?? known?.patronDueDate;
  const availableUntil = advanced?.availableUntil ?? known?.availableUntil;
  const renewal = advanced?.renewal ?? known?.renewal;
  const status = advanced?.status ?? 'planned';
  // what was handed over or could not be got stays so through its own end
  const stays = status === known?.status || status === 'closed';
  const seen: AttemptSeen = {
    decisionId,
    kind,
    supplier,
    position,
    sequence,
    status,
    ...(advanced?.reason && { reason: advanced.reason }),
    ...(url && { url }),
    ...(dueDate && { dueDate }),
    ...(patronDueDate && { patronDueDate }),
    ...(advanced?.pickUpBy && { pickUpBy: advanced.pickUpBy }),
    ...(availableUntil && { availableUntil }),
    ...((advanced?.overdue ?? (known?.overdue && stays)) && { overdue: true }),
    ...((status === 'delivered' || (known?.delivered && stays)) && { delivered: true }),
    ...(known?.notObtained && stays && { notObtained: true }),
    ...((advanced?.recalled ?? known?.recalled) && { recalled: true }),
    ...(renewal && { renewal }),
  };
  return { ...progress, attempts: { ...progress.attempts, [id]: seen } };
}

export const sawExhausted = (progress: Progress, decisionId: string): Progress =>
  progress.exhausted.includes(decisionId) ? progress : { ...progress, exhausted: [...progress.exhausted, decisionId] };

/** The leading attempt's loan is to last longer, if its lender agrees. */
export const sawRenewalAsked = (progress: Progress, attempt: string): Progress => {
  const known = progress.attempts[attempt];
  return known ? { ...progress, attempts: { ...progress.attempts, [attempt]: { ...known, renewal: 'asked' } } } : progress;
};

/** Open again: whatever end it had come to is none. */
export const sawReopened = (progress: Progress, at: string): Progress => {
  const { closed: _closed, finished: _finished, ...rest } = progress;
  return { ...rest, reopenedAt: at };
};

/** It has to be supplied otherwise. */
export const sawNotObtained = (progress: Progress, attempt: string, at: string): Progress => {
  const known = progress.attempts[attempt];
  const attempts = { ...progress.attempts, ...(known && { [attempt]: { ...known, notObtained: true as const } }) };
  return sawReopened({ ...progress, attempts }, at);
};

/** Whether an end told at that moment came before it was opened again. */
const isStale = ({ reopenedAt }: Progress, at: string): boolean => reopenedAt !== undefined && at < reopenedAt;

export const sawFinished = (progress: Progress, finished: NonNullable<Progress['finished']>, at: string): Progress =>
  isStale(progress, at) ? progress : { ...progress, finished };
export const sawClosed = (progress: Progress, closed: Omit<NonNullable<Progress['closed']>, 'at'>, at: string): Progress =>
  isStale(progress, at) ? progress : { ...progress, closed: { ...closed, at } };

/** What somebody typed as the reason of a cancellation goes with their name. */
export const sawUnlinked = (progress: Progress): Progress => {
  const { intakeReason, ...rest } = progress;
  return {
    ...rest,
    ...(intakeReason && { intakeReason: rest.intake === 'cancelled' ? 'Cancelled.' : intakeReason }),
    unlinked: true,
  };
};

import { json, statement, type Tx } from '#lib/messaging';
import {
  nothingYet,
  sawAnswer,
  sawCancelled,
  sawChecking,
  sawNotObtained,
  sawRenewalAsked,
  sawReopened,
  sawUnlinked,
  sawVerified,
  sawWaiting,
  type Progress,
} from '../domain/page/progress.ts';
import { feeOf } from '../domain/page/fees.ts';
import { standing } from '../domain/page/standing.ts';
import type { RequestEvent, RequestState } from '../domain/request/request.ts';

/** One thing that happened, as the page's timeline keeps it. */
export interface Happened {
  readonly id: string;
  readonly at: string;
  readonly service: string;
  readonly type: string;
  readonly text?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const TIMELINE = `insert into timeline (id, tenant, request_id, at, service, type, text, data)
  select id, $1, $2, at, service, type, text, data
  from jsonb_to_recordset($3) as happened(id uuid, at timestamptz, service text, type text, text text, data jsonb) on conflict (id) do nothing`;
const COLUMNS = [
  'patron_ref',
  'asked_by',
  'service',
  'citation',
  'title',
  'wishes',
  'verification',
  'notes',
  'requesting_branch',
  'set_id',
  'set_kind',
  'set_number',
  'set_size',
  'batch_id',
  'batch_line',
  'submitted_at',
] as const;
const STANDING = ['status', 'route', 'rule', 'reason', 'supplier', 'url', 'question', 'progress', 'fee', 'updated_at'] as const;
const ALL = [...COLUMNS, ...STANDING];
const SHOW = statement(`with shown as (
  insert into request_view (tenant, id, ${ALL.join(', ')}) values ($1, $2, ${ALL.map((_, i) => `$${i + 4}`).join(', ')})
  on conflict (id) do update set ${ALL.map((name) => `${name} = excluded.${name}`).join(', ')} returning 1)
  ${TIMELINE}`);
const UPDATE = statement(`with shown as (
  update request_view set ${STANDING.map((name, i) => `${name} = $${i + 4}`).join(', ')} where tenant = $1 and id = $2 returning 1)
  ${TIMELINE}`);
const TELL =
  statement(`with known as (update request_view set updated_at = greatest(updated_at, $4) where tenant = $1 and id = $2 returning 1)
  ${TIMELINE.replace('from jsonb', 'from known, jsonb')}`);
const PROGRESS = statement('select progress from request_view where id = $1 for no key update');

const standingValues = (progress: Progress, at: string): unknown[] => {
  const { status, route, rule, reason, supplier, url, question } = standing(progress);
  const fee = feeOf(progress);
  return [
    status,
    route ?? null,
    rule ?? null,
    reason ?? null,
    supplier ?? null,
    url ?? null,
    question ? json(question) : null,
    json(progress),
    fee ? json(fee) : null,
    at,
  ];
};

export const findProgress = async (tx: Tx, id: string): Promise<Progress | undefined> =>
  (await tx.query<{ progress: Progress }>(PROGRESS, [id]))[0]?.progress;

/** What intake itself did, on the page in the same transaction: who asks reads it at once. */
export async function showOnPage(tx: Tx, id: string, state: RequestState, events: readonly RequestEvent[]): Promise<void> {
  const known = events[0]?.type === 'received' ? undefined : await findProgress(tx, id);
  const progress = events.reduce(saw, known ?? nothingYet);
  const at = tx.now().toISOString();
  const { patronRef, askedBy, service, citation, wishes, verification, notes, requestingBranch, set, batch, submittedAt } = state;
  const title = [citation?.title, citation?.container].filter(Boolean).join(' · ');
  const own = [
    patronRef,
    askedBy ?? null,
    service,
    json(citation),
    title,
    json(wishes),
    verification ? json(verification) : null,
    notes ?? null,
    requestingBranch ?? null,
    set?.id ?? null,
    set?.kind ?? null,
    set?.number ?? null,
    set?.size ?? null,
    batch?.id ?? null,
    batch?.line ?? 0,
    submittedAt,
  ];
  const timeline = events.flatMap((event) => happened(tx, event) ?? []);
  await tx.execute(SHOW, [tx.tenant, id, json(timeline), ...own, ...standingValues(progress, at)]);
}

function saw(progress: Progress, event: RequestEvent): Progress {
  switch (event.type) {
    case 'received':
    case 'corrected':
      return sawChecking(progress);
    case 'verified':
    case 'sent-on':
      return sawVerified(progress);
    case 'sent-to-staff':
      return sawWaiting(progress, event.message);
    case 'cancelled':
      return sawCancelled(progress, event.reason);
    case 'answered':
      return sawAnswer(progress, event.decisionId);
    case 'unlinked':
      return sawUnlinked(progress);
    case 'renewal-asked':
      return sawRenewalAsked(progress, event.attempt);
    case 'not-obtained':
      return sawNotObtained(progress, event.attempt, event.at);
    case 'resumed':
      return sawReopened(progress, event.since);
    case 'reminded':
    case 'languished':
    case 'ended':
    case 'asker-unlinked':
      return progress;
  }
}

/** Intake's own events as others hear of them; what is only its own housekeeping is not told. */
function happened(tx: Tx, event: RequestEvent): Happened | undefined {
  const entry = (type: string, data: Record<string, unknown>, text?: string): Happened => ({
    id: tx.newId(),
    at: event.at,
    service: 'intake',
    type: `intake.${type}.v1`,
    data,
    ...(text && { text: text.slice(0, 2000) }),
  });
  switch (event.type) {
    case 'received':
      return entry('request-received', { channel: event.submission.channel, service: event.submission.service });
    case 'verified': {
      const { verification, service, duplicateOf } = event;
      return entry(
        'request-verified',
        { verification, service, ...(duplicateOf && { duplicateOf }) },
        verification.notes.join(' '),
      );
    }
    case 'sent-on':
      return entry('request-verified', { by: event.by, ...(event.duplicateOf && { duplicateOf: event.duplicateOf }) });
    case 'sent-to-staff':
      return entry('request-waiting', { reason: event.reason }, event.message);
    case 'corrected':
      return entry('request-corrected', { by: event.by });
    case 'cancelled':
      return entry('request-cancelled', { by: event.by }, event.reason);
    case 'answered':
      return entry('patron-answered', {
        by: event.by,
        decisionId: event.decisionId,
        question: event.question,
        answer: event.answer,
      });
    case 'renewal-asked':
      return entry('renewal-asked', { by: event.by });
    case 'not-obtained':
      return entry('not-obtained', { by: event.by, reason: event.reason }, event.note);
    case 'resumed':
    case 'reminded':
    case 'languished':
    case 'ended':
    case 'asker-unlinked':
      return undefined;
    case 'unlinked':
      return entry('request-unlinked', {});
  }
}

/** What another service did, on the page: in the timeline, and where `see` is given in how the request stands. */
export async function hear(tx: Tx, id: string, what: Happened, see?: (progress: Progress) => Progress): Promise<void> {
  const progress = see && (await findProgress(tx, id));
  if (progress) await tx.execute(UPDATE, [tx.tenant, id, json([what]), ...standingValues(see(progress), what.at)]);
  else await tx.execute(TELL, [tx.tenant, id, json([what]), what.at]);
}

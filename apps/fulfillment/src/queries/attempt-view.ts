import type { SupplyAttempt, Task, TaskAction } from '#lib/contracts';
import { actionsOf, kindOf, supplierOf, tasksOf, type Attempt, type Waiting } from '../domain/attempt/index.ts';
import { titleOf } from '../app/store.ts';

type Offered = Waiting['actions'][number];

/** An action as the console offers it: where to send it, with the version the person has before them. */
function toAction(attemptId: string, version: number, action: Offered, primary: boolean): TaskAction {
  const base = `/api/fulfillment/attempts/${attemptId}`;
  const { name } = action;
  const common = { name, method: 'POST' as const, fields: [...action.fields], primary };
  if ('questionId' in action) return { ...common, path: `${base}/settle/${encodeURIComponent(action.questionId)}` };
  return {
    ...common,
    path: `${base}/${name}?version=${version}`,
    batch: { path: `/api/fulfillment/batch/${name}`, id: attemptId, version },
  };
}

export interface AttemptRow {
  readonly id: string;
  readonly version: number;
  readonly state: Attempt;
  readonly createdAt: Date;
}

/** A supply attempt as the request's page shows it. */
export function toView({ id, version, state, createdAt }: AttemptRow): SupplyAttempt {
  const { status, position, of, since, deadline, reason, dueDate, offered, url, loanConditions } = state;
  const { patronDueDate, renewal, renewals, pieces, carrier, tracking, availableUntil, refund } = state;
  return {
    id,
    kind: kindOf(state.plan.machine),
    supplier: supplierOf(state.plan),
    status,
    position,
    of,
    openedAt: createdAt.toISOString(),
    since,
    ...(deadline ? { deadline } : {}),
    ...(reason ? { reason } : {}),
    ...(dueDate ? { dueDate } : {}),
    ...(offered ? { offeredCost: offered } : {}),
    ...(url ? { url } : {}),
    ...(patronDueDate ? { patronDueDate } : {}),
    ...(renewal ? { renewal } : {}),
    ...(renewals ? { renewals } : {}),
    ...(state.overdue ? { overdue: true as const } : {}),
    ...(state.recalled ? { recalled: true as const } : {}),
    ...(loanConditions?.length ? { conditions: [...loanConditions] } : {}),
    ...(pieces === undefined ? {} : { pieces }),
    ...(carrier ? { carrier } : {}),
    ...(tracking ? { tracking } : {}),
    ...(availableUntil ? { availableUntil } : {}),
    ...(refund ? { refund } : {}),
    actions: actionsOf(state).map((action, index) => toAction(id, version, action, index === 0)),
  };
}

/** What waits for a person on an attempt, as the worklists show it. */
export const toTasks = (library: string, { id, version, state }: AttemptRow): Task[] =>
  tasksOf(state).map((task) => ({
    id: task.id,
    service: 'fulfillment',
    kind: task.kind,
    requestId: state.requestId,
    library,
    title: titleOf(state.wanted.citation),
    reason: task.reason,
    since: task.since,
    ...(task.deadline ? { deadline: task.deadline } : {}),
    supplier: supplierOf(state.plan),
    wanted: state.wanted.service,
    ...(state.wanted.wishes.pickupBranch ? { branch: state.wanted.wishes.pickupBranch } : {}),
    actions: task.actions.map((action, index) => toAction(id, version, action, index === 0)),
  }));

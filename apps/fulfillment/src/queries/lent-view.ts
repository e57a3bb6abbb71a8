import type {
  LentAdvice,
  LentAsks,
  LentDetails,
  LentItem,
  LentStatus,
  LentWorklist,
  ServiceType,
  TaskAction,
} from '#lib/contracts';
import { actionsOf, callNumberOf, reasonOf, type Lent, type LentEvent, type When } from '../domain/lent/index.ts';

export interface LentRow {
  readonly id: string;
  readonly version: number;
  readonly borrower: string;
  readonly service: ServiceType;
  readonly title: string;
  readonly status: LentStatus;
  readonly worklist: LentWorklist | null;
  readonly dueDate: string | null;
  readonly askedAt: Date;
  readonly updatedAt: Date;
  readonly advice: LentAdvice | null;
  /** What the charges policy said when it was asked for. */
  readonly asks: LentAsks | null;
  /** Null where it is lent by a system elsewhere. */
  readonly state: Lent | null;
}

function offered(id: string, version: number, lent: Lent, when: When): TaskAction[] {
  return actionsOf(lent, when).map(({ name, fields }, index) => ({
    name,
    method: 'POST',
    path: `/api/fulfillment/lent/${id}/${name}?version=${version}`,
    fields: [...fields],
    primary: index === 0,
  }));
}

const settling = (id: string, questionId: string): TaskAction => ({
  name: 'settle',
  method: 'POST',
  path: `/api/fulfillment/lent/${id}/settle/${encodeURIComponent(questionId)}`,
  fields: [{ name: 'note', kind: 'text', required: true }],
  primary: true,
});

/** A row as the lender's page shows it, with what may be done with it. */
export function toLent(row: LentRow, when: When): LentItem {
  const { id, version, state, borrower, service, title, status, worklist, dueDate, advice } = row;
  const reason = state ? reasonOf(state) : '';
  const callNumber = state && callNumberOf(state);
  // what was told the borrower goes before what the policy said at first
  const asks = state?.asks ?? row.asks;
  return {
    id,
    version,
    borrower,
    service,
    title,
    status,
    askedAt: row.askedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    ...(worklist ? { worklist } : {}),
    ...(dueDate ? { dueDate } : {}),
    ...(advice ? { advice } : {}),
    ...(asks ? { asks } : {}),
    ...(state?.charge ? { charged: state.uncharged === undefined ? ('charged' as const) : ('taken-back' as const) } : {}),
    ...(reason ? { reason } : {}),
    ...(state
      ? {
          borrowerName: state.requester.name,
          via: state.requester.via,
          since: state.since,
          ...(state.deadline ? { deadline: state.deadline } : {}),
          ...(state.barcode ? { barcode: state.barcode } : {}),
          ...(callNumber ? { callNumber } : {}),
          ...(state.asked.rush ? { rush: true } : {}),
          ...(state.asked.neededBy ? { neededBy: state.asked.neededBy } : {}),
        }
      : {}),
    questions: (state?.questions ?? []).map((question) => ({ ...question, settle: settling(id, question.id) })),
    actions: state ? offered(id, version, state, when) : [],
  };
}

interface Happened {
  readonly event: LentEvent;
  readonly actor: string | null;
}

/** An entry of its history: what was done by whom, and what the borrower was told. */
function stepOf({ event }: Happened): LentDetails['steps'][number] | undefined {
  switch (event.type) {
    case 'asked':
      return { at: event.at, what: 'ask', by: 'borrower' };
    case 'moved':
      return { at: event.at, what: event.on, by: event.by, ...(event.reason ? { text: event.reason } : {}) };
    case 'noted':
      return { at: event.at, what: event.on, by: event.by, ...(event.text ? { text: event.text } : {}) };
    case 'said':
      return { at: event.at, what: `says-${event.status}`, ...(event.note ? { text: event.note } : {}) };
    case 'charged':
      return { at: event.at, what: 'charged', by: 'system', text: event.charge.reasons.join(' ') };
    case 'uncharged':
      return { at: event.at, what: 'uncharged', by: 'system', text: event.reason };
    case 'settled':
      return { at: event.at, what: 'settle', by: 'staff', text: event.note };
    default:
      return undefined;
  }
}

/** All that is known of one. */
export function toDetails(row: LentRow & { readonly state: Lent }, history: readonly Happened[], when: When): LentDetails {
  const {
    citation,
    callNumber: _callNumber,
    service: _,
    rush: __,
    neededBy: ___,
    deliverTo,
    subTypes,
    accepted,
    ...asked
  } = row.state.asked;
  const { cost, pieces, carrier, tracking, url, loanConditions } = row.state;
  return {
    ...toLent(row, when),
    citation,
    asked: {
      ...asked,
      ...(deliverTo ? { deliverTo: [...deliverTo] } : {}),
      ...(subTypes ? { subTypes: [...subTypes] } : {}),
      ...(accepted ? { accepted: [...accepted] } : {}),
    },
    ...(cost ? { cost } : {}),
    ...(pieces === undefined ? {} : { pieces }),
    ...(carrier ? { carrier } : {}),
    ...(tracking ? { tracking } : {}),
    ...(url ? { url } : {}),
    ...(loanConditions?.length ? { conditions: [...loanConditions] } : {}),
    steps: history.map(stepOf).filter((step) => step !== undefined),
  };
}

import {
  AttemptAdvanced,
  AttemptOpened,
  Decided,
  EntryPosted,
  RequestCancelled,
  RequestClosed,
  RequestFinished,
  RequestReceived,
  RequestReopened,
  RequestVerified,
  SourcingEnded,
  type DataOf,
  type Envelope,
  type MessageType,
} from '#lib/contracts';
import type { Said } from '../registers.ts';
import { advanced, opened } from './attempt.ts';
import { decisionRow } from './decision.ts';
import { moneyRows } from './money.ts';
import * as request from './request.ts';
import type { DecisionRow, MoneyRow } from './rows.ts';

/** What one message says of which rows. */
export interface Projection {
  readonly request?: { readonly id: string; readonly said: readonly Said[] };
  readonly attempt?: { readonly id: string; readonly said: readonly Said[] };
  readonly decision?: DecisionRow;
  readonly money?: readonly MoneyRow[];
}

type Project = (envelope: Envelope) => Projection;

/** Declares what a message says; its data was checked against its contract when it was sent. */
const on = <M extends MessageType>(message: M, project: (envelope: Envelope<DataOf<M>>) => Projection): [string, Project] => [
  message.type,
  project as Project,
];

const PROJECTIONS: ReadonlyMap<string, Project> = new Map([
  on(RequestReceived, (e) => ({ request: { id: e.subject, said: request.ofIntake(e) } })),
  on(RequestVerified, (e) => ({ request: { id: e.subject, said: request.ofIntake(e) } })),
  on(RequestCancelled, (e) => ({ request: { id: e.subject, said: request.ofCancelled(e) } })),
  on(Decided, (e) => ({ request: { id: e.subject, said: request.ofDecided(e) }, decision: decisionRow(e) })),
  on(SourcingEnded, (e) => ({ request: { id: e.subject, said: request.ofEnded(e) } })),
  on(AttemptOpened, (e) => ({
    request: { id: e.data.requestId, said: request.ofAttemptOpened(e) },
    attempt: { id: e.subject, said: opened(e) },
  })),
  on(AttemptAdvanced, (e) => ({
    request: { id: e.data.requestId, said: request.ofAttemptAdvanced(e) },
    attempt: { id: e.subject, said: advanced(e) },
  })),
  on(RequestFinished, (e) => ({ request: { id: e.subject, said: request.ofFinished(e) } })),
  on(RequestReopened, (e) => ({ request: { id: e.subject, said: request.ofReopened(e) } })),
  on(RequestClosed, (e) => ({ request: { id: e.subject, said: request.ofClosed(e) } })),
  on(EntryPosted, (e) => ({
    ...(e.data.requestId && { request: { id: e.data.requestId, said: request.ofEntry(e) } }),
    money: moneyRows(e),
  })),
]);

/** What a message says of the read models; nothing, for those that are only kept. */
export const project: Project = (envelope) => PROJECTIONS.get(envelope.type)?.(envelope) ?? {};

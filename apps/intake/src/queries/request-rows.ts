import type { RequestSummary } from '#lib/contracts';
import { withoutUndefined } from '../domain/reading/fields.ts';

/** The columns of `request_view` that a summary is made of. */
export interface SummaryRow {
  readonly id: string;
  readonly tenant: string;
  readonly patronRef: string;
  readonly askedBy: string | null;
  readonly service: string;
  readonly citation: unknown;
  readonly status: string;
  readonly route: string | null;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly supplier: string | null;
  readonly url: string | null;
  readonly requestingBranch: string | null;
  readonly setId: string | null;
  readonly setKind: string | null;
  readonly setNumber: number | null;
  readonly setSize: number | null;
  /** How many of what was asked for together the patron has, or can have. */
  readonly setArrived?: number | null;
  readonly batchId: string | null;
  readonly batchLine: number;
  readonly submittedAt: Date;
  readonly updatedAt: Date;
}

/** Where a request counts as arrived: the patron can have it, or has it. */
export const ARRIVED: readonly RequestSummary['status'][] = ['ready', 'finished', 'closed'];

const setOf = ({ setId: id, setKind: kind, setNumber: number, setSize: size, setArrived }: SummaryRow): RequestSummary['set'] =>
  id && kind && number && size
    ? withoutUndefined({ id, kind: kind as 'volumes' | 'copies', number, size, arrived: setArrived ?? undefined })
    : undefined;

export const summaryOf = (row: SummaryRow): RequestSummary =>
  withoutUndefined({
    id: row.id,
    library: row.tenant,
    patronRef: row.patronRef,
    by: row.askedBy ?? undefined,
    service: row.service as RequestSummary['service'],
    citation: row.citation as RequestSummary['citation'],
    status: row.status as RequestSummary['status'],
    route: row.route ?? undefined,
    rule: row.rule ?? undefined,
    reason: row.reason ?? undefined,
    supplier: row.supplier ?? undefined,
    url: row.url ?? undefined,
    requestingBranch: row.requestingBranch ?? undefined,
    set: setOf(row),
    batchId: row.batchId ?? undefined,
    batchLine: row.batchId ? row.batchLine : undefined,
    submittedAt: row.submittedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });

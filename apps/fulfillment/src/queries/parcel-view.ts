import type { Parcel as ShownParcel, Task, TaskAction } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';
import { actionsOfParcel, reasonOfParcel, type Candidate, type Parcel } from '../domain/parcel/index.ts';
import { numberOf, spaced } from '../domain/scan/number.ts';

export interface ParcelRow {
  readonly id: string;
  readonly version: number;
  readonly state: Parcel;
}

/** As many as one still chooses among; whoever looks for another types its number. */
const MOST_CANDIDATES = 50;
const CANDIDATES = statement(`select a.id, a.supplier, coalesce(p.title, 'Untitled') as title
  from attempt a left join process p on p.id = a.request_id
  where a.tenant = $1 and a.status = any($2) order by (a.supplier = any($3::text[])) desc, a.updated_at desc, a.id limit ${MOST_CANDIDATES}`);
/** On its way, or asked for: what has come may be this. */
const MAY_COME = ['shipped', 'will-supply', 'expect-to-supply', 'ordered', 'asked', 'conditional'] as const;

/** What of the library's the parcels may be, whoever sent one of them first. */
export async function candidatesFor(tx: Tx, parcels: readonly Parcel[]): Promise<readonly Candidate[]> {
  if (!parcels.some(({ status }) => status === 'waiting')) return [];
  const senders = parcels.flatMap(({ sender }) => sender ?? []);
  const rows = await tx.query<{ id: string; supplier: string; title: string }>(CANDIDATES, [tx.tenant, MAY_COME, senders]);
  return rows.map(({ id, supplier, title }) => ({
    attemptId: id,
    supplier,
    label: `${title} · ${supplier} · ${spaced(numberOf(id))}`,
  }));
}

const offered = ({ id, version, state }: ParcelRow, candidates: readonly Candidate[]): TaskAction[] =>
  actionsOfParcel(state, candidates).map(({ name, fields }, index) => ({
    name,
    method: 'POST',
    path: `/api/fulfillment/parcels/${id}/${name}?version=${version}`,
    fields: [...fields],
    primary: index === 0 && name !== 'undo',
  }));

/** What is known of it, with what may be done with it. */
export function toParcel(row: ParcelRow, candidates: readonly Candidate[]): ShownParcel {
  const { match, deadline, reminders: _, ...state } = row.state;
  return {
    ...state,
    version: row.version,
    ...(deadline && { deadline }),
    ...(match && { ...match, number: spaced(numberOf(match.attemptId)) }),
    actions: offered(row, candidates),
  };
}

/** As the worklists show it: about no request, as long as nobody knows which. */
export const parcelTask = (library: string, row: ParcelRow, candidates: readonly Candidate[]): Task => ({
  id: `${row.id}-unannounced`,
  service: 'fulfillment',
  kind: 'unannounced',
  library,
  title: row.state.contents,
  reason: reasonOfParcel(row.state),
  since: row.state.since,
  ...(row.state.deadline && { deadline: row.state.deadline }),
  ...(row.state.sender && { supplier: row.state.sender }),
  actions: offered(row, candidates),
});

import { Injectable } from '@nestjs/common';
import type { ScannedItem, ScanResult } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import { titleOf } from '../app/store.ts';
import { actionsOf, MACHINES, type Attempt, type StaffAction } from '../domain/attempt/index.ts';
import { plain, readScan } from '../domain/scan/codes.ts';
import { numberOf, spaced } from '../domain/scan/number.ts';
import { toView, type AttemptRow } from './attempt-view.ts';

/** As many as one still chooses among. */
const MOST = 20;
/** What came unannounced under that number and was matched since. */
const MATCHED = statement(`select attempt_id as id from parcel
  where tenant = $1 and codes && $2::text[] and attempt_id is not null limit ${MOST + 1}`);
const FOUND = statement(`select id, version, state, created_at as "createdAt" from attempt
  where tenant = $1 and (codes && $2::text[] or id = any($3)) order by (deadline_at is null), updated_at desc, id limit ${MOST + 1}`);

/** What one does with a thing in one's hand, in the order in which it comes; the first that is offered is next. */
const IN_HAND: readonly StaffAction[] = [
  'receive',
  'notify',
  'check-out',
  'picked-up',
  'return',
  'ship-back',
  'hold-placed',
  'deliver',
  'catalog',
  'bad-copy',
  'discard',
];

/** How a thing that has come stands to what is waited for. */
function stateOf({ plan, status, withdrawn }: Attempt): ScannedItem['state'] {
  if (MACHINES[plan.machine].statuses[status].final) return 'ended';
  if (withdrawn) return 'not-waited-for';
  return IN_TRANSIT.includes(status) ? 'expected' : 'here';
}
const IN_TRANSIT: readonly Attempt['status'][] = [
  'planned',
  'asked',
  'expect-to-supply',
  'will-supply',
  'conditional',
  'ordered',
  'shipped',
];

function item(row: AttemptRow): ScannedItem {
  const { state } = row;
  const { wanted, pieces, patronDueDate, loanConditions, requestId } = state;
  const offered = actionsOf(state).map(({ name }) => name);
  const next = IN_HAND.find((name) => offered.includes(name));
  return {
    attempt: toView(row),
    requestId,
    title: titleOf(wanted.citation),
    number: spaced(numberOf(row.id)),
    wanted: wanted.service,
    pieces: pieces ?? wanted.wishes.pieces,
    ...(patronDueDate && { patronDueDate }),
    restrictions: [...(loanConditions ?? [])],
    ...(wanted.wishes.pickupBranch && { branch: wanted.wishes.pickupBranch }),
    state: stateOf(state),
    ...(next && { next }),
  };
}

@Injectable()
export class ScanQuery {
  constructor(private readonly database: Database) {}

  /** What of this library a scanned code may be, those under way first. */
  find(tenant: string, text: string): Promise<ScanResult> {
    const { codes, kind, carrier } = readScan(text);
    return this.database.transaction({ tenant }, async (tx) => {
      const matched = (await tx.query<{ id: string }>(MATCHED, [tenant, codes])).map(({ id }) => id);
      const rows = await tx.query<AttemptRow>(FOUND, [tenant, codes, matched]);
      return {
        code: plain(text),
        kind,
        ...(carrier && { carrier }),
        found: rows.slice(0, MOST).map(item),
        more: rows.length > MOST,
      };
    });
  }
}

import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { aggregateStore, statement, type Loaded, type Tx } from '#lib/messaging';
import { policyVersionDecider } from '../../domain/policy/decide.ts';
import type { PolicyVersionCommand, PolicyVersionEvent, PolicyVersionState } from '../../domain/policy/state.ts';

export const policyVersions = aggregateStore<PolicyVersionState, PolicyVersionEvent>({
  table: 'policy_version',
  ...policyVersionDecider,
  project: (state) => ({
    kind: state.kind,
    number: state.number,
    status: state.status,
    hash: state.content.hash ?? null,
    origin: state.origin,
    deadline_at: state.deadline ?? null,
  }),
});

const LOCK = statement(`select pg_advisory_xact_lock(hashtextextended('policy ' || $1 || ' ' || $2, 0))`);
const LIVE = statement(`select id from policy_version where tenant = $1 and kind = $2 and status = 'live'`);
const LAST = statement('select coalesce(max(number), 0)::int as last from policy_version where tenant = $1 and kind = $2');

/** One at a time numbers, publishes or rolls back a library's policies of one kind. */
export const lockKind = (tx: Tx, kind: string): Promise<unknown> => tx.query(LOCK, [tx.tenant, kind]);

/** Under {@link lockKind}. */
export async function nextNumber(tx: Tx, kind: string): Promise<number> {
  const [row] = await tx.query<{ last: number }>(LAST, [tx.tenant, kind]);
  return row!.last + 1;
}

/** The version of the transaction's own scope that is live. */
export async function liveVersion(tx: Tx, kind: string): Promise<Loaded<PolicyVersionState> | undefined> {
  const [row] = await tx.query<{ id: string }>(LIVE, [tx.tenant, kind]);
  return row && policyVersions.lock(tx, row.id);
}

/**
 * A command to a version as somebody saw it.
 * @param seen the version of the aggregate they looked at; refused where somebody else was faster
 */
export async function stepVersion(
  tx: Tx,
  id: string,
  seen: number | undefined,
  command: PolicyVersionCommand,
): Promise<Result<Loaded<PolicyVersionState>, Rejection>> {
  const loaded = await policyVersions.lock(tx, id);
  const stale = seen === undefined ? undefined : changedSince(loaded, seen);
  if (stale) return err(stale);
  const decided = policyVersionDecider.decide(loaded.state, command);
  if (!decided.ok) return decided;
  return ok(decided.value.length ? await policyVersions.save(tx, loaded, decided.value) : loaded);
}

export const NO_SUCH_VERSION = reject('not-found', 'There is no such version of a policy here.', {
  remedy: 'Go back to the list of versions.',
});

export const loadVersion = async (tx: Tx, id: string): Promise<Loaded<PolicyVersionState>> =>
  (await policyVersions.find(tx, id)) ?? unwrap(err(NO_SUCH_VERSION));

export const changedSince = ({ version, state }: Loaded<PolicyVersionState>, seen: number): Rejection | undefined =>
  version === seen || version === 0
    ? undefined
    : reject('version-changed', `Somebody else has changed version ${state.number} since you loaded it.`, {
        remedy: 'Keep a copy of what you wrote, load the version again, and put your change in.',
      });

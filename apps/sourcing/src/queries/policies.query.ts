import { Injectable } from '@nestjs/common';
import type {
  PolicyInForce,
  PolicyKinds,
  PolicyStatus,
  PolicyVersionDetail,
  PolicyVersions,
  PolicyVersionSummary,
} from '#lib/contracts';
import { Database, statement, type Loaded, type StoredEvent, type Tx } from '#lib/messaging';
import { findInForce, type InForce } from '#lib/service';
import { err, unwrap } from '#lib/kernel';
import type { z } from 'zod';
import { settingsOf } from '../app/policies/settings.ts';
import { loadVersion, NO_SUCH_VERSION, policyVersions } from '../app/policies/store.ts';
import type { PolicyVersionEvent, PolicyVersionState } from '../domain/policy/state.ts';

const CONSORTIUM = 'consortium';
// the text may be long, and a list shows none
const LIST = statement(`select id, state - 'content' as state, hash, (state->'content'->>'rules')::int as rules
  from policy_version where tenant = $1 and kind = $2 and ($3 or (state->>'wasLive')::boolean) order by number desc limit 100`);
const KINDS = statement(`select kind, count(*) filter (where status in ('proposed', 'approved'))::int as waiting,
    count(*) filter (where status = 'draft')::int as drafts
  from policy_version where tenant = $1 group by kind`);

type Step = NonNullable<PolicyVersionDetail['next']>;
const NEXT: Partial<Record<z.infer<typeof PolicyStatus>, Pick<Step, 'step' | 'action'>>> = {
  draft: { step: 'propose', action: 'policies.write' },
  proposed: { step: 'approve', action: 'policies.approve' },
  approved: { step: 'publish', action: 'policies.approve' },
};

/** Policies as people look at them: which there are, which is in force and why, and what became of each version. */
@Injectable()
export class PoliciesQuery {
  constructor(private readonly database: Database) {}

  kinds(tenant: string): Promise<PolicyKinds> {
    return this.database.transaction({ tenant }, async (tx) => {
      interface Count {
        kind: string;
        waiting: number;
        drafts: number;
      }
      const own = new Map((await tx.query<Count>(KINDS, [tenant])).map((row) => [row.kind, row]));
      const theirs = await tx.asTenant(CONSORTIUM, (other) => other.query<Count>(KINDS, [CONSORTIUM]));
      const names = [...new Set([...theirs.map(({ kind }) => kind), ...own.keys()])].toSorted();
      const kinds: PolicyKinds['kinds'] = [];
      for (const kind of names) {
        const inForce = await findInForce(tx, kind);
        const { waiting, drafts } = own.get(kind) ?? { waiting: 0, drafts: 0 };
        kinds.push({ kind, waiting, drafts, ...(inForce && { inForce: inForceView(inForce, tenant) }) });
      }
      return { kinds };
    });
  }

  versions(tenant: string, kind: string): Promise<PolicyVersions> {
    return this.database.transaction({ tenant }, async (tx) => {
      const own = await list(tx, kind, true);
      const consortium = tenant === CONSORTIUM ? [] : await tx.asTenant(CONSORTIUM, (other) => list(other, kind, false));
      const inForce = await findInForce(tx, kind);
      return { kind, own, consortium, ...(inForce && { inForce: inForceView(inForce, tenant) }) };
    });
  }

  inForce(tenant: string, kind: string): Promise<PolicyInForce | undefined> {
    return this.database.transaction({ tenant }, async (tx) => {
      const found = await findInForce(tx, kind);
      return found && inForceView(found, tenant);
    });
  }

  /** A version of the library's own, or one of the consortium's that is or has been live. */
  detail(tenant: string, id: string): Promise<PolicyVersionDetail> {
    return this.database.transaction({ tenant }, async (tx) => {
      const own = await policyVersions.find(tx, id);
      if (own || tenant === CONSORTIUM) return describe(tx, own ?? (await loadVersion(tx, id)));
      return tx.asTenant(CONSORTIUM, async (other) => {
        const theirs = await loadVersion(other, id);
        return theirs.state.wasLive ? describe(other, theirs) : unwrap(err(NO_SUCH_VERSION));
      });
    });
  }
}

export const inForceView = ({ scope, versionId, number, hash, since, kind }: InForce, tenant: string): PolicyInForce => ({
  scope,
  versionId,
  number,
  hash,
  since: since.toISOString(),
  why:
    scope === tenant
      ? `Version ${number} of ${tenant}’s own policy is live.`
      : `${tenant} has no live policy of its own for ${kind}, so version ${number} of the consortium’s holds.`,
});

async function list(tx: Tx, kind: string, all: boolean): Promise<PolicyVersionSummary[]> {
  interface Row {
    id: string;
    state: Omit<PolicyVersionState, 'content'>;
    hash: string | null;
    rules: number | null;
  }
  const rows = await tx.query<Row>(LIST, [tx.tenant, kind, all]);
  return rows.map(({ id, state, hash, rules }) =>
    summaryOf(tx.tenant, id, { ...state, content: { text: '', cases: '', ...(hash !== null && { hash, rules: rules ?? 0 }) } }),
  );
}

function summaryOf(scope: string, id: string, state: PolicyVersionState): PolicyVersionSummary {
  const { kind, number, status, origin, content, basedOn, note, since, wasLive } = state;
  return {
    id,
    scope,
    kind,
    number,
    status,
    origin,
    ...(content.hash !== undefined && { hash: content.hash }),
    ...(basedOn !== undefined && { basedOn }),
    note,
    since,
    wasLive,
    rules: content.rules ?? 0,
  };
}

async function describe(tx: Tx, { id, version, state }: Loaded<PolicyVersionState>): Promise<PolicyVersionDetail> {
  const { fourEyes } = await settingsOf(tx);
  const next = NEXT[state.status];
  return {
    ...summaryOf(tx.tenant, id, state),
    version,
    text: state.content.text,
    cases: state.content.cases,
    authors: [...state.authors],
    ...(state.approval && { approval: state.approval }),
    fourEyes,
    ...(next && { next: { ...next, notBy: fourEyes && next.step === 'approve' ? [...state.authors] : [] } }),
    history: (await policyVersions.history(tx, id)).map(entryOf),
  };
}

function entryOf({ event, at, actor }: StoredEvent<PolicyVersionEvent>): PolicyVersionDetail['history'][number] {
  const hash = 'content' in event ? event.content.hash : 'hash' in event ? event.hash : undefined;
  return {
    what: event.type,
    by: 'by' in event ? event.by : (actor ?? 'system'),
    at: at.toISOString(),
    why: 'reason' in event ? event.reason : event.note,
    ...(hash !== undefined && { hash }),
  };
}

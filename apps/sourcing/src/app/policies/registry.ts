import { Inject, Injectable } from '@nestjs/common';
import { DAY, err, reject, unwrap } from '#lib/kernel';
import { Database, type Loaded, type Tx } from '#lib/messaging';
import { CONFIG, findInForce, Policies } from '#lib/service';
import type { SourcingConfig } from '../../config.ts';
import type { PolicyContent, PolicyVersionCommand, PolicyVersionState } from '../../domain/policy/state.ts';
import { announce, announceWithdrawn } from './announce.ts';
import { checkContent, hashed, summary } from './content.ts';
import { settingsOf } from './settings.ts';
import { changedSince, liveVersion, loadVersion, lockKind, nextNumber, policyVersions, stepVersion } from './store.ts';

/** Who does it, and at which library. */
export interface Who {
  readonly tenant: string;
  readonly actor: string;
}
type Version = Loaded<PolicyVersionState>;
/** What somebody saw before they acted. */
interface Seen {
  readonly version: number;
}
const CONSORTIUM = 'consortium';

/** Every policy's way from draft to live and back. Contents are checked before a transaction opens: cases may take a second. */
@Injectable()
export class PolicyRegistry {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    @Inject(CONFIG) private readonly config: SourcingConfig,
  ) {}

  /** A draft to work on: a copy of a version, of what is in force, or of what is given. */
  async draft(
    who: Who,
    kind: string,
    { from, content, note }: { from?: string; content?: Text; note: string },
  ): Promise<Version> {
    const base = content ? { content: await hashed(content) } : await this.#base(who, kind, from);
    return this.database.transaction(who, async (tx) => {
      await lockKind(tx, kind);
      const command: PolicyVersionCommand = {
        ...this.#acting(tx),
        type: 'draft',
        kind,
        number: await nextNumber(tx, kind),
        origin: 'written',
        note,
        deadline: this.#deadline(tx),
        ...base,
      };
      return unwrap(await stepVersion(tx, tx.newId(), undefined, command));
    });
  }

  /** Saves what somebody wrote, sound or not; an approval given before is void. */
  async edit(who: Who, id: string, { version, note, ...text }: Seen & Text & { note: string }): Promise<Version> {
    const content = await hashed(text);
    return this.#step(who, id, version, (tx) => ({
      ...this.#acting(tx),
      type: 'edit',
      content,
      note,
      deadline: this.#deadline(tx),
    }));
  }

  async propose(who: Who, id: string, { version, note }: Seen & { note: string }): Promise<Version> {
    const checked = await this.#checked(who, id);
    return this.#step(who, id, version, (tx) => ({
      ...this.#acting(tx),
      type: 'propose',
      checked,
      note,
      deadline: this.#deadline(tx),
    }));
  }

  async approve(who: Who, id: string, { version, hash, note }: Seen & { hash: string; note: string }): Promise<Version> {
    return this.#step(who, id, version, async (tx) => {
      const { fourEyes } = await settingsOf(tx);
      return { ...this.#acting(tx), type: 'approve', hash, note, fourEyes, deadline: this.#deadline(tx) };
    });
  }

  async sendBack(who: Who, id: string, { version, reason }: Seen & { reason: string }): Promise<Version> {
    return this.#step(who, id, version, (tx) => ({
      ...this.#acting(tx),
      type: 'send-back',
      reason,
      deadline: this.#deadline(tx),
    }));
  }

  /** Live from the commit on; what was live before is retired, and kept. */
  async publish(who: Who, id: string, { version, hash, reason }: Seen & { hash: string; reason: string }): Promise<Version> {
    const checked = await this.#checked(who, id);
    return this.#goLive(who, id, version, async (tx) => {
      const { fourEyes } = await settingsOf(tx);
      return { ...this.#acting(tx), type: 'publish', hash, fourEyes, checked, reason };
    });
  }

  /** Rolls back in one step: an earlier version decides again. */
  async restore(who: Who, id: string, { version, reason }: Seen & { reason: string }): Promise<Version> {
    const checked = await this.#checked(who, id);
    return this.#goLive(who, id, version, (tx) => ({ ...this.#acting(tx), type: 'restore', checked, reason }));
  }

  /** Gives a draft up, or takes the library's live policy away: the consortium's holds again. */
  async retire(who: Who, id: string, { version, reason }: Seen & { reason: string }): Promise<Version> {
    return this.database.transaction(who, async (tx) => {
      const { state } = await loadVersion(tx, id);
      await lockKind(tx, state.kind);
      const live = (await liveVersion(tx, state.kind))?.id === id;
      if (live && tx.tenant === CONSORTIUM)
        unwrap(
          err(
            reject('last-policy', 'Without it nothing could be decided for libraries that have no policy of their own.', {
              remedy: 'Publish another version instead.',
            }),
          ),
        );
      const retired = unwrap(await stepVersion(tx, id, version, { ...this.#acting(tx), type: 'retire', reason }));
      if (live) await announceWithdrawn(tx, this.policies, state.kind, tx.now().toISOString());
      return retired;
    });
  }

  /** Nobody worked on it for long. */
  async expire(tx: Tx, id: string): Promise<void> {
    unwrap(await stepVersion(tx, id, undefined, { type: 'expire', now: tx.now().toISOString() }));
  }

  async #base(who: Who, kind: string, from?: string): Promise<{ content: PolicyContent; basedOn: string }> {
    return this.database.transaction(who, async (tx) => {
      const id = from ?? (await findInForce(tx, kind))?.versionId;
      const own = id === undefined ? undefined : await policyVersions.find(tx, id);
      const theirs =
        id === undefined || own ? undefined : await tx.asTenant(CONSORTIUM, (other) => policyVersions.find(other, id));
      const base = own ?? theirs;
      if (base?.state.kind !== kind)
        return unwrap(err(reject('not-found', `There is no such version of a policy for ${kind}.`, { field: 'from' })));
      return { content: base.state.content, basedOn: `${theirs ? 'the consortium’s ' : ''}version ${base.state.number}` };
    });
  }

  async #checked(who: Who, id: string) {
    const { state } = await this.database.transaction(who, (tx) => loadVersion(tx, id));
    const checkup = await checkContent(state.content);
    const wrongKind = checkup.kind !== undefined && checkup.kind !== state.kind;
    const found = summary(checkup);
    return wrongKind
      ? {
          ...found,
          faults: [`$.decides: this is a version of the policy for ${state.kind}, and the text decides ${checkup.kind}.`],
        }
      : found;
  }

  #step(
    who: Who,
    id: string,
    version: number,
    command: (tx: Tx) => PolicyVersionCommand | Promise<PolicyVersionCommand>,
  ): Promise<Version> {
    return this.database.transaction(who, async (tx) => unwrap(await stepVersion(tx, id, version, await command(tx))));
  }

  #goLive(
    who: Who,
    id: string,
    version: number,
    command: (tx: Tx) => PolicyVersionCommand | Promise<PolicyVersionCommand>,
  ): Promise<Version> {
    return this.database.transaction(who, async (tx) => {
      const seen = await loadVersion(tx, id);
      await lockKind(tx, seen.state.kind);
      const stale = changedSince(seen, version);
      if (stale) unwrap(err(stale));
      const before = await liveVersion(tx, seen.state.kind);
      if (before && before.id !== id) {
        const reason = `Version ${seen.state.number} is live instead.`;
        unwrap(await stepVersion(tx, before.id, undefined, { ...this.#acting(tx), type: 'retire', reason }));
      }
      const live = unwrap(await stepVersion(tx, id, version, await command(tx)));
      await announce(tx, this.policies, live);
      return live;
    });
  }

  #acting(tx: Tx): { by: string; now: string } {
    return { by: tx.actor ?? 'system', now: tx.now().toISOString() };
  }
  #deadline(tx: Tx): string {
    return new Date(tx.now().getTime() + this.config.POLICY_IDLE_DAYS * DAY).toISOString();
  }
}

interface Text {
  readonly text: string;
  readonly cases: string;
}

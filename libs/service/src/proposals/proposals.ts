import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { permission, type Action, type ProposalTaken } from '#lib/contracts';
import { DAY, reject, RejectionError, unwrap } from '#lib/kernel';
import { Database, DeadlineHandler, enclosed, statement, type DeadlineRunner, type LeftToOthers, type Tx } from '#lib/messaging';
import type { SignedInUser } from '../auth/user.ts';
import type { Injected } from './inject.ts';
import { proposalDecider, type ProposalCommand, type ProposalState } from './proposal.ts';
import { proposals } from './store.ts';

/** After how many days what nobody released has lapsed. */
export const LAPSES_AFTER_DAYS = 7;
/** After how many days what came back leaves the student worker's queue by itself. */
const PUT_AWAY_AFTER_DAYS = 14;
const inDays = (tx: Tx, days: number): string => new Date(tx.now().getTime() + days * DAY).toISOString();

const ONE_AT_A_TIME = statement(`select pg_advisory_xact_lock(hashtextextended('proposal ' || $1::text, 0))`);
const OPEN = statement(`select id, state from proposal where request_id = $1 and status = 'proposed'`);

/** Thrown in a trial once all was written: the step is possible, and is rolled back. */
class TriedOut extends Error {
  override readonly name = 'TriedOut';
}

/** What somebody did, to be kept as a proposal. */
export interface Step {
  readonly action: Action;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** What the path names: the request, or the attempt of one. */
  readonly id: string;
}

/** One row with requestId and title for what a path names ($1), in a transaction of its library. */
export type AboutSql = string;

/**
 * What goes outside or costs money and was asked for by a student worker: tried out and rolled back, so that what cannot be done is
 * refused at once in the usual words; kept; carried out by the same route when a supervisor releases it, in one transaction with the
 * mark that it was.
 */
@Injectable()
export class Proposals {
  readonly #about;

  constructor(
    private readonly database: Database,
    about: AboutSql,
  ) {
    this.#about = statement(about);
  }

  /**
   * Tries the work out and keeps the step; the same step proposed again is the proposal there is.
   * @returns undefined where the work writes nothing: there is nothing to release
   * @throws what the work throws: the step is not possible
   */
  async propose(user: SignedInUser, step: Step, work: () => Promise<unknown>): Promise<ProposalTaken | undefined> {
    const would = await tryOut(work);
    if (!would) return undefined;
    const { id: named, ...rest } = step;
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => {
      const [about] = await tx.query<{ requestId: string; title: string }>(this.#about, [named]);
      if (!about) throw new RejectionError(reject('not-found', 'There is no such request here.'));
      const taken = (id: string): ProposalTaken => ({ proposal: { id, action: step.action, ...about } });
      await tx.query(ONE_AT_A_TIME, [about.requestId]);
      const open = await tx.query<{ id: string; state: ProposalState }>(OPEN, [about.requestId]);
      const same = open.find(
        ({ state: { proposed } }) => proposed!.path === step.path && isDeepStrictEqual(proposed!.body, step.body),
      );
      if (same) return taken(same.id);
      const id = tx.newId();
      const { sub: by, roles, branch } = user;
      const proposed = { ...rest, ...about, by, roles, ...(branch !== undefined && { branch }), would };
      await decide(tx, id, { type: 'propose', proposed, now: now(tx), deadline: inDays(tx, LAPSES_AFTER_DAYS) });
      return taken(id);
    });
  }

  /**
   * Has it carried out as it was proposed, on what there is today. The mark goes with its first write: released twice it happens once,
   * and where it is refused by now it waits on.
   * @param send has the service answer the request of the one who proposed it
   */
  async release(user: SignedInUser, id: string, send: (request: Injected) => Promise<{ status: number; body: string }>) {
    const { tenant, sub: by } = user;
    const kept = await this.database.transaction({ tenant }, (tx) => proposals.load(tx, id));
    // who may not release it, or no more, is told so before anything is tried
    unwrap(proposalDecider.decide(kept.state, { type: 'release', by, now: kept.state.since }));
    const { action, method, path, body, by: sub, roles, branch } = kept.state.proposed!;
    // nobody releases what they could not do themselves
    if (permission(user, action) !== 'yes')
      throw new RejectionError(
        reject('forbidden', 'You could not do this yourself, so you cannot release it.', { remedy: 'Ask another supervisor.' }),
      );
    const mark = (tx: Tx) => decide(tx, id, { type: 'release', by, now: now(tx) });
    let marked = false;
    const beforeCommit = async (tx: Tx): Promise<void> => {
      if (marked) return;
      await tx.asActor(by, mark);
      tx.afterCommit(() => {
        marked = true;
      });
    };
    const asked: SignedInUser = { sub, tenant, roles: [...roles], ...(branch !== undefined && { branch }), releasedBy: by };
    const answer = await enclosed({ beforeCommit }, () => send({ method, path, body, user: asked }));
    if (answer.status < 300 && !marked) await this.database.transaction({ tenant, actor: by }, mark);
    return answer;
  }

  sendBack({ tenant, sub: by }: SignedInUser, id: string, reason: string): Promise<unknown> {
    return this.database.transaction({ tenant, actor: by }, (tx) =>
      decide(tx, id, { type: 'send-back', by, reason, now: now(tx), deadline: inDays(tx, PUT_AWAY_AFTER_DAYS) }),
    );
  }

  withdraw({ tenant, sub: by }: SignedInUser, id: string): Promise<unknown> {
    return this.database.transaction({ tenant, actor: by }, (tx) => decide(tx, id, { type: 'withdraw', by, now: now(tx) }));
  }
}

/** @returns what would follow from the work, by its names; undefined where it writes nothing */
async function tryOut(work: () => Promise<unknown>): Promise<string[] | undefined> {
  const would = new Set<string>();
  const trial = {
    beforeCommit: () => Promise.reject(new TriedOut()),
    effects: ({ envelopes, jobs }: LeftToOthers) => {
      for (const { type } of envelopes) would.add(type);
      for (const { job } of jobs) would.add(job.kind);
    },
  };
  try {
    await enclosed(trial, work);
    return undefined;
  } catch (error) {
    if (!(error instanceof TriedOut)) throw error;
    return [...would];
  }
}

const now = (tx: Tx): string => tx.now().toISOString();
const decide = async (tx: Tx, id: string, command: ProposalCommand) =>
  unwrap(await proposals.step(tx, id, (state) => proposalDecider.decide(state, command)));

/** What nobody answers does not wait forever: it goes back to who proposed it, and leaves their queue in the end. */
@DeadlineHandler('proposal')
export class ProposalDeadlines implements DeadlineRunner {
  async onDeadline(tx: Tx, id: string): Promise<void> {
    const { state } = await proposals.load(tx, id);
    await decide(
      tx,
      id,
      state.status === 'proposed'
        ? { type: 'lapse', now: now(tx), deadline: inDays(tx, PUT_AWAY_AFTER_DAYS) }
        : { type: 'put-away', now: now(tx) },
    );
  }
}

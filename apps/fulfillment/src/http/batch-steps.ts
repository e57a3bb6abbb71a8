import { Injectable, Logger } from '@nestjs/common';
import type { Action, BatchStep, BatchStepResult } from '#lib/contracts';
import { stepsFor } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { Proposals, toRejection, type SignedInUser } from '#lib/service';
import type { StaffAction } from '../domain/attempt/index.ts';
import { allowedByTask } from './allowed-by.ts';
import { AttemptsQuery } from '../queries/attempts.query.ts';
import { act } from '../app/act.ts';

type Row = BatchStepResult['results'][number];

/** What is to be done with all of them. */
export interface Many {
  readonly action: StaffAction;
  /** What somebody must be let do for it. */
  readonly needs: Action;
  /** Checked already. */
  readonly fields: object;
  readonly attempts: BatchStep['attempts'];
}

/** One step with many attempts, each by itself: done, proposed or refused. */
@Injectable()
export class BatchSteps {
  readonly #log = new Logger(BatchSteps.name);

  constructor(
    private readonly database: Database,
    private readonly proposals: Proposals,
    private readonly attempts: AttemptsQuery,
  ) {}

  async carryOut(user: SignedInUser, { attempts, ...step }: Many): Promise<BatchStepResult> {
    const results: Row[] = [];
    const seen = new Set<string>();
    // one after another: those of one request would only wait for each other
    for (const one of attempts) {
      if (seen.has(one.id)) continue;
      seen.add(one.id);
      results.push(await this.#one(user, one, step));
    }
    const count = (what: keyof Row): number => results.filter((row) => row[what] !== undefined).length;
    return { done: count('attempt'), proposed: count('proposal'), refused: count('problem'), results };
  }

  async #one(
    user: SignedInUser,
    { id, version }: Many['attempts'][number],
    { action, needs, fields }: Omit<Many, 'attempts'>,
  ): Promise<Row> {
    const path = `/api/fulfillment/attempts/${id}/${action}`;
    const work = (): Promise<unknown> =>
      this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
        unwrap(await act(tx, { attemptId: id, action, fields, version })),
      );
    try {
      if (user.proposes) {
        // exactly as if it had been done by itself: that is what a supervisor releases
        const step = { action: needs, method: 'POST', path: version ? `${path}?version=${version}` : path, body: fields, id };
        const taken = await this.proposals.propose(user, step, work);
        if (taken) return { id, proposal: taken.proposal.id };
      } else await work();
      const attempt = await this.attempts.one(user.tenant, id);
      return { id, attempt: { ...attempt, actions: stepsFor(user, attempt.actions, allowedByTask) } };
    } catch (error) {
      const { status, rejection } = toRejection(error, 'POST', path);
      if (status >= 500) this.#log.error(error instanceof Error ? error : new Error(String(error)));
      const { code, message: detail, field, remedy } = rejection;
      return { id, problem: { code, detail, ...(field && { field }), ...(remedy && { remedy }) } };
    }
  }
}

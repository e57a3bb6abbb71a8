import type { LentAsks, ServiceType } from '#lib/contracts';
import type { Tx } from '#lib/messaging';
import { collect, type CompiledPolicy } from '#lib/policy';
import type { Policies } from '#lib/service';
import { askingFacts, type Asked, type Borrower } from '../../domain/lent/advice.ts';
import { asksOf, type Lent } from '../../domain/lent/index.ts';
import { borrowerOf, counts, liveOf } from './borrower.ts';

interface Asking {
  readonly borrower: string;
  readonly service: ServiceType;
  readonly asked: Asked | null;
  readonly state: Lent | null;
}

/**
 * What the library asks for it by its live charges policy, as it is now; undefined where no such policy is known here. A policy that fails leaves
 * it to a person: lending goes on.
 */
export async function asksFor(tx: Tx, policies: Policies, asking: Asking): Promise<LentAsks | undefined> {
  const live = await liveOf(tx, policies, 'charges');
  return live && asksBy(tx, live.compiled, asking, await borrowerOf(tx, asking, counts(live.compiled)));
}

/** The same by a policy and of a borrower that are known. */
export async function asksBy(tx: Tx, compiled: CompiledPolicy<'charges'>, asking: Asking, borrower: Borrower): Promise<LentAsks> {
  const asked = asking.state?.asked ?? asking.asked ?? {};
  const facts = askingFacts(compiled, asking.service, borrower, asked, tx.now().toISOString());
  const answer = await collect(compiled, facts).catch((error: unknown) => error as Error);
  if (answer instanceof Error) return { policy: compiled.hash, rules: [], why: `The policy failed: ${answer.message}` };
  return asksOf(answer, compiled);
}

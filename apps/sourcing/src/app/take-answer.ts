import type { PatronAnswered } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Sourcing } from './sourcing.ts';

/** The patron has answered: decided again, the live policy deciding. */
export async function takeAnswer(
  sourcing: Sourcing,
  tx: Tx,
  id: string,
  { decisionId, answer, by }: PatronAnswered,
): Promise<void> {
  unwrap(
    await sourcing.step(tx, id, (_state, { now, deadlines }) => ({ type: 'answer', decisionId, answer, by, now, deadlines })),
  );
}

import { unwrap } from '#lib/kernel';
import type { JobFailure, Tx } from '#lib/messaging';
import type { AttemptOrder } from '../../domain/conduct.ts';
import { carry, roundOf } from '../carry-out.ts';

/** Tells an attempt what came of a job. */
export async function report(tx: Tx, attemptId: string, command: AttemptOrder): Promise<void> {
  const round = await roundOf(tx, attemptId);
  if (!round) throw new Error(`job for attempt ${attemptId}, which ${tx.tenant} does not have`);
  unwrap(await carry(tx, round, { attempt: attemptId, command }));
}

/** As much of what a system outside said as fits on a screen. */
export const clip = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 500) || 'No reason given.';

/** Why a job came to nothing, in the words of what failed. */
export const whyNot = ({ error, message }: JobFailure): string => clip(error instanceof Error ? error.message : message);

import { emit, job, type Effect, type Tx } from '#lib/messaging';
import { accountOf } from '#lib/service';
import { MACHINES, type Attempt } from '../../domain/attempt/index.ts';
import { nextPoll } from '../../domain/attempt/waits.ts';
import { meaningOf, type IlliadTransaction } from '../../domain/illiad/queues.ts';
import { connectorOf } from '../directory-copies.ts';
import { answerMessage } from '../email/answer-message.ts';
import { interpret } from '../iso18626/interpret.ts';
import type { IlliadPoll } from '../jobs/errands.ts';
import { report } from '../jobs/report.ts';
import { attempts } from '../store.ts';

const stateOf = async (tx: Tx, attemptId: string): Promise<Attempt | undefined> =>
  (await attempts.find(tx, attemptId))?.state ?? undefined;

/** Tells an attempt what its queue in ILLiad says of the lender, as if the lender had said it by ISO 18626. */
export async function hearIlliad(tx: Tx, attemptId: string, transaction: IlliadTransaction): Promise<void> {
  const attempt = await stateOf(tx, attemptId);
  if (!attempt || !('lender' in attempt.plan)) return;
  const service = attempt.plan.machine === 'borrow-copy' ? 'copy' : 'loan';
  const heard = meaningOf(transaction, service, attempt.status === 'cancelling');
  if (!heard) return;
  const { symbol: partner } = attempt.plan.lender;
  const requestId = attempt.requestIds.at(-1) ?? attemptId;
  const about = { library: tx.tenant, partner, requestId, isCopy: service === 'copy', at: tx.now().toISOString() };
  await report(tx, attemptId, interpret(answerMessage(heard.answer, heard.given, about)));
}

const pollJob = (key: string, payload: IlliadPoll, at: string): Effect =>
  job({ kind: 'illiad-poll', key, notBefore: nextPoll(payload.polls, at), payload });

/** Looks again later: after half an hour, then ever later, at most twelve hours apart, as long as the attempt goes on. */
export async function pollLater(tx: Tx, attemptId: string, number: string, queue: string, polls: number): Promise<void> {
  const attempt = await stateOf(tx, attemptId);
  if (!attempt || MACHINES[attempt.plan.machine].statuses[attempt.status].final) return;
  const connector = await connectorOf(tx, 'illiad');
  if (!connector) return;
  await emit(tx, pollJob(attemptId, { account: accountOf(connector), number, queue, polls }, tx.now().toISOString()));
}

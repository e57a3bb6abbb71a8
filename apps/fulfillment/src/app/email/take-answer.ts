import { writeMessage } from '#lib/iso18626';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { MACHINES, type Attempt } from '../../domain/attempt/index.ts';
import type { Answer } from '../../domain/email/answers.ts';
import type { AnswerWords } from '../../domain/email/words/index.ts';
import { readAnswer } from '../../domain/email/read-answer.ts';
import { carryOut } from '../carry-out.ts';
import { interpret } from '../iso18626/interpret.ts';
import { answeredBefore, keepMessage, repeatKeyOf } from '../iso18626/keep.ts';
import { attempts, titleOf } from '../store.ts';
import { libraryOf } from '../surroundings.ts';
import { answerMessage } from './answer-message.ts';
import type { Link } from './links.ts';

/** What a link leads to, as the page shows it. */
export interface Asked {
  readonly library: string;
  readonly title: string;
  readonly requestId: string;
  readonly partner: string;
  readonly answer: Answer;
  readonly service: 'loan' | 'copy';
  readonly currency: string;
}

/** Ended without supply: should it have been sent all the same, that has to be said. */
const ENDED_EMPTY: readonly Attempt['status'][] = ['unfilled', 'no-answer', 'cancelled', 'not-received'];

const isOver = ({ plan, status, succeededBy }: Attempt, answer: Answer): boolean =>
  MACHINES[plan.machine].statuses[status].final === true && !succeededBy && !(answer === 'sent' && ENDED_EMPTY.includes(status));

const GONE = reject('link-over', 'This request has ended, and with it this link.', {
  remedy: 'Should something be wrong, answer the mail in which the link stood.',
});

/** What the link is about, as long as the attempt goes on. Changes nothing. */
export async function askedBy(tx: Tx, { attemptId, requestId, partner, answer }: Link): Promise<Result<Asked, Rejection>> {
  const attempt = (await attempts.find(tx, attemptId))?.state;
  const library = await libraryOf(tx, tx.tenant);
  if (!attempt || !library || !('lender' in attempt.plan) || isOver(attempt, answer)) return err(GONE);
  const { lender, machine } = attempt.plan;
  // the lender has another symbol by now, or the request goes by a later number: the mail was about something else
  if (lender.symbol !== partner || !attempt.requestIds.includes(requestId)) return err(GONE);
  return ok({
    library: library.name,
    title: titleOf(attempt.wanted.citation),
    requestId,
    partner: lender.name,
    answer,
    service: machine === 'borrow-copy' ? 'copy' : 'loan',
    currency: (attempt.maxCost ?? lender.maxCost ?? lender.expectedCost)?.currency ?? library.currency,
  });
}

/** Takes a lender's answer up as if it had come by ISO 18626, and keeps it. The same answer twice is one. */
export async function takeAnswer(
  tx: Tx,
  link: Link,
  form: Readonly<Record<string, unknown>>,
  words: AnswerWords,
): Promise<Result<Asked, { readonly rejection: Rejection; readonly asked?: Asked }>> {
  const asked = await askedBy(tx, link);
  if (!asked.ok) return err({ rejection: asked.error });
  const { attemptId, requestId, partner, answer, mail } = link;
  const { service, currency } = asked.value;
  const given = readAnswer(answer, service, form, currency, words);
  if (!given.ok) return err({ rejection: given.error, asked: asked.value });
  const repeatKey = repeatKeyOf(['e-mail', partner, requestId, answer, mail], JSON.stringify(given.value));
  if (await answeredBefore(tx, repeatKey)) return asked;
  const about = { library: tx.tenant, partner, requestId, isCopy: service === 'copy', at: tx.now().toISOString() };
  const body = answerMessage(answer, given.value, about);
  const xml = writeMessage({ kind: 'supplyingAgencyMessage', version: '2021-2', body });
  const kind = `${body.statusInfo.status} by e-mail`;
  if (!(await keepMessage(tx, { direction: 'in', attemptId, partner, kind, xml, answer: 'taken', repeatKey }))) return asked;
  const attempt = (await attempts.find(tx, attemptId))!.state!;
  unwrap(await carryOut(tx, attempt.requestId, { attempt: attemptId, command: interpret(body) }));
  return asked;
}

import type { RequestPage } from '#lib/contracts';
import { err, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { Person, RequestState } from '../domain/request/request.ts';
import { stepRequest } from './step-request.ts';

// two answers at once: the request's version lets one through, and the other finds the question answered
const QUESTION = statement('select question from request_view where id = $1');
type Question = NonNullable<RequestPage['question']>;

/** The patron (or staff on their behalf) answers what sourcing asked. It must be the question that is open, and one of its answers. */
export async function answerQuestion(
  tx: Tx,
  id: string,
  by: Person,
  { decisionId, answer }: { readonly decisionId: string; readonly answer: string },
): Promise<Result<RequestState, Rejection>> {
  const [row] = await tx.query<{ question: Question | null }>(QUESTION, [id]);
  if (!row) return err(reject('not-found', 'There is no such request.'));
  const { question } = row;
  if (!question)
    return err(
      reject('no-question', 'Nothing is being asked about this request at the moment.', { remedy: 'Load its page again.' }),
    );
  if (question.decisionId !== decisionId)
    return err(
      reject('conflict', 'Another question is open by now.', {
        field: 'decisionId',
        remedy: 'Load the page again and answer that one.',
      }),
    );
  if (!question.options.some(({ value }) => value === answer))
    return err(
      reject('unknown-answer', `"${answer.slice(0, 60)}" is none of the answers.`, {
        field: 'answer',
        remedy: `Choose one of: ${question.options.map(({ value, label }) => `${value} (${label})`).join(', ')}.`,
      }),
    );
  const now = tx.now().toISOString();
  return stepRequest(tx, id, { type: 'answer', by, decisionId, question: question.question, answer, now });
}

import { z } from 'zod';
import { SealError, type Seals } from '#lib/service';
import { ANSWERS, type Answer } from '../../domain/email/answers.ts';

/** What one link in a mail to a lender is for: this answer, by this lender, to this request of ours. */
export interface Link {
  readonly attemptId: string;
  readonly requestId: string;
  readonly partner: string;
  readonly answer: Answer;
  /** Which mail it stands in: the same answer to two mails is two answers. */
  readonly mail: string;
}

const CONTEXT = 'lender-answer';
const Sealed = z.tuple([z.uuid(), z.string(), z.string(), z.enum(ANSWERS), z.string()]);

/** The link's path: keyed by the installation's secret for that library alone, so that nobody can make one or change what it is for. */
export const linkPath = (seals: Seals, library: string, { attemptId, requestId, partner, answer, mail }: Link): string =>
  `/answer/${library}/${seals.seal(library, JSON.stringify([attemptId, requestId, partner, answer, mail]), CONTEXT)}`;

/** What a link is for; undefined where it is none of ours. */
export function readLink(seals: Seals, library: string, token: string): Link | undefined {
  try {
    const [attemptId, requestId, partner, answer, mail] = Sealed.parse(JSON.parse(seals.open(library, token, CONTEXT)));
    return { attemptId, requestId, partner, answer, mail };
  } catch (error) {
    if (error instanceof SealError || error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

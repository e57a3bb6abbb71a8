import { PermanentError, type JobFailure } from '#lib/messaging';
import type { NcipAnswer } from '#lib/ncip';

/** Why the library's own system could not be asked, as one sentence. */
export function whyNot({ error, message }: JobFailure): string {
  const why = error instanceof Error ? error.message : message;
  return sentence(why);
}

/** What somebody said, on one line, with a full stop, not longer than a screen shows. */
export const sentence = (text: string): string =>
  `${text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
    .replace(/[.\s]*$/, '')}.`;

/** A problem in its own words. */
export const problemText = ({ type, detail }: NonNullable<NcipAnswer['problem']>): string =>
  [type, detail].filter(Boolean).join(': ');

/** Nothing is asked for a patron whose card is not known (any more). */
export const noCard = (): PermanentError => new PermanentError('the patron’s card number is not known here any more.');

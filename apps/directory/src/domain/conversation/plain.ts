import { LONGEST_MESSAGE } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';

/** So many messages about one request; who needs more has something to talk over. */
export const MOST_MESSAGES = 300;

/** Control characters but line breaks and tabs, and signs that turn the direction of what stands beside them (Unicode UAX #9 §2). */
const UNWANTED = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

/** A text as it is kept: plain, its lines ended by \n, without control characters or more than two empty lines in a row. */
export const plain = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(UNWANTED, '')
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{4,}/g, '\n\n\n')
    .trim()
    .normalize('NFC');

/** A message as it is kept, or what is wrong with it. */
export function readMessage(given: string): Result<string, Rejection> {
  const text = plain(given);
  if (!text) return err(reject('empty-message', 'The message is empty.', { field: 'text', remedy: 'Write something.' }));
  if (text.length > LONGEST_MESSAGE)
    return err(
      reject('too-long', `The message has ${text.length} characters; ${LONGEST_MESSAGE} are the most.`, {
        field: 'text',
        remedy: 'Say it shorter, or in two messages.',
      }),
    );
  return ok(text);
}

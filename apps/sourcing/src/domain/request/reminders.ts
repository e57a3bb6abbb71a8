import { HOUR } from '#lib/kernel';

/** How a library reminds its patrons of what they are asked. */
export interface Reminding {
  /** How often before silence counts as the default answer; 0: never. */
  readonly times: number;
  /** The last one comes so long before that. */
  readonly lastHoursBefore: number;
}
export const REMINDING: Reminding = { times: 1, lastHoursBefore: 24 };

/**
 * When a patron is reminded of a question: the last time `lastHoursBefore` its default answer, or half-way where there is not so much time;
 * the others evenly before that. In order, each after the question and before its default answer.
 */
export function remindersAt(askedAt: string, answerBy: string, { times, lastHoursBefore }: Reminding): string[] {
  const [asked, end] = [Date.parse(askedAt), Date.parse(answerBy)];
  if (times < 1 || end - asked < 2) return [];
  const wished = end - lastHoursBefore * HOUR;
  const last = wished > asked ? wished : asked + (end - asked) / 2;
  return Array.from({ length: times }, (_, index) =>
    new Date(Math.floor(asked + ((last - asked) * (index + 1)) / times)).toISOString(),
  );
}

/** What a question waits for next, `reminded` times reminded of: the next reminder, or that silence counts. */
export const nextWait = (askedAt: string, answerBy: string, reminding: Reminding, reminded: number): string =>
  remindersAt(askedAt, answerBy, reminding)[reminded] ?? answerBy;

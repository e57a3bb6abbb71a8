import { DAY, localDate } from '#lib/kernel';
import type { AttemptAdvanced, Decided, SourcingEnded } from '#lib/contracts';
import type { HAPPENINGS } from '#lib/policy';

export type What = (typeof HAPPENINGS)[number];

/** Something that happened to a request, of which somebody may have to be told. */
export interface Happening {
  readonly what: What;
  /** The same for the same thing: nobody is told twice of one occasion. */
  readonly occasion: string;
  /** `YYYY-MM-DD`, in the library's time zone. */
  readonly due?: string;
  readonly answerBy?: string;
  readonly daysUntilDue?: number;
  readonly daysUnanswered?: number;
}

/** A notice that a rule wants later, where it still holds then. */
export interface Later {
  readonly rule: string;
  readonly notice: string;
  readonly to: 'patron' | 'staff';
  readonly channel: 'email' | 'page';
  readonly happening: Happening;
  /** The policy by which it was put off. */
  readonly policyHash: string;
  /** A moment. */
  readonly at: string;
}

/** What directory keeps of a request's course: as much as it takes to tell its patron in time. Nothing of it says who that is. */
export interface Followed {
  readonly asked?: { readonly decisionId: string; readonly at: string; readonly answerBy: string };
  readonly due?: { readonly attempt: string; readonly day: string };
  /** The occasion of what happened last. */
  readonly last?: string;
  readonly later: readonly Later[];
  /** Not yet weighed: the request's patron has not been heard of, or no policy. */
  readonly waiting: readonly Happening[];
  /** It has come to its end, and of that the patron is told once. */
  readonly ended?: string;
  readonly over: boolean;
}

export interface Saw {
  readonly followed: Followed;
  readonly happening?: Happening;
}

export const nothingYet: Followed = { later: [], waiting: [], over: false };
/** So early in the morning, in the library's time zone, it is looked whom to remind. */
const HOUR_OF_REMINDERS = 8;

const without = <Key extends keyof Followed>(followed: Followed, key: Key): Omit<Followed, Key> => {
  const { [key]: _, ...rest } = followed;
  return rest;
};
const happens = (followed: Followed, happening: Happening): Saw => ({
  followed: { ...followed, last: happening.occasion },
  happening,
});

export const sawReceived = (followed: Followed): Saw => happens(followed, { what: 'received', occasion: 'received' });

/** A question, or a decision that makes the one before it idle. */
export function sawDecision(
  followed: Followed,
  { decisionId, outcome }: Pick<Decided, 'decisionId' | 'outcome'>,
  at: string,
): Saw {
  if (outcome.route !== 'ask-patron') return { followed: without(followed, 'asked') };
  const { answerBy } = outcome;
  const asked = { decisionId, at, answerBy };
  return happens({ ...followed, asked }, { what: 'asked', occasion: `asked ${decisionId}`, answerBy });
}

export const sawAnswer = (followed: Followed, decisionId: string): Saw => ({
  followed: followed.asked?.decisionId === decisionId ? without(followed, 'asked') : followed,
});

/** A step of a supply attempt: what was asked for is there, is lent until a day, is wanted back, has come back. */
export function sawAttempt(
  followed: Followed,
  attempt: string,
  { from, status, dueDate, recalled }: Pick<AttemptAdvanced, 'from' | 'status' | 'dueDate' | 'recalled'>,
): Saw {
  const back = followed.due?.attempt === attempt ? without(followed, 'due') : followed;
  const now: Followed = status === 'checked-out' && dueDate ? { ...back, due: { attempt, day: dueDate } } : back;
  if (recalled) return happens(now, { what: 'recalled', occasion: `recalled ${attempt}`, ...(dueDate && { due: dueDate }) });
  if (from !== status && status === 'patron-notified')
    return happens(now, { what: 'arrived', occasion: `arrived ${attempt}`, ...(dueDate && { due: dueDate }) });
  if (from !== status && status === 'delivered') return happens(now, { what: 'delivered', occasion: `delivered ${attempt}` });
  // whatever moves on, moves on from what a later notice was to say
  return { followed: from === status ? now : { ...now, last: `${status} ${attempt}` } };
}

/** The request comes to nothing, or to its end. */
export function sawEnd(followed: Followed, what: SourcingEnded['outcome'] | 'filled'): Saw {
  const { asked: _asked, ...rest } = followed;
  if (what === 'filled' || rest.ended) return { followed: rest };
  return happens({ ...rest, ended: what }, { what, occasion: `ended ${what}` });
}

export const sawClosed = (followed: Followed): Followed => {
  const { asked: _asked, due: _due, ...rest } = followed;
  return { ...rest, later: [], over: true };
};

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** What is to be looked at this morning: a question unanswered, a loan out. Each occasion, and each notice of it, comes once. */
export function looks({ asked, due, over }: Followed, now: Date, timeZone: string): Happening[] {
  const today = localDate(now, timeZone);
  const found: Happening[] = [];
  if (asked && !over) {
    const daysUnanswered = Math.max(0, daysBetween(localDate(new Date(asked.at), timeZone), today));
    const { decisionId, answerBy } = asked;
    found.push({ what: 'still-unanswered', occasion: `unanswered ${decisionId}`, daysUnanswered, answerBy });
  }
  if (due && !over)
    found.push({
      what: 'due',
      occasion: `due ${due.attempt} ${due.day}`,
      due: due.day,
      daysUntilDue: daysBetween(today, due.day),
    });
  return found;
}

/** Notices put off whose time has come; those that hold no longer are dropped. */
export function ripe(followed: Followed, now: Date): { readonly followed: Followed; readonly notices: readonly Later[] } {
  const come = followed.later.filter(({ at }) => Date.parse(at) <= now.getTime());
  const later = followed.later.filter((one) => !come.includes(one));
  return { followed: { ...followed, later }, notices: come.filter(({ happening }) => happening.occasion === followed.last) };
}

/** When it is to be looked at next: each morning while something is awaited, soon where something could not be weighed, else never. */
export function nextLook(followed: Followed, now: Date, timeZone: string): Date | null {
  if (followed.waiting.length) return new Date(now.getTime() + 60_000);
  if (!followed.later.length && (followed.over || (!followed.asked && !followed.due))) return null;
  const today = localDate(now, timeZone);
  const morning = morningOf(today, timeZone);
  return morning > now ? morning : morningOf(dayAfter(today, 1), timeZone);
}

export const dayAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The moment at which reminders go out on a day of the library's. */
export function morningOf(day: string, timeZone: string): Date {
  const guess = Date.parse(`${day}T${String(HOUR_OF_REMINDERS).padStart(2, '0')}:00:00Z`);
  // what the clocks there show at the guess, read as if it were UTC, is off by their offset
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(guess);
  return new Date(guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess));
}

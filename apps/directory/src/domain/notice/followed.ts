import { DAY, localDate } from '#lib/kernel';
import type { AttemptAdvanced, Decided, QuestionReminded, SourcingEnded } from '#lib/contracts';
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

interface LastDay {
  readonly attempt: string;
  readonly day: string;
}
const DAYS = ['due', 'shelf', 'link'] as const;
const HAPPENS = { due: 'due', shelf: 'shelf-ends', link: 'link-ends' } as const;

/** What directory keeps of a request's course: as much as it takes to tell its patron in time. Nothing of it says who that is. */
export interface Followed {
  readonly asked?: { readonly decisionId: string; readonly at: string; readonly answerBy: string };
  /** Until when the patron has it; it waits to be picked up; its link is shown: the last day of each, `YYYY-MM-DD`. */
  readonly due?: LastDay;
  readonly shelf?: LastDay;
  readonly link?: LastDay;
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

/** Sourcing reminds of a question that is still open. */
export function sawReminder(followed: Followed, { decisionId, number, answerBy }: Reminder, now: Date, timeZone: string): Saw {
  const { asked } = followed;
  if (asked?.decisionId !== decisionId || followed.over) return { followed };
  const daysUnanswered = Math.max(0, daysBetween(localDate(new Date(asked.at), timeZone), localDate(now, timeZone)));
  return happens(followed, {
    what: 'still-unanswered',
    occasion: `unanswered ${decisionId} ${number}`,
    daysUnanswered,
    answerBy,
  });
}
type Reminder = Pick<QuestionReminded, 'decisionId' | 'number' | 'answerBy'>;

export const sawAnswer = (followed: Followed, decisionId: string): Saw => ({
  followed: followed.asked?.decisionId === decisionId ? without(followed, 'asked') : followed,
});

type Step = Pick<
  AttemptAdvanced,
  'from' | 'status' | 'dueDate' | 'patronDueDate' | 'recalled' | 'renewal' | 'availableUntil' | 'undone'
>;

/**
 * A step of a supply attempt: what was asked for is there, is lent until a day, may be kept longer or not, is wanted back, has come back.
 * @param shelfUntil the last day on which it waits to be picked up, where it does
 */
export function sawAttempt(followed: Followed, attempt: string, step: Step, shelfUntil?: string): Saw {
  const { from, status, recalled, renewal, undone } = step;
  // the patron's own day comes before the lender's
  const due = step.patronDueDate ?? step.dueDate;
  const now = withDays(followed, attempt, step, shelfUntil);
  const dated = due ? { due } : {};
  if (recalled) return happens(now, { what: 'recalled', occasion: `recalled ${attempt}`, ...dated });
  if (renewal === 'granted') return happens(now, { what: 'renewed', occasion: `renewed ${attempt} ${due ?? ''}`, ...dated });
  if (renewal === 'refused')
    return happens(now, { what: 'renewal-refused', occasion: `renewal-refused ${attempt} ${due ?? ''}`, ...dated });
  if (from === status) return { followed: now };
  if (undone) return { followed: { ...now, last: `${status} ${attempt}` } };
  if (status === 'patron-notified') return happens(now, { what: 'arrived', occasion: `arrived ${attempt}`, ...dated });
  if (status === 'delivered') return happens(now, { what: 'delivered', occasion: `delivered ${attempt}` });
  if (status === 'lost' && from === 'checked-out') return happens(now, { what: 'lost', occasion: `lost ${attempt}`, ...dated });
  if (from === 'patron-notified' && status === 'returned-by-patron' && !now.ended)
    return happens(now, { what: 'not-picked-up', occasion: `not-picked-up ${attempt}` });
  // whatever moves on, moves on from what a later notice was to say
  return { followed: { ...now, last: `${status} ${attempt}` } };
}

/** The days that are looked at each morning, as this step leaves them. A remark says them again or leaves them. */
function withDays(followed: Followed, attempt: string, step: Step, shelfUntil: string | undefined): Followed {
  const { from, status, availableUntil } = step;
  const due = step.patronDueDate ?? step.dueDate;
  const says: Readonly<Record<(typeof DAYS)[number], string | undefined>> = {
    due: status === 'checked-out' ? due : undefined,
    shelf: status === 'patron-notified' ? shelfUntil : undefined,
    link: status === 'delivered' ? availableUntil : undefined,
  };
  return DAYS.reduce((at: Followed, key): Followed => {
    const day = says[key];
    if (day) return { ...at, [key]: { attempt, day } };
    return from !== status && at[key]?.attempt === attempt ? without(at, key) : at;
  }, followed);
}

/** The patron says that they cannot get at it: the library looks into it. @param id of what they said */
export const sawNotObtained = (followed: Followed, id: string): Saw =>
  happens(followed, { what: 'not-obtained', occasion: `not-obtained ${id}` });

/** What was over is not: it is looked at again. */
export const sawReopened = (followed: Followed): Followed => ({ ...without(followed, 'ended'), over: false });

/** The request comes to nothing, or to its end. */
export function sawEnd(followed: Followed, what: SourcingEnded['outcome'] | 'filled'): Saw {
  const { asked: _asked, ...rest } = followed;
  if (what === 'filled' || rest.ended) return { followed: rest };
  return happens({ ...rest, ended: what }, { what, occasion: `ended ${what}` });
}

export const sawClosed = (followed: Followed): Followed => {
  const { asked: _asked, due: _due, shelf: _shelf, link: _link, ...rest } = followed;
  return { ...rest, later: [], over: true };
};

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** What is to be looked at this morning: a loan out, something to be picked up or opened. Each occasion, and each notice of it, comes once. */
export function looks(followed: Followed, now: Date, timeZone: string): Happening[] {
  if (followed.over) return [];
  const today = localDate(now, timeZone);
  return DAYS.flatMap((key) => {
    const { attempt, day } = followed[key] ?? {};
    if (!attempt || !day) return [];
    return [
      { what: HAPPENS[key], occasion: `${HAPPENS[key]} ${attempt} ${day}`, due: day, daysUntilDue: daysBetween(today, day) },
    ];
  });
}

/** Notices put off whose time has come; those that hold no longer are dropped. */
export function ripe(followed: Followed, now: Date): { readonly followed: Followed; readonly notices: readonly Later[] } {
  const come = followed.later.filter(({ at }) => Date.parse(at) <= now.getTime());
  const later = followed.later.filter((one) => !come.includes(one));
  return { followed: { ...followed, later }, notices: come.filter(({ happening }) => happening.occasion === followed.last) };
}

/** The happening as an occasion of its own each time so many days have passed: then it is told of anew. */
export function again(happening: Happening, everyDays: number | undefined): Happening {
  const days = Math.abs(happening.daysUntilDue ?? happening.daysUnanswered ?? 0);
  const round = everyDays ? Math.floor(days / everyDays) : 0;
  return round ? { ...happening, occasion: `${happening.occasion} again ${round}` } : happening;
}

/** When it is to be looked at next: each morning while something is awaited, soon where something could not be weighed, else never. */
export function nextLook(followed: Followed, now: Date, timeZone: string): Date | null {
  if (followed.waiting.length) return new Date(now.getTime() + 60_000);
  if (!followed.later.length && (followed.over || !DAYS.some((key) => followed[key]))) return null;
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

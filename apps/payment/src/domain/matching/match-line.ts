import { DAY, formatMoney, money, type Money } from '#lib/kernel';

/** What the ledger expects to be asked for one charge, in minor units. */
export interface Awaited {
  readonly charge: string;
  /** Of what was lent none: the request is another library's. */
  readonly requestId?: string | undefined;
  readonly payee: string;
  /** The other side's number of the request, bare, where it is known. */
  readonly number?: string | undefined;
  /** When it was charged, ISO 8601. */
  readonly day: string;
  /** Not asked yet; below zero: something is to be given back. */
  readonly open: number;
  /** So much of it was asked before. */
  readonly shown: number;
  /** Whether it was taken back. */
  readonly reversed: boolean;
}
/** As lines are held against it, what is left of it. */
export type Left = { -readonly [K in keyof Awaited]: Awaited[K] };

/** What somebody else says is to be paid: a line of their report or invoice. */
export interface Asked {
  readonly number?: string | undefined;
  readonly payee?: string | undefined;
  readonly day?: string | undefined;
  /** Below zero: given back. */
  readonly amount: Money;
}

/** What a line can be, held against what is expected. */
export const LINE_VERDICTS = [
  'confirmed', // as expected
  'refund', // given back, as expected
  'likely', // no number says so, but library, amount and time fit
  'amount-differs',
  'charged-twice',
  'after-reversal', // charged although it had been taken back
  'never-expected',
] as const;
export type LineVerdict = (typeof LINE_VERDICTS)[number];
/** What waits for a person. */
export const DIFFERENCES: readonly string[] = ['likely', 'amount-differs', 'charged-twice', 'after-reversal', 'never-expected'];

export interface Verdict {
  readonly verdict: LineVerdict;
  readonly charge?: string;
  readonly requestId?: string;
  /** In a sentence, where it differs: what does, and what was expected. */
  readonly why?: string;
}

/** A line may be dated so many days apart from what was heard of the shipping. */
const APART = 31 * DAY;

/** A line that is about `one`, as its number says. What it asks is taken from what is left. @param who asks, as a sentence begins */
export function matchNamed({ amount: { minor, currency }, amount }: Asked, one: Left, who: string): Verdict {
  const found = { charge: one.charge, ...(one.requestId && { requestId: one.requestId }) };
  const { open, shown } = one;
  const take = (): void => {
    one.open = open - minor;
    one.shown = shown + minor;
  };
  if (open !== 0 && minor === open) {
    take();
    return { ...found, verdict: minor < 0 ? 'refund' : 'confirmed' };
  }
  const charged = formatMoney(amount);
  if (one.reversed && minor > 0 && shown === 0)
    return { ...found, verdict: 'after-reversal', why: `${who} charges ${charged} for what had been taken back.` };
  if (open === 0 && shown !== 0 && minor > 0)
    return {
      ...found,
      verdict: 'charged-twice',
      why: `${who} charges ${charged} once more: ${formatMoney(money(shown, currency))} was charged before.`,
    };
  const why = `${who} says ${charged}; ${open === 0 ? 'nothing' : formatMoney(money(open, currency))} was expected.`;
  // the line is what was charged for it: no second one may pass for it
  take();
  return { ...found, verdict: 'amount-differs', why };
}

/** A line of which no number says what it is about: the one nearest in time that its payee asks as much for. @param what it is, as a sentence begins */
export function matchLikely(line: Asked, left: readonly Left[], what: string): Verdict {
  const apart = (day: string): number => (line.day ? Math.abs(Date.parse(line.day) - Date.parse(day.slice(0, 10))) : 0);
  const fitting = left
    .filter(
      (one) =>
        one.payee.toUpperCase() === line.payee?.toUpperCase() &&
        one.open !== 0 &&
        one.open === line.amount.minor &&
        // two numbers that differ are two requests
        (one.number === undefined || line.number === undefined) &&
        apart(one.day) <= APART,
    )
    .toSorted((a, b) => apart(a.day) - apart(b.day));
  const [best] = fitting;
  if (!best) return { verdict: 'never-expected', why: `${what}: nothing like it was expected.` };
  best.shown += line.amount.minor;
  best.open = 0;
  const others = fitting.length - 1;
  const also = others ? ` ${others} more would fit as well.` : '';
  const why = `${what} is what was expected, but no number says it is this request.${also}`;
  return { verdict: 'likely', charge: best.charge, ...(best.requestId && { requestId: best.requestId }), why };
}

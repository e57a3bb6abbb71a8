/** A public holiday, as a starting list: the library confirms it, as it may stay open or close on other days. */
export interface Holiday {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
}

type Rule = (year: number) => Date;

const day = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month - 1, date));
const plus = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000);
const fixed =
  (month: number, date: number): Rule =>
  (year) =>
    day(year, month, date);
/** The nth (from the end: -1 the last) of a weekday (0 Sunday … 6 Saturday) of a month. */
const nth =
  (n: number, weekday: number, month: number): Rule =>
  (year) => {
    if (n > 0) return plus(day(year, month, 1), ((weekday - day(year, month, 1).getUTCDay() + 7) % 7) + 7 * (n - 1));
    const last = day(year, month + 1, 0);
    return plus(last, -((last.getUTCDay() - weekday + 7) % 7));
  };

/** Easter Sunday of the Gregorian calendar (Butcher's algorithm, as in Meeus, Astronomical Algorithms, ch. 8). */
export function easter(year: number): Date {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const sum = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return day(year, Math.floor(sum / 31), (sum % 31) + 1);
}
const afterEaster =
  (days: number): Rule =>
  (year) =>
    plus(easter(year), days);

/** In the US a holiday on a Saturday is kept on Friday, on a Sunday on Monday (5 U.S.C. 6103(b), E.O. 11582). */
const toNearestWeekday = (date: Date): Date => plus(date, date.getUTCDay() === 6 ? -1 : date.getUTCDay() === 0 ? 1 : 0);
/** In the UK and in Canada a holiday on a weekend is kept on the next weekday. */
const toNextWeekday = (date: Date): Date => plus(date, date.getUTCDay() === 6 ? 2 : date.getUTCDay() === 0 ? 1 : 0);
const asIs = (date: Date): Date => date;

interface Country {
  readonly name: string;
  readonly kept: (date: Date) => Date;
  readonly rules: readonly (readonly [name: string, rule: Rule])[];
}

/** National holidays, without those of single states and provinces. */
export const COUNTRIES: Readonly<Record<string, Country>> = {
  // 5 U.S.C. 6103(a)
  US: {
    name: 'United States',
    kept: toNearestWeekday,
    rules: [
      ['New Year’s Day', fixed(1, 1)],
      ['Birthday of Martin Luther King, Jr.', nth(3, 1, 1)],
      ['Washington’s Birthday', nth(3, 1, 2)],
      ['Memorial Day', nth(-1, 1, 5)],
      ['Juneteenth', fixed(6, 19)],
      ['Independence Day', fixed(7, 4)],
      ['Labor Day', nth(1, 1, 9)],
      ['Columbus Day', nth(2, 1, 10)],
      ['Veterans Day', fixed(11, 11)],
      ['Thanksgiving Day', nth(4, 4, 11)],
      ['Christmas Day', fixed(12, 25)],
    ],
  },
  CA: {
    name: 'Canada',
    kept: toNextWeekday,
    rules: [
      ['New Year’s Day', fixed(1, 1)],
      ['Good Friday', afterEaster(-2)],
      ['Victoria Day', (year) => plus(day(year, 5, 24), -((day(year, 5, 24).getUTCDay() + 6) % 7))],
      ['Canada Day', fixed(7, 1)],
      ['Labour Day', nth(1, 1, 9)],
      ['National Day for Truth and Reconciliation', fixed(9, 30)],
      ['Thanksgiving', nth(2, 1, 10)],
      ['Remembrance Day', fixed(11, 11)],
      ['Christmas Day', fixed(12, 25)],
      ['Boxing Day', fixed(12, 26)],
    ],
  },
  // Banking and Financial Dealings Act 1971, England and Wales
  GB: {
    name: 'United Kingdom',
    kept: toNextWeekday,
    rules: [
      ['New Year’s Day', fixed(1, 1)],
      ['Good Friday', afterEaster(-2)],
      ['Easter Monday', afterEaster(1)],
      ['Early May bank holiday', nth(1, 1, 5)],
      ['Spring bank holiday', nth(-1, 1, 5)],
      ['Summer bank holiday', nth(-1, 1, 8)],
      ['Christmas Day', fixed(12, 25)],
      ['Boxing Day', fixed(12, 26)],
    ],
  },
  DE: {
    name: 'Germany',
    kept: asIs,
    rules: [
      ['Neujahr', fixed(1, 1)],
      ['Karfreitag', afterEaster(-2)],
      ['Ostermontag', afterEaster(1)],
      ['Tag der Arbeit', fixed(5, 1)],
      ['Christi Himmelfahrt', afterEaster(39)],
      ['Pfingstmontag', afterEaster(50)],
      ['Tag der Deutschen Einheit', fixed(10, 3)],
      ['1. Weihnachtstag', fixed(12, 25)],
      ['2. Weihnachtstag', fixed(12, 26)],
    ],
  },
  // Ley Federal del Trabajo, art. 74
  MX: {
    name: 'Mexico',
    kept: asIs,
    rules: [
      ['Año Nuevo', fixed(1, 1)],
      ['Día de la Constitución', nth(1, 1, 2)],
      ['Natalicio de Benito Juárez', nth(3, 1, 3)],
      ['Día del Trabajo', fixed(5, 1)],
      ['Día de la Independencia', fixed(9, 16)],
      ['Día de la Revolución', nth(3, 1, 11)],
      ['Navidad', fixed(12, 25)],
    ],
  },
};

const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** The national holidays kept in a country from a day on, for a year; empty where the country's are not known here. */
export function holidaysOf(country: string, from: string): readonly Holiday[] {
  const known = COUNTRIES[country];
  if (!known) return [];
  const year = Number(from.slice(0, 4));
  const until = `${year + 1}${from.slice(4)}`;
  const taken = new Set<string>();
  return [year, year + 1, year + 2]
    .flatMap((one) => known.rules.map(([name, rule]) => ({ name, at: known.kept(rule(one)) })))
    .map(({ name, at }) => {
      // Christmas and Boxing Day on one weekend: the second moves on
      let date = iso(at);
      while (taken.has(date)) date = iso(plus(new Date(`${date}T00:00:00Z`), 1));
      taken.add(date);
      return { date, name };
    })
    .filter(({ date }) => from <= date && date < until)
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

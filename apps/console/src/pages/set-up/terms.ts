/** A term that is a number: what it counts (`money`: in units of the library's currency, kept in minor ones), and what holds where the library has set nothing. */
const count = <const Name extends string, const Unit extends string>(name: Name, unit: Unit, itself: number) =>
  ({ name, unit, itself }) as const;
/** A term that is on or off; off where the library has set nothing. */
const either = <const Name extends string>(name: Name) => ({ name, unit: undefined }) as const;

/** An amount, or nothing at all. */
const optional = <const Name extends string>(name: Name) => ({ name, unit: 'money', itself: undefined }) as const;
/** A term that is a list of words. */
const words = <const Name extends string>(name: Name) => ({ name, unit: 'words' }) as const;

/** What a library may set of each part of its profile, in the order in which it is met. Limits are the server's to tell. */
export const TERMS = [
  {
    part: 'borrowing',
    fields: [
      count('borrowing.askingCap', 'workingDays', 40),
      count('borrowing.cap', 'workingDays', 180),
      either('borrowing.checkCopies'),
      either('borrowing.chargedOnReceipt'),
      count('borrowing.copyDays', 'workingDays', 20),
      count('borrowing.holdShelfDays', 'workingDays', 7),
      count('borrowing.graceDays', 'workingDays', 2),
      count('borrowing.renewals', 'times', 3),
    ],
  },
  {
    part: 'lending',
    fields: [
      either('lending.answersItself'),
      count('lending.shipDays', 'days', 5),
      count('lending.loanDays', 'days', 28),
      count('lending.returnDays', 'days', 5),
      count('lending.renewals', 'times', 1),
    ],
  },
  {
    part: 'costs',
    fields: [count('costs.handling', 'money', 0), count('costs.postage', 'money', 0)],
  },
  {
    part: 'settling',
    fields: [either('settling.withoutIfm')],
  },
  {
    part: 'patronFees',
    fields: [
      count('patronFees.loan', 'money', 0),
      count('patronFees.copy', 'money', 0),
      optional('patronFees.abroad'),
      optional('patronFees.bears'),
      optional('patronFees.cap'),
      words('patronFees.freeGroups'),
    ],
  },
  {
    part: 'asking',
    fields: [count('asking.reminders', 'times', 1), count('asking.lastReminderHours', 'hours', 24)],
  },
] as const;
export type Terms = (typeof TERMS)[number];

/** The setting's name within its part: `renewals` of `lending.renewals`. */
export const settingOf = (name: Terms['fields'][number]['name']): string => name.slice(name.indexOf('.') + 1);

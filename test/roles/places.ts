import type { Role } from '#lib/contracts';

/** The library whose rows are seeded, and another one. */
export const HERE = 'LCC';
export const ELSEWHERE = 'TSU';
export const CONSORTIUM = 'consortium';
/** Where patrons' answers by mail go. */
export const MAIL_IN = 'reply@ill.example';
/** Patrons: the one whose requests are seeded, another of the same library, one of the other library. */
export const MINE = 'p_mine0000000000';
export const ANOTHER = 'p_another0000000';
export const FOREIGN = 'p_foreign0000000';

/** Where somebody stands, seen from the seeded row. */
export type Place =
  /** at its library */
  | 'own'
  /** at its library, as a patron it does not belong to */
  | 'another’s'
  /** at another library */
  | 'other'
  /** at another library, saying that they act for the row's */
  | 'pretending'
  /** at the consortium, acting for no library */
  | 'everywhere';

/** As whom a patron who stands there is known outside directory. */
export const refOf = (place: Place): string => (place === 'own' ? MINE : place === 'another’s' ? ANOTHER : FOREIGN);

/** Somebody who calls. */
export interface Caller {
  readonly role: Role;
  readonly place: Place;
  /** The library they call for, as the service sees it. */
  readonly tenant: string;
  /** Their account; of a patron and a proxy the one that is seeded. */
  readonly sub: string;
}

/** One row to be seen or changed, and how to get at it. */
export interface Seed {
  /** What stands for `:id` and the like in the route's path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: object | string;
  readonly type?: string;
  /** What the answer holds of the seeded row, for a route that shows it. */
  readonly sees?: string;
  /** What an allowed call changes: a row of this table that holds this text. */
  readonly changes?: { readonly table: string; readonly text: string };
}

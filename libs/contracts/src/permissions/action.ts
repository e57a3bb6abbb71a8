import type { Role } from '../http/role.ts';

/** The services, as rooms that own actions; `every` for what each of them has. */
export type Room = 'directory' | 'intake' | 'sourcing' | 'fulfillment' | 'payment' | 'reporting' | 'every';

/** One thing people do, and who may do it. */
export interface ActionEntry {
  /** What it is, in a librarian's words. */
  readonly says: string;
  /** Who may. `operator`: an operator of the consortium while acting for the library; left out, it is the library's own business. */
  readonly roles: readonly Role[];
  /**
   * `own-library` (where nothing stands): for the library one belongs to or acts for. `any-library`: operators also without naming a
   * library, for all of them or for the consortium itself.
   */
  readonly scope?: 'own-library' | 'any-library';
  /** Also for people limited to a branch, who have to do with its requests only; everything else is closed to them. */
  readonly branch?: true;
  /** It goes outside or costs money: what a student worker does of it waits until a supervisor releases it. */
  readonly release?: true;
}

/** Who carries on the daily work at the ILL desk: staff, those who lead them, an operator who stands in. */
export const DESK = ['staff', 'supervisor', 'operator'] as const satisfies readonly Role[];
/** Everybody who works at the library, whatever they do there. */
export const EMPLOYEES = [
  'student',
  'staff',
  'circulation',
  'acquisitions',
  'cataloging',
  'supervisor',
  'rules-author',
  'rules-approver',
  'manager',
  'accountant',
  'library-admin',
] as const satisfies readonly Role[];
/** Everybody who works at the library, whoever audits it, and an operator. */
export const WORKPLACE = [...EMPLOYEES, 'auditor', 'operator'] as const satisfies readonly Role[];
/** Whoever asks for something for themselves, or in somebody's name. */
export const READERS = ['patron', 'proxy'] as const satisfies readonly Role[];
/** Everybody there is. */
export const EVERYBODY = [...READERS, ...WORKPLACE] as const satisfies readonly Role[];
/** Those who see what waits for a hand: the desks, and whoever oversees them. */
export const WORKLISTS = [
  ...DESK,
  'student',
  'circulation',
  'acquisitions',
  'cataloging',
  'manager',
  'auditor',
] as const satisfies readonly Role[];
/** Those whose work needs the library's requests; setting the library up does not. */
export const SEES_REQUESTS = WORKPLACE.filter((role) => role !== 'library-admin');

import { isPractice } from '#lib/kernel';
import type { Role } from '../http/role.ts';
import type { ActionEntry, Room } from './action.ts';
import { directory } from './directory.ts';
import { every } from './every.ts';
import { fulfillment } from './fulfillment.ts';
import { intake } from './intake.ts';
import { payment } from './payment.ts';
import { reporting } from './reporting.ts';
import { sourcing } from './sourcing.ts';

/** The table action × role, by the room that owns the action. Guard, console, docs/roles.md and the test of every route follow it. */
export const ROOMS = { directory, intake, sourcing, fulfillment, payment, reporting, every } as const satisfies Readonly<
  Record<Room, Readonly<Record<string, ActionEntry>>>
>;
type Rooms = typeof ROOMS;
/** What somebody may be let do, such as `requests.decide`. */
export type Action = { [R in keyof Rooms]: keyof Rooms[R] }[keyof Rooms];

export const ACTIONS = Object.assign({}, ...Object.values(ROOMS)) as Readonly<Record<Action, ActionEntry>>;

/** As far as a person is let: `propose` what a supervisor must release first. */
export type Permission = 'yes' | 'propose' | 'no';
/** Who asks, and for which library (`consortium`: for none, or for all). */
export interface Asking {
  readonly tenant: string;
  readonly roles: readonly Role[];
  /** Who is limited to a branch may do what is marked so, for that branch. */
  readonly branch?: string | undefined;
  /** A program’s: exactly these, whatever its roles. */
  readonly scopes?: readonly Action[];
}

/**
 * Whether somebody may do any of these, themselves or by proposing it. Where they may do it with anybody's (at the desk), what they may
 * do with their own does not count: a student worker who is a patron, too, does not slip past the release.
 */
export function permission(who: Asking, ...actions: readonly Action[]): Permission {
  const graded = actions.map((action) => ({ action, grade: who.scopes ? scoped(who, action) : grade(who, ACTIONS[action]) }));
  const open = graded.filter((one) => one.grade !== 'no');
  const atDesk = open.filter(({ action }) => !action.endsWith('-own'));
  const grades = new Set((atDesk.length ? atDesk : open).map((one) => one.grade));
  return grades.has('yes') ? 'yes' : grades.has('propose') ? 'propose' : 'no';
}

/** Whether any of these is open to somebody at all; a student worker’s may still wait for its release. */
export const may = (who: Asking, ...actions: readonly Action[]): boolean => permission(who, ...actions) !== 'no';

/** A program of the consortium's does what is done for all of its libraries, and nothing that is one library's. */
const scoped = ({ tenant, scopes }: Asking, action: Action): Permission =>
  scopes?.includes(action) && (tenant !== 'consortium' || ACTIONS[action].scope === 'any-library') ? 'yes' : 'no';

function grade({ tenant, roles, branch }: Asking, { roles: allowed, scope, release, branch: atBranch }: ActionEntry): Permission {
  if (branch !== undefined && !atBranch) return 'no';
  if (tenant === 'consortium' && scope !== 'any-library') return 'no';
  const held = roles.filter((role) => allowed.includes(role));
  if (!held.length) return 'no';
  // nothing of a practice copy goes outside or costs money, so nobody has to release it: there a student worker learns to do it
  return release && held.every((role) => role === 'student') && !isPractice(tenant) ? 'propose' : 'yes';
}

import type { Action } from '#lib/contracts';
import type { Installation } from './installation.ts';
import type { Caller, Seed } from './places.ts';

export * from './places.ts';

/**
 * What somebody finds whom the row does not belong to, though they may do the same with their own: `refused` (the call names the row),
 * `their-own` (the call names none: it shows and changes what is theirs and nothing of the row's), `same` (it is nobody's in particular).
 */
export type Elsewhere = 'refused' | 'their-own' | 'same';

/** How one route is tried. */
export interface RouteSeed {
  /** Makes the row (of HERE, where it is a library's) for one call. */
  readonly seed: (installation: Installation, caller: Caller) => Promise<Seed> | Seed;
  /** The row is another one for each person (their own account, a task of their desk). */
  readonly varies?: boolean;
  /** `refused` where nothing is said. */
  readonly elsewhere?: Elsewhere | ((caller: Caller) => Elsewhere);
  /** A route of many steps: what a person must be let do for each of them, instead of what the route says. */
  readonly steps?: Readonly<Record<string, { readonly needs: readonly Action[]; readonly seed: RouteSeed['seed'] }>>;
}

/** By `METHOD /path`, as the service writes it. */
export type RouteSeeds = Readonly<Record<string, RouteSeed>>;

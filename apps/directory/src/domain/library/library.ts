import { err, ok, practisedBy, reject, type Decider, type Rejection } from '#lib/kernel';
import type { LibraryChanged } from '#lib/contracts';

/** What is known of a member library; every service hears the whole of it. */
export type LibraryProfile = LibraryChanged;

export interface LibraryState {
  readonly profile?: LibraryProfile;
}
export interface SetLibrary {
  readonly type: 'set';
  readonly profile: LibraryProfile;
}
export interface LibrarySet {
  readonly type: 'library-set';
  readonly profile: LibraryProfile;
}

/** The consortium's own rows have this tenant; no library may be called so. */
export const CONSORTIUM = 'consortium';

export const libraryDecider: Decider<LibraryState, SetLibrary, LibrarySet> = {
  initial: {},
  decide(state, { profile }) {
    const tidy = tidied(profile);
    const fault = faultOf(tidy);
    if (fault) return err(fault);
    const same = state.profile && JSON.stringify(state.profile) === JSON.stringify(tidy);
    return ok(same ? [] : [{ type: 'library-set', profile: tidy }]);
  },
  evolve: (_, { profile }) => ({ profile }),
};

/** Settings of which some may be left to Trillium, in one order; undefined where all are. */
const given = <T extends object>(settings: T | undefined): T | undefined => {
  const set = Object.entries(settings ?? {}).filter(([, days]) => days !== undefined);
  return set.length ? (Object.fromEntries(set.toSorted(([a], [b]) => a.localeCompare(b))) as T) : undefined;
};

/** What patrons pay, each group named once. */
const tidyFees = (fees: LibraryProfile['patronFees']): LibraryProfile['patronFees'] => {
  const groups = [...new Set(fees?.freeGroups)].toSorted();
  return given(fees && { ...fees, freeGroups: groups.length ? groups : undefined });
};

/** The same profile is always written the same way, so that an unchanged one makes no event. */
const tidied = (profile: LibraryProfile): LibraryProfile => {
  const { practiceOf, catalogUrl, ilsUrl, sharedIls, unlinkAfterDays } = profile;
  const keep = given(profile.keep);
  const borrowing = given(profile.borrowing);
  const asking = given(profile.asking);
  const lending = given(profile.lending);
  const costs = given(profile.costs);
  const settling = given(profile.settling);
  const patronFees = tidyFees(profile.patronFees);
  const closures = (profile.closures ?? [])
    .map(({ from, to, why }) => ({ from, to, ...(why?.trim() && { why: why.trim() }) }))
    .toSorted((a, b) => a.from.localeCompare(b.from));
  return {
    symbol: profile.symbol,
    name: profile.name.trim(),
    country: profile.country.toUpperCase(),
    currency: profile.currency.toUpperCase(),
    timeZone: profile.timeZone,
    workingDays: [...new Set(profile.workingDays)].toSorted((a, b) => a - b),
    holidays: [...new Set(profile.holidays)].toSorted(),
    ...(closures.length && { closures }),
    branches: profile.branches.map(({ code, name }) => ({ code, name })),
    active: profile.active,
    ...(practiceOf && { practiceOf }),
    ...(profile.postalAddress && { postalAddress: profile.postalAddress }),
    ...(catalogUrl && { catalogUrl }),
    ...(ilsUrl && { ilsUrl }),
    ...(sharedIls && { sharedIls }),
    ...(unlinkAfterDays !== undefined && { unlinkAfterDays }),
    ...(keep && { keep }),
    ...(borrowing && { borrowing }),
    ...(asking && { asking }),
    ...(lending && { lending }),
    ...(costs && { costs }),
    ...(settling && { settling }),
    ...(patronFees && { patronFees }),
    subjectsAtHigherLimit: [...new Set(profile.subjectsAtHigherLimit)].toSorted(),
  };
};

function faultOf(profile: LibraryProfile): Rejection | undefined {
  const { symbol, practiceOf, name, timeZone, workingDays, closures = [], branches } = profile;
  if (practisedBy(symbol) !== practiceOf)
    return reject('malformed-symbol', `The symbol ${symbol} is a practice copy’s.`, {
      field: 'symbol',
      remedy: 'Give a symbol that does not end in -P and a number.',
    });
  if (!name) return reject('missing-name', 'The library has no name.', { field: 'name', remedy: 'Give its full name.' });
  if (!isTimeZone(timeZone))
    return reject('unknown-time-zone', `"${timeZone}" is no time zone.`, {
      field: 'timeZone',
      remedy: 'Give an IANA name such as America/Chicago.',
    });
  if (!workingDays.length)
    return reject('no-working-days', 'A library that never works answers nobody.', {
      field: 'workingDays',
      remedy: 'Give at least one day, 1 for Monday to 7 for Sunday.',
    });
  const backwards = closures.findIndex(({ from, to }) => to < from);
  if (backwards >= 0)
    return reject('closure-backwards', 'A closure ends before it begins.', {
      field: `closures[${backwards}].to`,
      remedy: 'Give the first day, then the last day.',
    });
  const twice = branches.find(({ code }, at) => branches.findIndex((other) => other.code === code) !== at);
  if (twice)
    return reject('branch-twice', `The branch code "${twice.code}" is there twice.`, {
      field: 'branches',
      remedy: 'Give each branch a code of its own.',
    });
  return undefined;
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

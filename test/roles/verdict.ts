import type { Answer } from './installation.ts';
import { granted } from './installation.ts';
import { HERE, type Caller, type RouteSeed, type Seed } from './seed.ts';
import type { Action } from '#lib/contracts';

/** What must come of a call. */
export type Expected = 'allowed' | 'proposed' | 'refused' | 'nothing-of-it';

/** What the table action × role says of a call by this person from this place. */
export function expected(caller: Caller, needs: readonly Action[], { elsewhere = 'refused' }: RouteSeed): Expected {
  const grant = granted(caller, needs);
  if (caller.place === 'pretending' || !grant.yes) return 'refused';
  if (caller.place === 'own' || caller.place === 'everywhere') return grant.grade === 'propose' ? 'proposed' : 'allowed';
  const there = typeof elsewhere === 'function' ? elsewhere(caller) : elsewhere;
  return there === 'same' ? 'allowed' : there === 'their-own' ? 'nothing-of-it' : 'refused';
}

/** What is wrong with what came of it; undefined where all is as it should be. */
export function fault(wanted: Expected, seed: Seed, { status, body, changes }: Answer): string | undefined {
  const written = changes.map(({ table, op }) => `${op} ${table}`).join(', ') || 'nothing';
  const told = `${status} ${body.slice(0, 300)}; changed: ${written}`;
  switch (wanted) {
    case 'refused':
      if (status !== 403 && status !== 404) return `should be refused by 403 or 404, was answered ${told}`;
      return changes.length ? `was refused and changed something all the same: ${told}` : undefined;
    case 'proposed': {
      if (status !== 202) return `should be kept as a proposal (202), was answered ${told}`;
      const other = changes.find(({ table }) => !/\.(proposal|event)$/.test(table) || table === seed.changes?.table);
      if (other) return `happens before its release: ${told}`;
      return changes.some(({ table }) => table.endsWith('.proposal')) ? undefined : `is not kept: ${told}`;
    }
    case 'nothing-of-it': {
      if (status >= 500) return `failed: ${told}`;
      if (seed.sees && body.includes(seed.sees)) return `shows a row that is not theirs: ${told}`;
      const theirs = changes.find(({ row }) => (JSON.parse(row) as { tenant?: string }).tenant === HERE);
      return theirs ? `changes a row that is not theirs: ${theirs.table} ${theirs.row.slice(0, 200)}` : undefined;
    }
    case 'allowed':
      if (status < 200 || status > 299) return `should be let, was answered ${told}`;
      if (seed.sees !== undefined) {
        if (!body.includes(seed.sees)) return `does not show the seeded row ("${seed.sees}"): ${told}`;
        // that it was seen is written down, and nothing else
        return changes.some(({ table, op }) => op !== 'INSERT' || !/\.access_\d{6}$/.test(table))
          ? `reads and changes something: ${told}`
          : undefined;
      }
      if (!seed.changes) return 'the seed says neither what is seen nor what changes';
      return changes.some(({ table, row }) => table === seed.changes!.table && row.includes(seed.changes!.text))
        ? undefined
        : `has no effect on the seeded row (${seed.changes.table} with "${seed.changes.text}"): ${told}`;
  }
}

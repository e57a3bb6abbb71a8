// Who may do what, tried: every route of every service × every role × at the row's library and elsewhere is really called.
import { Role, type Action } from '#lib/contracts';
import { installation, placesOf } from './installation.ts';
import type { Caller, RouteSeed, Seed } from './seed.ts';
import { PUBLIC, SEEDS } from './seeds/index.ts';
import { settleIn } from './seeds/people.ts';
import { expected, fault, type Expected } from './verdict.ts';

/** One thing a route does: itself, or one of its steps. */
interface Tried {
  readonly name: string;
  readonly route: string;
  readonly entry: RouteSeed;
  readonly needs?: readonly Action[];
  readonly seed: RouteSeed['seed'];
}
const ALL: readonly Tried[] = Object.entries(SEEDS).flatMap(([route, entry]): Tried[] =>
  entry.steps
    ? Object.entries(entry.steps).map(([step, { needs, seed }]) => ({ name: `${route} (${step})`, route, entry, needs, seed }))
    : [{ name: route, route, entry, seed: entry.seed }],
);

describe('every route × every role × own and other library', () => {
  const at = installation();
  const cells: Record<Expected, number> = { allowed: 0, proposed: 0, refused: 0, 'nothing-of-it': 0 };

  beforeAll(async () => {
    await settleIn(at);
    await at.watch();
  }, 60_000);
  afterAll(() => {
    const { allowed, proposed, refused, 'nothing-of-it': nothing } = cells;
    process.stdout.write(
      `roles: ${allowed + proposed + refused + nothing} cells (${ALL.length} routes and steps × ${Role.options.length} roles × own and other library): ` +
        `${allowed} allowed with their effect seen, ${proposed} kept as proposals, ${refused} refused with nothing changed, ${nothing} shown nothing of another's\n`,
    );
  });

  it('knows every route there is', () => {
    const known = new Set([...Object.keys(SEEDS), ...Object.keys(PUBLIC)]);
    const there = at.routes().map(({ method, path }) => `${method} ${path}`);
    const missing = there.filter((route) => !known.has(route));
    if (missing.length)
      throw new Error(
        missing.map((route) => `route ${route} has no seed in test/roles/seeds: say there on which row it is tried`).join('\n'),
      );
    expect([...known].filter((route) => !there.includes(route))).toEqual([]);
  });

  it('has no public route that nobody decided on', () => {
    const open = at.routes().filter(({ needs }) => needs === 'public');
    expect(open.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(Object.keys(PUBLIC).toSorted());
  });

  it.each(ALL.map((tried) => [tried.name, tried] as const))('%s', async (_, { route, entry, seed: seedFor, ...step }) => {
    const [method, path] = route.split(' ') as [string, string];
    const { varies = false } = entry;
    const { needs: asked } = at.routes().find((one) => `${one.method} ${one.path}` === route)!;
    const needs = step.needs ?? (asked as readonly Action[]);
    const faults: string[] = [];
    /** Whoever is refused, or only looks, leaves the row as it is: it serves the next as well. */
    const kept = new Map<string, Seed>();
    const seedOf = async (caller: Caller, wanted: Expected): Promise<Seed> => {
      const kind = `${caller.role === 'patron' || caller.role === 'proxy'} ${caller.place === 'everywhere'}`;
      const known = kept.get(kind);
      if (known && !varies && (wanted === 'refused' || known.sees !== undefined)) return known;
      const fresh = await seedFor(at, caller);
      kept.set(kind, fresh);
      return fresh;
    };
    const nobody = await at.call(method, path, await seedFor(at, at.caller('staff', 'own')));
    if (nobody.status !== 401 || nobody.changes.length) faults.push(`nobody: answered ${nobody.status}, should be 401`);
    for (const role of Role.options)
      for (const place of placesOf(role)) {
        const caller = at.caller(role, place);
        const wanted = expected(caller, needs, entry);
        const seed = await seedOf(caller, wanted);
        const wrong = fault(wanted, seed, await at.call(method, path, seed, caller));
        if (wrong) faults.push(`${role}, ${place}: ${wrong}`);
        cells[wanted] += 1;
      }
    expect(faults).toEqual([]);
  });
});

import fc from 'fast-check';
import type { Outcome } from '#lib/contracts';
import { PlayedRequest, seeded, type Manners } from '../__fixtures__/played-request.ts';
import { broken, isFinal } from '../__fixtures__/promises.ts';
import { borrow, lender, REQUEST } from '../__fixtures__/samples.ts';
import { agree } from '../__fixtures__/simulated-lender.ts';
import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';
import type { Attempt } from './attempt/index.ts';

const SYMBOLS = ['CPL', 'TSU', 'MGH', 'HFC'] as const;
const lenders = fc.uniqueArray(fc.constantFrom(...SYMBOLS), { minLength: 1, maxLength: 3 });
const often = fc.constantFrom(20, 60, 90, 100);
const manners: fc.Arbitrary<Manners> = fc.record({
  lender: fc.constantFrom(70, 95),
  staff: often,
  patron: often,
  provider: often,
  sourcing: often,
});

const rootOf = (attempts: readonly Attempt[], attempt: Attempt): string => {
  const before = attempts.find(({ id }) => id === attempt.follows);
  return before ? rootOf(attempts, before) : attempt.id;
};

/** The lenders whose side of the story is another one, with both. */
function disagreements({ request, sides }: PlayedRequest): string[] {
  const families = Map.groupBy(request.attempts, (attempt) => rootOf(request.attempts, attempt));
  return [...families].flatMap(([root, attempts]) => {
    const side = sides.get(root);
    if (!side || agree(side, attempts)) return [];
    return [`lender ${side.status}, borrower ${attempts.map(({ status, reason = '' }) => `${status} (${reason})`).join(', ')}`];
  });
}

const runs = Number(process.env['FC_RUNS'] ?? 500);

/** What the runs came to: a test of two sides that never meet would hold as well. */
const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

describe('a request between two sides', () => {
  it('is told alike by both at the end, whatever crosses, comes late or twice, and whoever never acts', () => {
    const choices = fc.tuple(
      fc.constantFrom('copy', 'loan'),
      lenders,
      manners,
      fc.nat(),
      fc.option(fc.nat(120), { freq: 1 }),
      fc.option(fc.nat(900), { freq: 1 }),
    );
    fc.assert(
      fc.property(choices, ([service, symbols, how, seed, cancelled, undone]) => {
        const outcome: Outcome = borrow(...symbols.map((symbol) => lender(symbol)));
        const request = new SimulatedRequest().decidedFor(service, outcome);
        const played = new PlayedRequest(request, seeded(seed), how, () => undefined);
        const reason = 'Not needed.';
        if (cancelled !== null)
          played.after(
            cancelled * 12,
            () => void request.do({ process: { on: 'cancel', requestId: REQUEST, by: 'patron', reason } }),
          );
        if (undone !== null)
          played.after(undone, () => void request.do({ attempt: request.last.id, command: { on: 'undo', by: 'staff' } }));
        let spare = false;
        for (let steps = 0; played.step(); steps += 1) {
          const faults = broken(request);
          if (request.tasks().includes('second-supply')) spare = true;
          if (faults.length) throw new Error(faults.join('\n'));
          if (steps > 2000) throw new Error('never ends');
        }
        expect(request.attempts.filter((attempt) => !isFinal(attempt))).toEqual([]);
        expect(request.process.status).toBe('closed');
        expect(disagreements(played)).toEqual([]);
        if (spare) count('second supply');
        for (const { status } of played.sides.values()) count(status);
        for (const { renewals, follows, reminders } of request.attempts) {
          if (renewals) count('renewed');
          if (follows) count('followed');
          if (reminders) count('reminded');
        }
      }),
      { numRuns: runs, seed: 18626 },
    );
    console.log('How it ended, for both sides:', Object.fromEntries([...seen].toSorted(([a], [b]) => a.localeCompare(b))));
    const ways = ['returned', 'coming-back', 'supplied', 'unfilled', 'cancelled', 'lost', 'billed', 'renewed', 'second supply'];
    expect(ways.filter((way) => !seen.has(way))).toEqual([]);
  });
});

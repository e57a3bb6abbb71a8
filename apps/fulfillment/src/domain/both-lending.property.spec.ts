import fc from 'fast-check';
import { PlayedLending, type Line } from '../__fixtures__/played-lending.ts';
import { seeded, type Manners } from '../__fixtures__/played-request.ts';
import { broken, isFinal } from '../__fixtures__/promises.ts';
import { borrow, lender, REQUEST, usd } from '../__fixtures__/samples.ts';
import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';
import type { Attempt } from './attempt/index.ts';
import { isFinal as hasEnded, type Lent } from './lent/index.ts';

const lenders = fc.uniqueArray(fc.constantFrom('CPL', 'TSU', 'MGC'), { minLength: 1, maxLength: 3 });
const often = fc.constantFrom(20, 60, 90, 100);
const manners: fc.Arbitrary<Manners> = fc.record({
  lender: fc.constantFrom(70, 95),
  staff: often,
  patron: often,
  provider: often,
  sourcing: often,
});
const line: fc.Arbitrary<Line> = fc.record({
  here: fc.boolean(),
  trouble: fc.constantFrom(0, 15, 50),
  givenUp: fc.constantFrom(0, 0, 0, 4),
});

const EMPTY: readonly Attempt['status'][] = ['unfilled', 'no-answer', 'cancelled'];

/** Whether the borrower's attempts under its numbers tell the story its lender tells. */
function agree({ status, asked, url }: Lent, attempts: readonly Attempt[]): boolean {
  const some = (test: (attempt: Attempt) => boolean): boolean => attempts.some(test);
  switch (status) {
    case 'unfilled':
    case 'cancelled':
      return attempts.every((attempt) => EMPTY.includes(attempt.status));
    case 'completed':
      // without a link it goes on paper, which may get lost
      return some(
        (attempt) =>
          attempt.status === 'closed' || attempt.notObtained === 'bad-copy' || (!url && attempt.status === 'not-received'),
      );
    case 'returned':
      return some((attempt) => attempt.status === 'closed' && attempt.told.includes('ShippedReturn'));
    case 'settled':
      return some((attempt) => attempt.lost === true || attempt.status === 'not-received' || attempt.status === 'closed');
    default:
      throw new Error(`${asked.service} ${status}: has not ended`);
  }
}
function disagreements({ request, lending }: PlayedLending): string[] {
  return [...lending.lents.values()].flatMap((lent) => {
    const attempts = request.attempts.filter((attempt) => attempt.requestIds.some((id) => lent.requestIds.includes(id)));
    if (agree(lent, attempts)) return [];
    return [`lender ${lent.status}, borrower ${attempts.map(({ status, reason = '' }) => `${status} (${reason})`).join(', ')}`];
  });
}
/** Words the other side found illegal: between two that go by these tables there should be none. */
const illegal = ({ request, lending }: PlayedLending): string[] =>
  [...request.attempts, ...lending.lents.values()].flatMap(({ questions }) =>
    questions.filter(({ kind }) => kind === 'illegal-message').map(({ text }) => text),
  );

const runs = Number(process.env['FC_RUNS'] ?? 500);
const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

describe('a request and lending, each by its own decider', () => {
  it('are told alike by both at the end, and neither says what the other cannot understand', () => {
    const choices = fc.tuple(
      fc.constantFrom('copy', 'loan'),
      lenders,
      manners,
      line,
      fc.nat(),
      fc.option(fc.nat(120), { freq: 1 }),
      fc.option(fc.nat(900), { freq: 1 }),
    );
    fc.assert(
      fc.property(choices, ([service, symbols, how, by, seed, cancelled, undone]) => {
        const asked = borrow(...symbols.map((symbol) => lender(symbol, { maxCost: usd(1000) })));
        const request = new SimulatedRequest({ checkCopies: seed % 3 === 0 }).decidedFor(service, asked);
        const played = new PlayedLending(request, seeded(seed), how, by, () => undefined);
        const reason = 'Not needed.';
        if (cancelled !== null)
          played.after(
            cancelled * 12,
            () => void request.do({ process: { on: 'cancel', requestId: REQUEST, by: 'patron', reason } }),
          );
        if (undone !== null)
          played.after(undone, () => void request.do({ attempt: request.last.id, command: { on: 'undo', by: 'staff' } }));
        for (let steps = 0; played.step(); steps += 1) {
          const faults = broken(request);
          if (faults.length) throw new Error(faults.join('\n'));
          if (steps > 2000) throw new Error('never ends');
        }
        expect(request.attempts.filter((attempt) => !isFinal(attempt))).toEqual([]);
        expect([...played.lending.lents.values()].filter((lent) => !hasEnded(lent, lent.status))).toEqual([]);
        // where a message was given up, both sides have a task about it instead
        expect(played.lost ? [] : [...disagreements(played), ...illegal(played)]).toEqual([]);
        for (const { status, renewals, retries } of played.lending.lents.values()) {
          count(status);
          if (renewals) count('renewed');
          if (retries) count('asked again');
        }
        if (played.lost) count('given up');
        if (request.attempts.some(({ follows }) => follows)) count('followed');
      }),
      { numRuns: runs, seed: 18626 },
    );
    console.log('How it ended, for both sides:', Object.fromEntries([...seen].toSorted(([a], [b]) => a.localeCompare(b))));
    const ways = ['returned', 'completed', 'unfilled', 'cancelled', 'settled', 'renewed', 'asked again', 'followed', 'given up'];
    expect(ways.filter((way) => !seen.has(way))).toEqual([]);
  });
});

import fc from 'fast-check';
import { DAY, fold, money } from '#lib/kernel';
import { manualDecider, type ManualCommand, type ManualState } from './manual-entry.ts';
import { debitedIn } from './manual-limit.ts';
import { givesBack, postedAloneBy, WINDOW_DAYS, type PastEntry } from './posted-alone.ts';

const NOW = new Date('2025-11-28T12:00:00Z');
const before = (days: number): Date => new Date(NOW.getTime() - days * DAY);
const lines = (minor: number, currency: string) => [
  { account: 'expense:fees', amount: money(minor, currency) },
  { account: 'bank', amount: money(-minor, currency) },
];
const past = (state: Partial<ManualState>, written = 1, stepped = written): PastEntry => ({
  id: 'm-1',
  state: { status: 'posted', by: 'acc-1', lines: lines(2000, 'USD'), alone: true, ...state },
  writtenAt: before(written),
  steppedAt: before(stepped),
});
const back = (by: string, alone = true) => ({ status: 'reversed', reversal: { by, reason: 'Charged twice', alone } }) as const;

describe('what one person posted alone', () => {
  it.each<[string, PastEntry, number, number]>([
    ['an entry', past({}), 2000, 0],
    ['one that is to be taken back', past({ status: 'reversal-proposed' }), 2000, 0],
    ['one that waits', past({ status: 'proposed' }), 0, 0],
    ['one that was approved', past({ alone: false, approvedBy: 'acc-2' }), 0, 0],
    ['one from before this was kept', past({ alone: undefined }), 2000, 0],
    ['an approved one from before this was kept', past({ alone: undefined, approvedBy: 'acc-2' }), 0, 0],
    ['one in euros', past({ lines: lines(2000, 'EUR') }), 0, 0],
    ['one of 30 days ago', past({}, 30), 0, 0],
    ['one of almost 30 days ago', past({}, 29.99), 2000, 0],
    ['one they took back themselves', past(back('acc-1')), 0, 0],
    ['one that another took back', past(back('acc-2')), 0, 2000],
    ['one that two took back', past(back('acc-2', false)), 0, 0],
    ['an old one that they take back now', past(back('acc-1'), 40, 1), 2000, 0],
    ['one that they took back, long ago', past(back('acc-1'), 60, 40), 0, 0],
  ])('counts %s', (_, one, first, second) => {
    expect([postedAloneBy([one], 'acc-1', 'USD', NOW), postedAloneBy([one], 'acc-2', 'USD', NOW)]).toEqual([first, second]);
  });

  it('is given back by who takes back what they posted lately', () => {
    expect([givesBack(past({}), 'acc-1', NOW), givesBack(past({}), 'acc-2', NOW), givesBack(past({}, 31), 'acc-1', NOW)]).toEqual(
      [true, false, false],
    );
  });

  it('never comes to more than the limit, whatever is written and taken back in whatever order', () => {
    const step = fc.record({
      days: fc.integer({ min: 0, max: 12 }),
      by: fc.constantFrom('acc-1', 'acc-2'),
      minor: fc.integer({ min: 1, max: 5500 }),
      currency: fc.constantFrom('USD', 'EUR'),
      takesBack: fc.option(fc.nat(20), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let now = NOW.getTime();
        const entries: PastEntry[] = [];
        for (const [n, { days, by, minor, currency, takesBack }] of steps.entries()) {
          now += days * DAY;
          const at = new Date(now);
          const target = takesBack === undefined ? undefined : entries[takesBack % (entries.length || 1)];
          const unit = target?.state.lines?.[0]?.amount.currency ?? currency;
          const already = target && givesBack(target, by, at) ? 0 : postedAloneBy(entries, by, unit, at);
          const shared = { by, limit: 50, already, entryId: `e-${n}` };
          const command: ManualCommand = target
            ? { type: 'reverse', reason: 'Charged to us twice', ...shared }
            : { type: 'propose', reason: 'Bank charges of October', lines: lines(minor, currency), ...shared };
          const state = target?.state ?? manualDecider.initial;
          const decided = manualDecider.decide(state, command);
          if (!decided.ok) continue;
          const after = { state: fold(manualDecider, decided.value, state), steppedAt: at };
          if (target) entries[entries.indexOf(target)] = { ...target, ...after };
          else entries.push({ id: `m-${n}`, writtenAt: at, ...after });
          for (const who of ['acc-1', 'acc-2'])
            for (const one of ['USD', 'EUR']) expect(postedAloneBy(entries, who, one, at)).toBeLessThanOrEqual(5000);
        }
        // and so of what stands in any 30 days, added up apart from the code above
        const standing = entries.filter(({ state }) => state.status === 'posted' && state.alone);
        for (const { writtenAt, state } of standing) {
          const from = writtenAt.getTime();
          const together = standing.filter(
            (one) =>
              one.state.by === state.by &&
              one.state.lines![0]!.amount.currency === state.lines![0]!.amount.currency &&
              one.writtenAt.getTime() >= from &&
              one.writtenAt.getTime() < from + WINDOW_DAYS * DAY,
          );
          expect(together.reduce((sum, one) => sum + debitedIn(one.state.lines!), 0)).toBeLessThanOrEqual(5000);
        }
      }),
      { numRuns: 300, seed: 48 },
    );
  });
});

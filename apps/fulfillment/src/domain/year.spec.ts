import type { EndCause, Outcome } from '#lib/contracts';
import { daysLater, PlayedRequest, seeded, type Chance } from '../__fixtures__/played-request.ts';
import { borrow, buy, buyByHand, deliver, hold, lender, MONDAY, scan } from '../__fixtures__/samples.ts';
import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';
import { isFinal } from '../__fixtures__/promises.ts';

const REQUESTS = Number(process.env['YEAR_REQUESTS'] ?? 10_000);
/** They come in over three months, and the clock runs to the end of the year. */
const COME_IN_DAYS = 90;
const YEAR_DAYS = 365;

const SYMBOLS = ['CPL', 'TSU', 'MGH', 'ZZX', 'WMS', 'HFC'] as const;
const paid = {
  settledBy: 'OCLC',
  expectedCost: { minor: 2000, currency: 'USD' },
  maxCost: { minor: 3000, currency: 'USD' },
} as const;
/**
 * In how many of a hundred cases they do what they should; else they never do. Deciding again is the machine’s: two in a hundred come to
 * a desk where nobody ever decides.
 */
const MANNERS = { lender: 80, staff: 85, patron: 92, provider: 93, sourcing: 98 };

function lendersBy(chance: Chance): Outcome {
  const from = chance.number(SYMBOLS.length);
  const symbols = Array.from({ length: 1 + chance.number(5) }, (_, index) => SYMBOLS[(from + index) % SYMBOLS.length]!);
  return borrow(...symbols.map((symbol) => lender(symbol, symbol === 'ZZX' ? paid : {})));
}
function first(chance: Chance, service: 'copy' | 'loan'): Outcome {
  const way = chance.number(100);
  if (way < 60) return lendersBy(chance);
  if (service === 'copy') return way < 70 ? buy('copy') : way < 75 ? buyByHand : way < 90 ? deliver : scan;
  return way < 75 ? buy('print') : hold;
}

interface Ended {
  readonly cause: EndCause | 'open';
  readonly days: number;
  readonly steps: number;
}

/** One request, from the day it comes in to its end or the end of the year. */
function played(seed: number): Ended {
  const chance = seeded(seed);
  const service = chance.of(50) ? 'copy' : 'loan';
  const request = new SimulatedRequest(seed % 3 ? undefined : { checkCopies: true, chargedOnReceipt: true });
  request.at = daysLater(MONDAY, chance.number(COME_IN_DAYS));
  const came = request.at;
  request.decidedFor(service, first(chance, service));
  let decisions = 0;
  const play = new PlayedRequest(request, chance, MANNERS, () => {
    decisions += 1;
    return decisions > 2 || chance.of(30)
      ? undefined
      : chance.of(70)
        ? lendersBy(chance)
        : buy(service === 'copy' ? 'copy' : 'print');
  });
  if (chance.of(4))
    play.after(
      chance.number(300),
      () =>
        void request.do({ process: { on: 'cancel', requestId: request.process.requestId, by: 'patron', reason: 'Not needed.' } }),
    );
  const end = daysLater(MONDAY, YEAR_DAYS);
  let steps = 0;
  while (play.step(end)) steps += 1;
  const closed = request.happened('closed').at(-1);
  const over = request.process.status === 'closed' && request.attempts.every(isFinal);
  const days = closed ? (Date.parse(closed.at) - Date.parse(came)) / 86_400_000 : YEAR_DAYS;
  return { cause: over ? (closed?.cause ?? 'open') : 'open', days, steps };
}

describe('a year of requests', () => {
  it('leaves none open, whoever did nothing; the hard cap ends at most one in a hundred', () => {
    const ended = Array.from({ length: REQUESTS }, (_, seed) => played(seed + 1));
    const table = [...Map.groupBy(ended, ({ cause }) => cause)]
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([cause, all]) => {
        const days = all.map((one) => one.days).toSorted((a, b) => a - b);
        const at = (share: number): string => days[Math.min(days.length - 1, Math.floor(share * days.length))]!.toFixed(0);
        const percent = ((100 * all.length) / ended.length).toFixed(2);
        return [cause, all.length, `${percent} %`, `median ${at(0.5)} days`, `p90 ${at(0.9)}`, `at most ${at(1)}`].join(' · ');
      });
    const steps = ended.reduce((sum, one) => sum + one.steps, 0);
    console.log([`${REQUESTS} requests, ${steps} steps; how they ended:`, ...table].join('\n'));
    const share = (cause: Ended['cause']): number => ended.filter((one) => one.cause === cause).length / ended.length;
    expect(share('open')).toBe(0);
    expect(share('hard-cap')).toBeLessThanOrEqual(0.01);
    for (const cause of ['filled', 'unfilled', 'cancelled', 'not-picked-up', 'lost', 'hard-cap'] as const)
      expect(share(cause)).toBeGreaterThan(0);
  });
});

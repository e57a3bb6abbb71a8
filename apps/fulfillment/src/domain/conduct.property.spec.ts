import fc from 'fast-check';
import { acts, outcomes } from '../__fixtures__/acts.ts';
import { broken, isFinal } from '../__fixtures__/promises.ts';
import { SimulatedRequest } from '../__fixtures__/simulated-request.ts';

const runs = Number(process.env['FC_RUNS'] ?? 1000);

describe('a request, whatever happens to it', () => {
  it('keeps its promises through any order of messages, actions, deadlines and repeats, and comes to an end', () => {
    fc.assert(
      fc.property(outcomes, fc.constantFrom('copy', 'loan'), fc.array(acts, { maxLength: 40 }), (first, service, happening) => {
        const request = new SimulatedRequest().decidedFor(service, first);
        const check = () => {
          const faults = broken(request);
          if (faults.length) throw new Error(faults.join('\n'));
        };
        for (const act of happening) {
          act.run(request);
          check();
        }
        for (let steps = 0; request.passDeadline(); steps += 1) {
          check();
          if (steps > 500) throw new Error(`never ends: ${request.attempts.map(({ status }) => status).join(', ')}`);
        }
        expect(request.attempts.filter((a) => !isFinal(a))).toEqual([]);
        expect(request.process.status).toBe('closed');
      }),
      { numRuns: runs, seed: 18626 },
    );
  });
});

import { calendar, lender, MONDAY, REQUEST, wanted } from '../../__fixtures__/samples.ts';
import type { Command, Plan } from './index.ts';
import { decide, evolve, tasksOf } from './index.ts';

const ID = '0199b000-0000-7000-8000-0000000000aa';

describe('a library system that could not be told', () => {
  const plan: Plan = { machine: 'borrow-loan', lender: { ...lender('ZZX'), daysToRespond: 2, address: 'http://127.0.0.1/zzx' } };
  const data = { requestId: REQUEST, decisionId: ID, position: 1, of: 1, plan, wanted: wanted('loan') };
  const open = decide(null, { on: 'open', by: 'system', at: MONDAY, calendar, id: ID, data });
  const failed: Command = {
    on: 'circulation-failed',
    by: 'system',
    at: MONDAY,
    calendar,
    step: 'check-in',
    reason: 'Unknown Item: Unknown Item.',
    questionId: 'q1',
  };

  it('is a task for a person, and the loan stands where it stood', () => {
    if (!open.ok) throw new Error('not opened');
    const before = open.value.reduce<ReturnType<typeof evolve> | null>(evolve, null)!;
    const decided = decide(before, failed);
    if (!decided.ok) throw new Error('refused');
    const after = decided.value.reduce(evolve, before);
    expect(after.status).toBe(before.status);
    expect(tasksOf(after).find(({ kind }) => kind === 'by-hand')?.reason).toBe(
      'The library system does not know that it is back (Check In Item): Unknown Item: Unknown Item. Do it there.',
    );
  });
});

import { faults } from '#lib/kernel';
import { MACHINES } from './index.ts';
import { undoOf } from './table.ts';

describe('the tables of supply attempts', () => {
  it.each(Object.values(MACHINES).map((machine) => [machine.name, machine] as const))('%s is sound', (_, machine) => {
    expect(faults(machine)).toEqual([]);
  });

  it.each(Object.values(MACHINES).map((machine) => [machine.name, machine] as const))(
    '%s leaves a final status for nothing',
    (_, machine) => {
      for (const { from, on, to } of machine.transitions)
        for (const status of [from].flat())
          if (machine.statuses[status].final) expect([machine.name, on, status, [to].flat()]).toEqual([machine.name, on, status, [status]]);
    },
  );

  it('says of every step what it takes to take it back', () => {
    expect(undoOf('receive')).toBe('free');
    expect(undoOf('notify')).toBe('compensate');
    expect(undoOf('ship-back')).toBe('impossible');
    expect(undoOf('says-loaned')).toBe('impossible');
  });

  it('goes back from received to wherever the parcel was', () => {
    const undo = MACHINES['borrow-loan'].transitions.find(({ on, from }) => on === 'undo' && from === 'received');
    expect(undo?.to).toEqual(['planned', 'asked', 'expect-to-supply', 'will-supply', 'cancelling', 'shipped']);
  });
});

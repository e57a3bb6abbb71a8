import { faults } from '#lib/kernel';
import { processMachine } from '../../process/index.ts';
import { MACHINES } from './index.ts';
import { undoOf } from './table.ts';

describe('the tables of supply attempts', () => {
  it.each(Object.values(MACHINES).map((machine) => [machine.name, machine] as const))('%s is sound', (_, machine) => {
    expect(faults(machine)).toEqual([]);
  });

  it('has a sound table for the request as a whole', () => {
    expect(faults(processMachine)).toEqual([]);
  });

  it('leave a final status for nothing', () => {
    const leaving = Object.values(MACHINES).flatMap(({ name, statuses, transitions }) =>
      transitions.flatMap(({ from, on, to }) =>
        [from]
          .flat()
          .filter((status) => statuses[status].final && [to].flat().some((target) => target !== status))
          .map((status) => `${name}: ${on} leaves ${status}`),
      ),
    );
    expect(leaving).toEqual([]);
  });

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

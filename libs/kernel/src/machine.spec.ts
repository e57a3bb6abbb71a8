import { drawMachine, faults, transitionFor, type Machine } from './machine.ts';

type Status = 'asked' | 'shipped' | 'returned' | 'lost';
type Command = 'ship' | 'return' | 'expire';

const loan: Machine<Status, Command> = {
  name: 'loan',
  initial: 'asked',
  statuses: {
    asked: { owner: 'lender', deadline: { command: 'expire', after: '4 working days' } },
    shipped: { owner: 'patron', deadline: { command: 'expire', after: 'the due date' } },
    returned: { owner: 'nobody', final: true },
    lost: { owner: 'nobody', final: true },
  },
  transitions: [
    { from: 'asked', on: 'ship', to: 'shipped', undo: 'compensate' },
    { from: 'shipped', on: 'return', to: 'returned', undo: 'impossible' },
    { from: ['asked', 'shipped'], on: 'expire', to: 'lost', undo: 'free' },
  ],
};
const without = (index: number): Machine<Status, Command> => ({
  ...loan,
  transitions: loan.transitions.filter((_, at) => at !== index),
});
const withStatus = (status: Status, rule: Partial<Machine<Status, Command>['statuses'][Status]>): Machine<Status, Command> => ({
  ...loan,
  statuses: { ...loan.statuses, [status]: { ...loan.statuses[status], ...rule } },
});

describe('a table of transitions', () => {
  it('is found sound', () => {
    expect(faults(loan)).toEqual([]);
  });

  it('finds the transition for a status, among several too', () => {
    expect(transitionFor(loan, 'shipped', 'expire')?.to).toBe('lost');
    expect(transitionFor(loan, 'returned', 'ship')).toBeUndefined();
  });

  it.each([
    ['a status nobody reaches', without(1), 'loan: "returned" is never reached'],
    [
      'a status without a way out',
      { ...loan, transitions: [loan.transitions[0]!] },
      'loan: no way leads from "shipped" to an end',
    ],
    ['a wait without deadline', withStatus('asked', { deadline: undefined }), 'loan: "asked" has no deadline'],
    ['a wait for nobody', withStatus('asked', { owner: 'nobody' }), 'loan: "asked" waits for nobody'],
    [
      'a deadline whose command is not allowed there',
      withStatus('asked', { deadline: { command: 'return', after: 'a day' } }),
      'loan: the deadline of "asked" sends "return", which is not allowed there',
    ],
    [
      'two rows for one cell',
      { ...loan, transitions: [...loan.transitions, { from: 'asked', on: 'ship', to: 'lost', undo: 'free' }] },
      'loan: two rows for "ship" in "asked"',
    ],
    [
      'an end that reopens',
      { ...loan, transitions: [...loan.transitions, { from: 'returned', on: 'ship', to: 'shipped', undo: 'free' }] },
      'loan: "returned" is final but reopens',
    ],
  ] as [string, Machine<Status, Command>, string][])('tells of %s', (_, machine, fault) => {
    expect(faults(machine)).toContain(fault);
  });

  it('lets an end be opened again where it says by what', () => {
    const machine = withStatus('returned', { reopens: ['ship'] });
    const again = { from: 'returned', on: 'ship', to: 'shipped', undo: 'free' } as const;
    expect(faults({ ...machine, transitions: [...loan.transitions, again] })).toEqual([]);
    expect(faults({ ...machine, transitions: [...loan.transitions, { ...again, on: 'return' }] })).toEqual([
      'loan: "returned" is final but reopens',
    ]);
  });

  it('is drawn with every step', () => {
    expect(drawMachine(loan)).toBe(`stateDiagram-v2
  [*] --> asked
  asked: asked
  shipped: shipped
  returned: returned
  lost: lost
  asked --> shipped: ship
  shipped --> returned: return
  asked --> lost: expire
  shipped --> lost: expire
  returned --> [*]
  lost --> [*]
`);
  });
});

import { money } from '#lib/kernel';
import { given } from '#lib/testing';
import { byPerson, forPerson, type Settlement } from './settlement.ts';
import { chargeDecider, type ChargeCommand, type ChargeEvent } from './charge.ts';

const settled: Settlement = {
  means: 'IFM',
  policy: 'f'.repeat(64),
  rules: [
    { id: 'ifm', reason: 'Through IFM.' },
    { id: 'ifm-fee', reason: 'A fee.' },
  ],
  fees: [{ payee: 'OCLC', amount: money(26, 'USD'), means: 'IFM', rule: 'ifm-fee' }],
};
const open = forPerson('Nobody settles: ask the lender.', { policy: 'f'.repeat(64) });
let made = 0;
const newId = (): string => `e${(made += 1)}`;
const incur = (covered?: number, settlement: Settlement = settled): ChargeCommand => ({
  type: 'incur',
  cost: {
    requestId: 'r1',
    kind: covered === undefined ? 'borrow' : 'buy',
    what: 'print',
    payee: 'ZZX',
    amount: money(4000, 'USD'),
    settledBy: covered === undefined ? 'OCLC' : 'invoice',
  },
  coverage: covered === undefined ? undefined : { fund: 'ILL-2026', covered },
  ...(covered === undefined && { settlement }),
  newId,
  remindAt: '2025-11-05T14:00:00.000Z',
});
const reverse: ChargeCommand = { type: 'reverse', reason: 'Cancelled in time', newId };
const events = (...commands: ChargeCommand[]): ChargeEvent[] => {
  made = 0;
  return commands.reduce<ChargeEvent[]>((history, command) => {
    const { decided } = given(chargeDecider, history).when(command);
    return decided.ok ? [...history, ...decided.value] : history;
  }, []);
};

describe('a charge', () => {
  it('is posted once and reversed once', () => {
    const posted = events(incur());
    given(chargeDecider, posted).when(incur()).then([]);
    given(chargeDecider, posted).when({ type: 'remind', remindAt: 'x' }).then([]);
    const reversed = events(incur(), reverse);
    given(chargeDecider, reversed).when(reverse).then([]);
    given(chargeDecider, reversed).when(incur()).then([]);
    expect(given(chargeDecider, reversed).state.status).toBe('reversed');
  });

  it('takes back fee and charge, each by an entry of its own', () => {
    expect(events(incur(), reverse).at(-1)).toMatchObject({
      entries: [
        { purpose: 'charge:reversal', reverses: 'e1' },
        { purpose: 'fee:ifm-fee:reversal', reverses: 'e2' },
      ],
    });
  });

  it('reversed before it was heard of is posted and taken back in one step', () => {
    const early = events(reverse);
    expect(given(chargeDecider, early).state.status).toBe('reversed-early');
    expect(given(chargeDecider, early).when(incur()).state()).toMatchObject({ status: 'reversed', fromFund: 0, unfunded: 0 });
    expect(events(reverse, incur()).slice(1)).toMatchObject([
      { type: 'incurred', entries: [{ id: 'e1' }, { id: 'e2' }] },
      { type: 'reversed', reason: 'Cancelled in time', entries: [{ id: 'e3' }, { id: 'e4' }] },
    ]);
  });

  it('over the fund asks to be covered, part by part, and no further', () => {
    const over = events(incur(2500));
    expect(given(chargeDecider, over).state).toMatchObject({
      status: 'over-fund',
      unfunded: 1500,
      deadline: '2025-11-05T14:00:00.000Z',
    });
    given(chargeDecider, over).when({ type: 'cover', minor: 1501, id: 'c1' }).rejected('wrong-amount');
    given(chargeDecider, over).when({ type: 'cover', minor: 0, id: 'c1' }).rejected('wrong-amount');
    const half = events(incur(2500), { type: 'cover', minor: 500, id: 'c1' });
    const whole = given(chargeDecider, half).when({ type: 'cover', minor: 1000, id: 'c2' });
    expect(whole.state()).toMatchObject({ status: 'posted', fromFund: 4000, unfunded: 0, deadline: undefined });
    expect(given(chargeDecider, over).when({ type: 'remind', remindAt: 'later' }).state()).toMatchObject({
      reminders: 1,
      deadline: 'later',
    });
  });

  it('that the policy leaves open waits for a person, posts once they have said, and can be taken back', () => {
    const waiting = events(incur(undefined, open));
    expect(given(chargeDecider, waiting).state).toMatchObject({
      status: 'undecided',
      entries: [],
      note: 'Nobody settles: ask the lender.',
      deadline: '2025-11-05T14:00:00.000Z',
    });
    given(chargeDecider, waiting).when(incur()).then([]);
    const settle: ChargeCommand = { type: 'settle', settlement: byPerson(open, 'invoice', 'They sent one.'), newId };
    given(chargeDecider, waiting).when({ type: 'settle', settlement: open, newId }).rejected('undecided');
    const posted = events(incur(undefined, open), settle);
    expect(given(chargeDecider, posted).state).toMatchObject({
      status: 'posted',
      entries: [{ kind: 'invoice', because: { person: 'They sent one.' } }],
      deadline: undefined,
    });
    given(chargeDecider, posted).when(settle).rejected('already-settled');
    expect(events(incur(undefined, open), settle, reverse).at(-1)).toMatchObject({ entries: [{ purpose: 'charge:reversal' }] });
    const nothing: ChargeCommand = { type: 'settle', settlement: byPerson(open, 'nothing', 'Theirs.'), newId };
    expect(given(chargeDecider, events(incur(undefined, open), nothing)).state).toMatchObject({ status: 'nothing-to-post' });
  });

  it('undecided is taken back without a trace in the ledger, whichever is heard first', () => {
    for (const history of [events(incur(undefined, open), reverse), events(reverse, incur(undefined, open))]) {
      const { state } = given(chargeDecider, history);
      expect(state).toMatchObject({ status: 'reversed', entries: [], deadline: undefined });
      given(chargeDecider, history).when({ type: 'settle', settlement: settled, newId }).rejected('already-settled');
    }
  });

  it('undecided for want of a policy takes over what the policy says once it can be asked', () => {
    const waiting = events(incur(undefined, forPerson('No policy for charges can be asked.')));
    const reminded = given(chargeDecider, waiting).when({ type: 'remind', remindAt: 'later', settlement: open });
    expect(reminded.state()).toMatchObject({ status: 'undecided', settlement: open, note: open.why, deadline: 'later' });
  });
});

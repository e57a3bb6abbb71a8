import { money } from '#lib/kernel';
import { given } from '#lib/testing';
import { chargeDecider, type ChargeCommand, type ChargeEvent } from './charge.ts';

const settings = { ifmCurrency: 'USD', ifmFee: money(26, 'USD') };
const incur = (covered?: number): ChargeCommand => ({
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
  settings,
  ids: ['e1', 'e2', 'e3', 'e4'],
  remindAt: '2025-11-05T14:00:00.000Z',
});
const reverse: ChargeCommand = { type: 'reverse', reason: 'Cancelled in time', newId: () => 'e9' };
const events = (...commands: ChargeCommand[]): ChargeEvent[] =>
  commands.reduce<ChargeEvent[]>((history, command) => {
    const { decided } = given(chargeDecider, history).when(command);
    return decided.ok ? [...history, ...decided.value] : history;
  }, []);

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
        { purpose: 'fee:reversal', reverses: 'e2' },
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
});

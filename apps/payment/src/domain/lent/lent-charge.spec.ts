import fc from 'fast-check';
import { faults, fold, money, transitionFor } from '#lib/kernel';
import type { LentCharged } from '#lib/contracts';
import { sums } from '../ledger/entry.ts';
import { billLine } from './bill-line.ts';
import { lentChargeDecider, lentEntry, type LentChargeCommand, type LentChargeState } from './lent-charge.ts';
import { lentChargeMachine } from './lent-charge.machine.ts';

const usd = (minor: number) => money(minor, 'USD');
const charged = (part: Partial<LentCharged> = {}): LentCharged => ({
  borrower: 'AAA',
  member: false,
  service: 'loan',
  means: 'IFM',
  amount: usd(1500),
  policy: { hash: 'f'.repeat(64), rules: [] },
  reasons: [],
  ...part,
});

let ids = 0;
const newId = (): string => `e${(ids += 1)}`;
const step = (state: LentChargeState, command: LentChargeCommand): LentChargeState => {
  const decided = lentChargeDecider.decide(state, command);
  if (!decided.ok) throw new Error(decided.error.message);
  return fold(lentChargeDecider, decided.value, state);
};
const { initial } = lentChargeDecider;
const charge = (part?: Partial<LentCharged>): LentChargeCommand => ({
  type: 'charge',
  charged: charged(part),
  on: '2025-10-14',
  newId,
});
const takeBack: LentChargeCommand = { type: 'take-back', reason: 'It never arrived', newId };

describe('what is asked for what was lent', () => {
  it('is expected through IFM or EFTS, against what lending earns', () => {
    const lines = (part: Partial<LentCharged>) =>
      lentEntry(charged(part), 'e')?.lines.map(({ account, amount }) => [account.code, amount.minor]);
    expect(lines({})).toEqual([
      ['settlement:OCLC', 1500],
      ['income:lending', -1500],
    ]);
    expect(lines({ means: 'EFTS' })).toEqual([
      ['settlement:EFTS', 1500],
      ['income:lending', -1500],
    ]);
    for (const means of ['invoice', 'consortium', 'vouchers', 'reciprocity', 'deposit'] as const)
      expect(lines({ means })).toBeUndefined();
    expect(lines({ amount: usd(0) })).toBeUndefined();
  });

  it.each<[string, Partial<LentCharged>]>([
    ['expected', {}],
    ['expected', { means: 'EFTS', member: true }],
    ['to-bill', { means: 'invoice' }],
    // posted from the borrower's side already
    ['elsewhere', { means: 'consortium', member: true }],
    ['elsewhere', { means: 'vouchers', amount: undefined, halves: 2 }],
    ['elsewhere', { means: 'invoice', amount: usd(0) }],
  ])('is then %s', (status, part) => {
    expect(step(initial, charge(part)).status).toBe(status);
  });

  it('ends in the same books in whatever order it is charged and taken back, however often it is told', () => {
    const told = fc.array(fc.constantFrom('charge', 'take-back'), { maxLength: 8 });
    const means = fc.constantFrom('IFM', 'EFTS', 'invoice', 'consortium');
    fc.assert(
      fc.property(told, means, fc.integer({ min: 1, max: 100_000 }), (commands, by, minor) => {
        const balances = new Map<string, number>();
        let state = initial;
        for (const name of commands) {
          const command = name === 'charge' ? charge({ means: by, amount: usd(minor) }) : takeBack;
          const decided = lentChargeDecider.decide(state, command);
          if (!decided.ok) throw new Error(decided.error.message);
          const before = state;
          state = fold(lentChargeDecider, decided.value, state);
          const row = transitionFor(lentChargeMachine, before.status, command.type);
          expect([row?.to].flat()).toContain(state.status);
          for (const { lines } of decided.value.flatMap(({ entries }) => entries)) {
            expect([...sums(lines).values()]).toEqual([0]);
            for (const { account, amount } of lines) balances.set(account.code, (balances.get(account.code) ?? 0) + amount.minor);
          }
        }
        const stands = commands.includes('charge') && !commands.includes('take-back') && (by === 'IFM' || by === 'EFTS');
        expect(balances.get('income:lending') ?? 0).toBe(stands ? -minor : 0);
        expect(state.status === 'to-bill').toBe(
          by === 'invoice' && commands.includes('charge') && !commands.includes('take-back'),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('goes by a sound table', () => {
    expect(faults(lentChargeMachine)).toEqual([]);
  });

  it('is a line of an invoice with its day, their number and our side of it', () => {
    const line = { lent: 'l1', minor: 1500, service: 'copy', sentOn: '2025-10-14', reference: '88' } as const;
    expect(billLine(line, 'en')).toEqual({ what: 'Copy, sent 2025-10-14', minor: 1500, lent: 'l1', reference: '88' });
    expect(billLine(line, 'es').what).toBe('Copia, enviado el 2025-10-14');
  });
});

import fc from 'fast-check';
import { transfersFor, type Position } from './netting.ts';

const position = (library: string, owes: number): Position => ({ library, owes });

describe('netting', () => {
  it('three who owe in a ring pay nothing, or only what is left over', () => {
    expect(transfersFor([position('LCC', 0), position('TSU', 0), position('HFC', 0)], 'USD')).toEqual([]);
    expect(transfersFor([position('LCC', 1500), position('TSU', -1000), position('HFC', -500)], 'USD')).toEqual([
      { from: 'LCC', to: 'TSU', amount: { minor: 1000, currency: 'USD' } },
      { from: 'LCC', to: 'HFC', amount: { minor: 500, currency: 'USD' } },
    ]);
  });

  it('gives the same transfers in whatever order the positions come', () => {
    const positions = [position('A', 500), position('B', 500), position('C', -300), position('D', -700)];
    expect(transfersFor(positions.toReversed(), 'USD')).toEqual(transfersFor(positions, 'USD'));
  });

  it.each<[string, Position[]]>([
    ['off by 1 USD', [position('A', 2), position('B', -1)]],
    ['twice', [position('A', 1), position('A', -1)]],
    ['whole number', [position('A', 1.5), position('B', -1.5)]],
  ])('refuses what is %s', (text, positions) => {
    expect(() => transfersFor(positions, 'USD')).toThrow(text);
  });

  it('settles everybody to the cent with at most n − 1 payments, none of them backwards', () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, (owes) => {
        const all = [...owes, -owes.reduce((sum, each) => sum + each, 0)].map((each, n) => position(`L${n}`, each));
        const transfers = transfersFor(all, 'EUR');
        const left = new Map(all.map(({ library, owes: each }) => [library, each]));
        for (const { from, to, amount } of transfers) {
          expect(amount.minor).toBeGreaterThan(0);
          left.set(from, left.get(from)! - amount.minor);
          left.set(to, left.get(to)! + amount.minor);
        }
        expect([...left.values()].every((each) => each === 0)).toBe(true);
        expect(transfers.length).toBeLessThanOrEqual(Math.max(0, all.filter(({ owes: each }) => each !== 0).length - 1));
      }),
    );
  });
});

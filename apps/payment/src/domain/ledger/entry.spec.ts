import { money } from '#lib/kernel';
import { chart } from './accounts.ts';
import { credit, debit, entry, reversal, sums, type Entry } from './entry.ts';

const sound: Entry = {
  id: 'e1',
  purpose: 'charge',
  kind: 'purchase',
  description: 'Bought',
  settledBy: 'invoice',
  lines: [debit(chart.purchases, money(1250, 'USD')), credit(chart.fund('ILL-2026'), money(1250, 'USD'))],
};

describe('an entry of the ledger', () => {
  it('adds up to zero', () => {
    expect(entry(sound)).toBe(sound);
    expect(sums(sound.lines)).toEqual(new Map([['USD', 0]]));
  });

  it.each<[string, Entry['lines']]>([
    ['fewer than two lines', [debit(chart.purchases, money(1, 'USD'))]],
    ['off by 1 USD', [debit(chart.purchases, money(11, 'USD')), credit(chart.invoices, money(10, 'USD'))]],
    // as much in another currency is not the same
    ['off by 10 USD', [debit(chart.purchases, money(10, 'USD')), credit(chart.invoices, money(10, 'EUR'))]],
    ['a line of zero', [debit(chart.purchases, money(0, 'USD')), credit(chart.invoices, money(0, 'USD'))]],
  ])('is refused: %s', (message, lines) => {
    expect(() => entry({ ...sound, lines })).toThrow(message);
  });

  it('is taken back line by line, and names what it takes back', () => {
    const back = reversal(sound, 'e2', 'Cancelled in time');
    expect(back).toMatchObject({ id: 'e2', reverses: 'e1', kind: 'reversal', purpose: 'charge:reversal' });
    expect(back.lines.map(({ amount }) => amount.minor)).toEqual([-1250, 1250]);
    expect([...sums([...sound.lines, ...back.lines]).values()]).toEqual([0]);
  });
});

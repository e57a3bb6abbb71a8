import fc from 'fast-check';
import { money } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { sums } from '../ledger/entry.ts';
import { coverEntry, entriesFor, type ChargeSettings } from './entries.ts';

const settings: ChargeSettings = { ifmCurrency: 'USD', ifmFee: money(26, 'USD') };
const ids = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'] as const;
const requestId = '0198c0de-0000-7000-8000-0000000000aa';

const cost = (part: Partial<CostIncurred> = {}): CostIncurred => ({
  requestId,
  kind: 'borrow',
  what: 'loan',
  payee: 'ZZX',
  amount: money(4000, 'USD'),
  settledBy: 'OCLC',
  ...part,
});
/** `[kind, [account, minor, currency]…]` of each entry. */
const written = (given: CostIncurred, coverage?: { fund: string; covered: number }) =>
  entriesFor(given, ids, coverage, settings).entries.map(({ kind, lines }) => [
    kind,
    ...lines.map(({ account, amount }) => [account.code, amount.minor, amount.currency]),
  ]);

describe('the entries of a cost', () => {
  it('expects $40 through IFM and the transaction charge of $0.26, each an entry', () => {
    expect(written(cost())).toEqual([
      ['ifm-expected', ['expense:borrowing', 4000, 'USD'], ['settlement:OCLC', -4000, 'USD']],
      ['ifm-fee', ['expense:ifm-fees', 26, 'USD'], ['settlement:OCLC', -26, 'USD']],
    ]);
  });

  it('makes no line for a free fill, and no transaction charge either', () => {
    expect(written(cost({ amount: money(0, 'USD') }))).toEqual([]);
  });

  it('does not apply IFM to another currency: an invoice, with a note', () => {
    const euros = cost({ amount: money(1200, 'EUR') });
    expect(written(euros)).toEqual([['invoice', ['expense:borrowing', 1200, 'EUR'], ['payable:invoices', -1200, 'EUR']]]);
    expect(entriesFor(euros, ids, undefined, settings).note).toMatch(/IFM does not apply.*USD only/);
  });

  it.each([
    ['consortium', 'consortium-charge', 'settlement:consortium'],
    ['invoice', 'invoice', 'payable:invoices'],
  ] as const)('books a borrowing settled by %s', (settledBy, kind, account) => {
    expect(written(cost({ settledBy }))).toEqual([[kind, ['expense:borrowing', 4000, 'USD'], [account, -4000, 'USD']]]);
  });

  it.each(['vouchers', 'nobody'] as const)('posts nothing but says why where %s settles', (settledBy) => {
    const posting = entriesFor(cost({ settledBy }), ids, undefined, settings);
    expect(posting.entries).toEqual([]);
    expect(posting.note).toBeTruthy();
  });

  const bought = cost({ kind: 'buy', what: 'print', payee: 'Prairie Books', settledBy: 'invoice' });
  it('pays a purchase from the fund', () => {
    expect(written(bought, { fund: 'ILL-2026', covered: 4000 })).toEqual([
      ['purchase', ['expense:purchases', 4000, 'USD'], ['fund:ILL-2026', -4000, 'USD']],
    ]);
  });

  it('lets stand over what the fund cannot carry, and covers it later', () => {
    expect(written(bought, { fund: 'ILL-2026', covered: 3000 })).toEqual([
      ['purchase', ['expense:purchases', 4000, 'USD'], ['fund:ILL-2026', -3000, 'USD'], ['payable:unfunded', -1000, 'USD']],
    ]);
    const { lines, purpose } = coverEntry(bought, ids[0], 2, { fund: 'ILL-2026', covered: 1000 });
    expect(purpose).toBe('cover:2');
    expect(lines.map(({ account, amount }) => [account.code, amount.minor])).toEqual([
      ['payable:unfunded', 1000],
      ['fund:ILL-2026', -1000],
    ]);
  });

  it('owes a purchase by invoice where no fund of its currency is there', () => {
    expect(written({ ...bought, amount: money(900, 'EUR') })).toEqual([
      ['purchase', ['expense:purchases', 900, 'EUR'], ['payable:invoices', -900, 'EUR']],
    ]);
  });

  it('refuses a cost below zero and more cover than cost', () => {
    expect(() => entriesFor(cost({ amount: money(-1, 'USD') }), ids, undefined, settings)).toThrow('below zero');
    expect(() => entriesFor(bought, ids, { fund: 'F', covered: 4001 }, settings)).toThrow('more covered than it costs');
  });

  it('adds up to zero in every currency, whatever it costs and whoever settles', () => {
    const settledBy = fc.constantFrom('OCLC', 'consortium', 'invoice', 'vouchers', 'nobody' as const);
    fc.assert(
      fc.property(
        settledBy,
        fc.constantFrom('buy', 'borrow' as const),
        fc.nat(10_000_000),
        fc.constantFrom('USD', 'EUR', 'JPY'),
        fc.nat(10_000_000),
        (by, kind, minor, currency, part) => {
          const given = cost({ settledBy: by, kind, amount: money(minor, currency) });
          const coverage = kind === 'buy' ? { fund: 'F', covered: Math.min(part, minor) } : undefined;
          for (const { lines } of entriesFor(given, ids, coverage, settings).entries)
            expect([...sums(lines).values()].every((sum) => sum === 0)).toBe(true);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { money } from '#lib/kernel';
import type { CompiledPolicy } from '#lib/policy';
import type { CostIncurred } from '#lib/contracts';
import { sums } from '../ledger/entry.ts';
import { chargesPolicy, settledBy } from '../../__fixtures__/charges.ts';
import { coverEntry, entriesFor, type Posting } from './entries.ts';
import { byPerson, isCharge, type Settlement } from './settlement.ts';

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
type Coverage = { fund: string; covered: number };
let shipped: CompiledPolicy<'charges'>;
beforeAll(async () => {
  shipped = await chargesPolicy();
});
const posting = (given: CostIncurred, coverage?: Coverage, settlement?: Settlement): Posting => {
  let made = 0;
  return entriesFor(given, () => ids[made++]!, coverage, settlement);
};
/** As the shipped policy settles it. */
const posted = async (given: CostIncurred, coverage?: Coverage): Promise<Posting> =>
  posting(given, coverage, isCharge(given) ? await settledBy(given, shipped) : undefined);
/** `[kind, [account, minor, currency]…]` of each entry. */
const written = async (given: CostIncurred, coverage?: Coverage, as = posted) =>
  (await as(given, coverage)).entries.map(({ kind, lines }) => [
    kind,
    ...lines.map(({ account, amount }) => [account.code, amount.minor, amount.currency]),
  ]);

describe('the entries of a cost', () => {
  it('expects $40 through IFM and the transaction charge of $0.26, each an entry', async () => {
    expect(await written(cost())).toEqual([
      ['ifm-expected', ['expense:borrowing', 4000, 'USD'], ['settlement:OCLC', -4000, 'USD']],
      ['ifm-fee', ['expense:ifm-fees', 26, 'USD'], ['settlement:OCLC', -26, 'USD']],
    ]);
  });

  it('makes no line for a free fill, and no transaction charge either', async () => {
    expect(await written(cost({ amount: money(0, 'USD') }))).toEqual([]);
  });

  it('does not apply IFM to another currency: an invoice, with a note', async () => {
    const euros = cost({ amount: money(1200, 'EUR') });
    expect(await written(euros)).toEqual([['invoice', ['expense:borrowing', 1200, 'EUR'], ['payable:invoices', -1200, 'EUR']]]);
    const [invoice] = (await posted(euros)).entries;
    expect(invoice).toMatchObject({
      settledBy: 'invoice',
      because: {
        policy: shipped.hash,
        rules: [{ id: 'ifm-foreign', reason: expect.stringMatching(/^IFM does not apply.*USD only/) }],
      },
    });
  });

  it.each([
    ['consortium', 'consortium-charge', 'settlement:consortium'],
    ['invoice', 'invoice', 'payable:invoices'],
    ['EFTS', 'efts-charge', 'settlement:EFTS'],
    ['deposit', 'deposit-charge', 'deposit:ZZX'],
  ] as const)('books a borrowing settled by %s', async (by, kind, account) => {
    expect(await written(cost({ settledBy: by }))).toEqual([[kind, ['expense:borrowing', 4000, 'USD'], [account, -4000, 'USD']]]);
  });

  it('moves no money by vouchers, and says so', async () => {
    expect(await posted(cost({ settledBy: 'vouchers' }))).toEqual({
      entries: [],
      note: 'IFLA vouchers are counted by hand; no money moves.',
    });
  });

  it('moves no money with a reciprocal partner, and says that it counts', async () => {
    expect(await posted(cost({ settledBy: 'reciprocity' }))).toEqual({
      entries: [],
      note: 'Reciprocity: no money moves; it counts in the balance with the lender.',
    });
  });

  it('books what the policy has paid instead of what the lender named, in its currency', async () => {
    const flat: Settlement = { means: 'EFTS', amount: money(1500, 'USD'), rules: [], fees: [] };
    const as = async (given: CostIncurred) => posting(given, undefined, flat);
    expect(await written(cost({ amount: money(2000, 'CAD') }), undefined, as)).toEqual([
      ['efts-charge', ['expense:borrowing', 1500, 'USD'], ['settlement:EFTS', -1500, 'USD']],
    ]);
    const { description } = (await as(cost())).entries[0]!;
    expect(description).toBe('Borrowed from ZZX, $15 instead of $40, by EFTS');
  });

  it('keeps postage, royalties and replacements apart, whatever pays them', async () => {
    const fee = (what: 'postage' | 'royalty' | 'replacement', means: 'invoice' | 'deposit' | 'EFTS') =>
      ({ payee: 'CCC', amount: money(700, 'USD'), means, for: what, rule: what }) as const;
    const fees = [fee('postage', 'EFTS'), fee('royalty', 'deposit'), fee('replacement', 'invoice')];
    const settlement: Settlement = { means: 'reciprocity', rules: [], fees };
    expect(await written(cost(), undefined, async (given) => posting(given, undefined, settlement))).toEqual([
      ['postage', ['expense:postage', 700, 'USD'], ['settlement:EFTS', -700, 'USD']],
      ['royalty', ['expense:royalties', 700, 'USD'], ['deposit:CCC', -700, 'USD']],
      ['replacement', ['expense:replacements', 700, 'USD'], ['payable:invoices', -700, 'USD']],
    ]);
    expect(posting(cost(), undefined, settlement).entries.map(({ description }) => description)[0]).toBe('Postage to CCC, $7');
  });

  it('posts nothing before a person has said how it is settled, and then what the person says', async () => {
    const given = cost({ settledBy: 'nobody' });
    const open = await settledBy(given, shipped);
    expect(posting(given, undefined, open)).toEqual({
      entries: [],
      note: 'A charge was named although nobody settles: ask the lender.',
    });
    const said = 'They send an invoice after all.';
    const by = async () => posting(given, undefined, byPerson(open, 'invoice', said));
    expect(await written(given, undefined, by)).toEqual([
      ['invoice', ['expense:borrowing', 4000, 'USD'], ['payable:invoices', -4000, 'USD']],
    ]);
    expect((await by()).entries[0]!.because).toEqual({ rules: [], person: said });
    expect(posting(given, undefined, byPerson(open, 'nothing', 'A mistake of theirs.'))).toEqual({
      entries: [],
      note: 'A mistake of theirs.',
    });
  });

  it('tells of each entry which rules it follows from', async () => {
    const { entries } = await posted(cost());
    expect(entries.map(({ purpose, because }) => [purpose, because?.policy === shipped.hash, because?.rules])).toEqual([
      ['charge', true, [{ id: 'ifm', reason: 'Through IFM.' }]],
      ['fee:ifm-fee', true, [{ id: 'ifm-fee', reason: "OCLC's transaction charge for a filled borrowing." }]],
    ]);
  });

  it('books a fee by its own means, and none by vouchers', async () => {
    const settlement: Settlement = {
      means: 'vouchers',
      policy: 'f'.repeat(64),
      rules: [],
      fees: [
        { payee: 'Courier', amount: money(150, 'USD'), means: 'invoice', rule: 'postage' },
        { payee: 'The consortium', amount: money(50, 'USD'), means: 'consortium', rule: 'share' },
        { payee: 'IFLA', amount: money(100, 'USD'), means: 'vouchers', rule: 'counted' },
      ],
    };
    expect(await written(cost(), undefined, async (given) => posting(given, undefined, settlement))).toEqual([
      ['fee', ['expense:fees', 150, 'USD'], ['payable:invoices', -150, 'USD']],
      ['fee', ['expense:fees', 50, 'USD'], ['settlement:consortium', -50, 'USD']],
    ]);
  });

  const bought = cost({ kind: 'buy', what: 'print', payee: 'Prairie Books', settledBy: 'invoice' });
  it('pays a purchase from the fund', async () => {
    expect(await written(bought, { fund: 'ILL-2026', covered: 4000 })).toEqual([
      ['purchase', ['expense:purchases', 4000, 'USD'], ['fund:ILL-2026', -4000, 'USD']],
    ]);
  });

  it('lets stand over what the fund cannot carry, and covers it later', async () => {
    expect(await written(bought, { fund: 'ILL-2026', covered: 3000 })).toEqual([
      ['purchase', ['expense:purchases', 4000, 'USD'], ['fund:ILL-2026', -3000, 'USD'], ['payable:unfunded', -1000, 'USD']],
    ]);
    const { lines, purpose } = coverEntry(bought, ids[0], 2, { fund: 'ILL-2026', covered: 1000 });
    expect(purpose).toBe('cover:2');
    expect(lines.map(({ account, amount }) => [account.code, amount.minor])).toEqual([
      ['payable:unfunded', 1000],
      ['fund:ILL-2026', -1000],
    ]);
  });

  it('owes a purchase by invoice where no fund of its currency is there', async () => {
    expect(await written({ ...bought, amount: money(900, 'EUR') })).toEqual([
      ['purchase', ['expense:purchases', 900, 'EUR'], ['payable:invoices', -900, 'EUR']],
    ]);
  });

  it('charges the fund for what a deposit account pays, and says in an entry of its own where the money lay', async () => {
    const kept = { ...bought, payee: 'get-it-now', what: 'copy', settledBy: 'deposit' } as const;
    const taken = ['deposit-charge', ['allocations:deposits', 4000, 'USD'], ['deposit:get-it-now', -4000, 'USD']];
    expect(await written(kept, { fund: 'ILL-2026', covered: 4000 })).toEqual([
      ['purchase', ['expense:purchases', 4000, 'USD'], ['fund:ILL-2026', -4000, 'USD']],
      taken,
    ]);
    // paid it is, whatever the fund can carry: the rest is the library's own matter
    expect(await written(kept, { fund: 'ILL-2026', covered: 3000 })).toEqual([
      ['purchase', ['expense:purchases', 4000, 'USD'], ['fund:ILL-2026', -3000, 'USD'], ['payable:unfunded', -1000, 'USD']],
      taken,
    ]);
    expect(await written({ ...kept, amount: money(900, 'EUR') })).toEqual([
      ['purchase', ['expense:purchases', 900, 'EUR'], ['deposit:get-it-now', -900, 'EUR']],
    ]);
  });

  it('refuses a cost below zero and more cover than cost', async () => {
    expect(() => posting(cost({ amount: money(-1, 'USD') }))).toThrow('below zero');
    expect(() => posting(bought, { fund: 'F', covered: 4001 })).toThrow('more covered than it costs');
    expect(() => posting(cost())).toThrow('nobody was asked');
  });

  it('adds up to zero in every currency, whatever it costs and whoever settles', async () => {
    const who = fc.constantFrom('OCLC', 'consortium', 'invoice', 'vouchers', 'EFTS', 'deposit', 'reciprocity', 'nobody' as const);
    await fc.assert(
      fc.asyncProperty(
        who,
        fc.constantFrom('buy', 'borrow' as const),
        fc.nat(10_000_000),
        fc.constantFrom('USD', 'EUR', 'JPY'),
        fc.nat(10_000_000),
        async (by, kind, minor, currency, part) => {
          const given = cost({ settledBy: by, kind, amount: money(minor, currency) });
          const coverage = kind === 'buy' ? { fund: 'F', covered: Math.min(part, minor) } : undefined;
          for (const { lines } of (await posted(given, coverage)).entries)
            expect([...sums(lines).values()].every((sum) => sum === 0)).toBe(true);
        },
      ),
    );
  });
});

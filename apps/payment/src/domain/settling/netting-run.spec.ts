import fc from 'fast-check';
import { faults, fold, money, run } from '#lib/kernel';
import { nettedEntries, paidEntries } from './netting-entries.ts';
import { nettingMachine } from './netting-run.machine.ts';
import { nettingDecider, type NettingCommand } from './netting-run.ts';

const AT = '2025-11-03T09:00:00.000Z';
const positions = [
  { library: 'LCC', owes: 1500 },
  { library: 'TSU', owes: -1000 },
  { library: 'HFC', owes: -500 },
];
const drawUp: NettingCommand = {
  type: 'draw-up',
  month: '2025-10',
  currency: 'USD',
  through: AT,
  positions,
  by: 'ann',
  remindAt: AT,
};
const approve = (by = 'bob'): NettingCommand => ({ type: 'approve', by, remindAt: AT });
const paid = (nth: number): NettingCommand => ({ type: 'paid', nth, at: AT, by: 'cy' });

describe('a month’s netting', () => {
  it('has a sound table', () => expect(faults(nettingMachine)).toEqual([]));

  it('is drawn up by one, approved by another, and settled with the last payment', () => {
    const ended = run(nettingDecider, [drawUp, approve(), paid(1), paid(0)]);
    expect(ended).toMatchObject({ ok: true, value: { state: { status: 'settled', deadline: undefined, approvedBy: 'bob' } } });
    expect(run(nettingDecider, [drawUp, approve('ann')])).toMatchObject({ ok: false, error: { code: 'second-person' } });
  });

  it('takes a payment once, and knows which there are', () => {
    const before = run(nettingDecider, [drawUp, approve(), paid(0)]);
    if (!before.ok) throw new Error('refused');
    expect(nettingDecider.decide(before.value.state, paid(0))).toEqual({ ok: true, value: [] });
    expect(nettingDecider.decide(before.value.state, paid(2))).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('is withdrawn while nobody has approved it, and not after', () => {
    const withdraw: NettingCommand = { type: 'withdraw', by: 'ann', reason: 'CPL has not closed its month' };
    expect(run(nettingDecider, [drawUp, withdraw])).toMatchObject({ ok: true, value: { state: { status: 'withdrawn' } } });
    expect(run(nettingDecider, [drawUp, approve(), withdraw])).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('with nothing to pay ends with the approval', () => {
    const even: NettingCommand = { ...drawUp, positions: [{ library: 'LCC', owes: 0 }] };
    expect(run(nettingDecider, [even, approve()])).toMatchObject({
      ok: true,
      value: { state: { status: 'settled', transfers: [] } },
    });
  });

  it('leaves in each library’s books nothing owed to members, and the transfers; once paid, nothing', () => {
    const owes = fc.array(fc.integer({ min: -50_000, max: 50_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(owes, (some) => {
        const all = [...some, -some.reduce((sum, each) => sum + each, 0)].map((each, n) => ({ library: `L${n}`, owes: each }));
        const drawn = nettingDecider.decide(nettingDecider.initial, { ...drawUp, positions: all });
        if (!drawn.ok) throw new Error('refused');
        const { transfers } = fold(nettingDecider, drawn.value);
        const books = new Map<string, Map<string, number>>();
        const post = (library: string, account: string, minor: number): void => {
          const book = books.get(library) ?? new Map<string, number>();
          books.set(library, book.set(account, (book.get(account) ?? 0) + minor));
        };
        // as it stood before: owing is a credit
        for (const { library, owes: each } of all) post(library, 'settlement:consortium', -each);
        const placed = transfers.flatMap((transfer, nth) => nettedEntries('2025-10', transfer, nth, () => 'id'));
        for (const { library, entry } of placed)
          for (const { account, amount } of entry.lines) post(library, account.code, amount.minor);
        for (const [library, book] of books) {
          expect(book.get('settlement:consortium')).toBe(0);
          const owed = all.find((one) => one.library === library)!.owes;
          expect(book.get('settlement:transfers') ?? 0).toBe(owed === 0 ? 0 : -owed);
        }
        for (const { library, entry } of transfers.flatMap((transfer, nth) => paidEntries(transfer, nth, () => 'id')))
          for (const { account, amount } of entry.lines) post(library, account.code, amount.minor);
        for (const { library, owes: each } of all) {
          expect(books.get(library)!.get('settlement:transfers') ?? 0).toBe(0);
          expect(books.get(library)!.get('bank') ?? 0).toBe(each === 0 ? 0 : -each);
        }
      }),
    );
  });

  it('says in its entries what is to be paid to whom', () => {
    const transfer = { from: 'LCC', to: 'TSU', amount: money(1000, 'USD') };
    const [payer, payee] = nettedEntries('2025-10', transfer, 0, () => 'id');
    expect(payer).toMatchObject({ library: 'LCC', entry: { description: 'Netting of 2025-10: $10 to be transferred to TSU' } });
    expect(payee).toMatchObject({ library: 'TSU', entry: { description: 'Netting of 2025-10: $10 to come from LCC' } });
    expect(paidEntries(transfer, 0, () => 'id')[1]!.entry).toMatchObject({
      description: '$10 received from LCC',
      purpose: 'transfer:0',
    });
  });
});

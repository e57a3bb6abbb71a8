import { money } from '#lib/kernel';
import { chart } from '../ledger/accounts.ts';
import { credit, debit, entry, reversal, sums, type Entry } from '../ledger/entry.ts';
import { mirroredAt, mirrorOf } from './mirror.ts';

const usd = money(1500, 'USD');
const charge: Entry = entry({
  id: 'e1',
  purpose: 'charge',
  kind: 'consortium-charge',
  description: 'Borrowed from TSU, $15, settled by the consortium',
  requestId: 'r1',
  payee: 'TSU',
  settledBy: 'consortium',
  lines: [debit(chart.borrowing, usd), credit(chart.consortium, usd)],
});
const members = (symbol: string): boolean => symbol === 'TSU';

describe('the other side of what members owe each other', () => {
  it('stands in the lender’s books with the opposite sign, and leads to no request of the borrower', () => {
    const mirror = mirrorOf(charge, 'LCC', 'e2');
    expect(mirroredAt(charge, members)).toBe('TSU');
    expect(mirror).toMatchObject({ kind: 'lending-credit', counterparty: 'LCC', description: 'Lent to LCC', purpose: 'charge' });
    expect(mirror).not.toHaveProperty('requestId');
    const settled = [...charge.lines, ...mirror.lines].filter(({ account }) => account.code === 'settlement:consortium');
    expect([...sums(settled).values()]).toEqual([0]);
    expect(mirror.lines.map(({ account, amount }) => [account.code, amount.minor])).toEqual([
      ['settlement:consortium', 1500],
      ['income:lending', -1500],
    ]);
  });

  it('of a fee stands in the consortium’s books', () => {
    const fee: Entry = {
      ...charge,
      kind: 'fee',
      payee: 'consortium',
      lines: [debit(chart.fees, usd), credit(chart.consortium, usd)],
    };
    expect(mirroredAt(fee, members)).toBe('consortium');
    expect(mirrorOf(fee, 'LCC', 'e2')).toMatchObject({ kind: 'fee-credit', description: 'Fee of LCC' });
  });

  it.each([
    ['postage', 'Postage of LCC'],
    ['royalty', 'Royalty of LCC'],
    ['replacement', 'Replacement by LCC'],
  ] as const)('of a fee for %s stands there as well', (kind, description) => {
    const fee: Entry = { ...charge, kind, payee: 'The post', lines: [debit(chart.postage, usd), credit(chart.consortium, usd)] };
    expect(mirroredAt(fee, members)).toBe('consortium');
    expect(mirrorOf(fee, 'LCC', 'e2')).toMatchObject({ kind: 'fee-credit', description });
  });

  it.each<[string, Partial<Entry>]>([
    ['what OCLC settles', { settledBy: 'OCLC', kind: 'ifm-expected' }],
    ['who is no member', { payee: 'ZZX' }],
    ['a reversal, which goes by what it reverses', { ...reversal(charge, 'e3', 'undone') }],
  ])('there is none of %s', (_, part) => {
    expect(mirroredAt({ ...charge, ...part }, members)).toBeUndefined();
  });

  it('refuses an entry that has no other side', () => {
    expect(() => mirrorOf({ ...charge, kind: 'purchase' }, 'LCC', 'e2')).toThrow('no other side');
  });
});

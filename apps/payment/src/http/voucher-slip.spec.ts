import { practiceSymbol } from '#lib/kernel';
import { slipPage, voucherSlip } from './voucher-slip.ts';

const SLIP = {
  from: 'TSU',
  to: 'UBA',
  requestId: '0198c0de-0000-7000-8000-000000000001',
  cards: [
    { number: 'TSU-0017', denomination: 'full' },
    { number: 'TSU-½', denomination: 'half' },
  ],
  day: '2025-10-06',
} as const;
const textsIn = (node: unknown): string[] =>
  typeof node === 'string'
    ? [node]
    : Array.isArray(node)
      ? node.flatMap(textsIn)
      : typeof node === 'object' && node !== null
        ? ['text', 'stack', 'columns', 'table', 'body', 'header'].flatMap((name) =>
            name in node ? textsIn(node[name as keyof typeof node]) : [],
          )
        : [];

describe('the slip that goes with vouchers', () => {
  it('says how many, between whom, for which request and which cards', () => {
    expect(textsIn(slipPage(SLIP).content)).toEqual([
      '1½ IFLA vouchers enclosed',
      'From',
      'TSU',
      'To',
      'UBA',
      'Date',
      '2025-10-06',
      'Payment for request',
      SLIP.requestId,
      'Card',
      'Worth',
      'TSU-0017',
      'full voucher',
      'TSU-½',
      'half voucher',
      expect.stringMatching(/^The cards are yours/),
    ]);
  });

  it.each([
    [1, '1 IFLA voucher enclosed'],
    [2, '2 IFLA vouchers enclosed'],
  ])('counts %i full cards as people do', (count, says) => {
    const cards = Array.from({ length: count }, (_, at) => ({ number: `F${at}`, denomination: 'full' as const }));
    expect(textsIn(slipPage({ ...SLIP, cards }).content)[0]).toBe(says);
  });

  it('is marked where it is only practice, and is a PDF', async () => {
    expect(textsIn(slipPage({ ...SLIP, from: practiceSymbol('TSU', 1) }))).toContain('PRACTICE');
    expect((await voucherSlip(SLIP)).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

import { money } from '#lib/kernel';
import { feeOf, sawFee } from './fees.ts';
import { nothingYet } from './progress.ts';

const usd = (minor: number) => money(minor, 'USD');
const fee = (amount: number, paid = 0, waived = 0) => ({
  amount: usd(amount),
  paid: usd(paid),
  waived: usd(waived),
  open: usd(amount - paid - waived),
});

describe('what a request costs its patron', () => {
  it('is nothing where nothing was ever asked', () => expect(feeOf(nothingYet)).toBeUndefined());

  it('is the sum over its attempts: what was taken back of one counts nothing', () => {
    const seen = sawFee(sawFee(sawFee(nothingYet, 'a', 1, fee(300)), 'b', 1, fee(500, 200, 100)), 'a', 2, fee(0));
    expect(feeOf(seen)).toEqual(fee(500, 200, 100));
  });

  it('does not go back to old news', () => {
    const seen = sawFee(sawFee(nothingYet, 'a', 2, fee(300, 300)), 'a', 1, fee(300));
    expect(feeOf(seen)?.open).toEqual(usd(0));
  });
});

import fc from 'fast-check';
import { money, patronFee } from './index.ts';

const usd = (minor: number) => money(minor, 'USD');
const cents = fc.nat(1_000_000);

describe('what a patron pays', () => {
  it.each([
    ['a flat fee, whatever is charged', { flat: 300, most: 1000 }, usd(4000), 300],
    ['nothing is charged: the flat fee still', { flat: 300, bears: 0, most: 1000 }, undefined, 300],
    ['what is above what the library bears', { flat: 0, bears: 1500, most: 5000 }, usd(4000), 2500],
    ['as much as the library bears: nothing', { flat: 0, bears: 1500, most: 5000 }, usd(1500), 0],
    ['both', { flat: 300, bears: 1500, most: 5000 }, usd(2000), 800],
    ['never more than was agreed', { flat: 300, bears: 0, most: 1000 }, usd(9000), 1000],
    ['a charge in another currency is not passed on', { flat: 300, bears: 0, most: 5000 }, money(4000, 'EUR'), 300],
  ])('%s', (_, terms, charged, minor) => {
    const { bears } = terms as { bears?: number };
    const { flat, most } = terms;
    expect(patronFee({ flat: usd(flat), most: usd(most), ...(bears !== undefined && { bears: usd(bears) }) }, charged)).toEqual(
      usd(minor),
    );
  });

  it('is never more than was agreed, and never less where more is charged', () => {
    fc.assert(
      fc.property(cents, fc.option(cents, { nil: undefined }), cents, cents, cents, (flat, bears, most, charged, more) => {
        const terms = { flat: usd(flat), most: usd(most), ...(bears !== undefined && { bears: usd(bears) }) };
        const fee = patronFee(terms, usd(charged)).minor;
        return fee <= most && fee <= patronFee(terms, usd(charged + more)).minor;
      }),
    );
  });
});

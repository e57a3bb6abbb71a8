import type { LenderToAsk, Outcome } from '#lib/contracts';
import type { Asked, Holder } from '#lib/policy';
import { article, asked, holder, usd } from '../../../../../libs/policy/src/__fixtures__/findings.ts';
import { withFee, withFeeByHand, withoutDeclined } from './patron-fee.ts';

const FEES = { loan: 300, abroad: 500 };
const lender = (symbol: string, more: Partial<LenderToAsk> = {}): LenderToAsk => ({
  partnerId: '0198c0de-0000-7000-8000-000000000001',
  symbol,
  name: symbol,
  member: false,
  settledBy: 'OCLC',
  why: 'first',
  ...more,
});
const borrow = (...lenders: LenderToAsk[]): Outcome => ({ route: 'borrow', lenders });
const buy = (addToCollection: boolean): Outcome => ({
  route: 'buy',
  what: 'copy',
  provider: 'get-it-now',
  offer: 'G1',
  price: usd(2400),
  reservation: '0198c0de-0000-7000-8000-000000000002',
  addToCollection,
});
const paying = (request: Asked, more: { declined?: ReturnType<typeof usd>; holders?: Holder[] } = {}) => ({
  asked: request,
  holders: [],
  ...more,
});
const agreeing = (minor: number, patronFees: Asked['patronFees'] = FEES) => asked({ patronFees }, {}, { maxFee: usd(minor) });
const ABROAD = holder('UBA', { abroad: true, settledBy: 'vouchers' });

describe('what a way costs the patron', () => {
  it('is nothing where the library charges nothing: the outcome stays as it is', () => {
    const way = borrow(lender('ZZX'));
    expect(withFee(way, paying(asked()))).toEqual({ outcome: way });
    expect(withFee({ route: 'link', url: 'https://x.example', package: 'P' }, paying(agreeing(0)))).toEqual({
      outcome: { route: 'link', url: 'https://x.example', package: 'P' },
    });
  });

  it('goes on where no more than was agreed, and says how much and up to what', () => {
    expect(withFee(borrow(lender('ZZX')), paying(agreeing(1000)))).toEqual({
      outcome: borrow(lender('ZZX', { fee: { flat: usd(300), most: usd(1000) } })),
      why: 'The patron pays $3 for it, and has agreed to pay up to $10.',
    });
  });

  it('is within the cap whatever the patron has agreed to', () => {
    const { outcome } = withFee(borrow(lender('ZZX')), paying(agreeing(5000, { bears: 0, cap: 2000 })));
    expect(outcome).toMatchObject({ lenders: [{ fee: { bears: usd(0), most: usd(2000) } }] });
  });

  it('asks the patron first where it is more, with the fee it is about and silence meaning no', () => {
    expect(withFee(borrow(lender('ZZX')), paying(asked({ patronFees: FEES })))).toMatchObject({
      outcome: {
        route: 'ask-patron',
        question: 'fee',
        cost: usd(300),
        default: 'no',
        answerBy: '2025-10-09T14:00:00.000Z',
        options: [{ value: 'agree' }, { value: 'no' }, { value: 'cancel' }],
      },
      why: 'It costs the patron $3, more than they have agreed to pay: they are asked first.',
    });
  });

  it('leaves out the lender that is dearer for the patron as long as there is another', () => {
    const abroad = lender('UBA', { settledBy: 'vouchers', expectedCost: { minor: 800, currency: 'EUR' } });
    const { outcome } = withFee(borrow(abroad, lender('ZZX')), paying(agreeing(300), { holders: [ABROAD] }));
    expect(outcome).toMatchObject({ lenders: [{ symbol: 'ZZX', fee: { flat: usd(300), most: usd(300) } }] });
    expect(withFee(borrow(abroad), paying(agreeing(300), { holders: [ABROAD] })).outcome).toMatchObject({ cost: usd(500) });
  });

  it('counts what is passed on at what the lender says, else at the most it may charge', () => {
    const fees = { bears: 1500 };
    expect(withFee(borrow(lender('ZZX', { expectedCost: usd(2000) })), paying(agreeing(0, fees))).outcome).toMatchObject({
      cost: usd(500),
    });
    expect(withFee(borrow(lender('ZZX', { maxCost: usd(3000) })), paying(agreeing(0, fees))).outcome).toMatchObject({
      cost: usd(1500),
    });
    const free = borrow(lender('TSU', { settledBy: 'nobody' }));
    expect(withFee(free, paying(agreeing(1000, fees)))).toEqual({ outcome: free });
  });

  it('is asked for a copy bought for the patron, not for what goes to the collection', () => {
    const fees = { copy: 200 };
    expect(withFee(buy(false), paying(article({ patronFees: fees }))).outcome).toMatchObject({ question: 'fee', cost: usd(200) });
    expect(withFee(buy(true), paying(article({ patronFees: fees })))).toEqual({ outcome: buy(true) });
  });

  it('goes to staff once the patron has declined as much; less is asked again', () => {
    const declined = usd(300);
    expect(withFee(borrow(lender('ZZX')), paying(asked({ patronFees: FEES }), { declined })).outcome).toMatchObject({
      route: 'staff',
      why: expect.stringContaining('would cost the patron $3'),
    });
    const less = asked({ patronFees: { loan: 100 } });
    expect(withFee(borrow(lender('ZZX')), paying(less, { declined })).outcome).toMatchObject({ cost: usd(100) });
  });

  it('asks none of those whose fee was declined', () => {
    const found = { holders: [ABROAD, holder('TSU')], classes: [], genres: [] };
    const request = agreeing(300);
    expect(withoutDeclined(found, { asked: request, declined: usd(500) }).holders.map(({ symbol }) => symbol)).toEqual(['TSU']);
    expect(withoutDeclined(found, { asked: request })).toBe(found);
  });

  it('is no more than was agreed where a person chooses, and nothing where nothing was', () => {
    const way = borrow(lender('ZZX'));
    expect(withFeeByHand(way, paying(asked({ patronFees: FEES })))).toEqual(way);
    expect(withFeeByHand(way, paying(agreeing(200)))).toMatchObject({ lenders: [{ fee: { most: usd(200) } }] });
  });
});

import type { Wishes, WishesForAll } from '#lib/contracts';
import { withStanding } from './standing.ts';

const PLAIN: Wishes = { anyEdition: true, ebookAccepted: true, pieces: 1 };
const LIBRARY = { branches: [{ code: 'EAST' }, { code: 'WEST' }] };
const SAID: WishesForAll = {
  anyEdition: false,
  ebookAccepted: false,
  submittedVersionAccepted: true,
  languages: ['en'],
  maxPatronCost: { minor: 2500, currency: 'USD' },
  pickupBranch: 'EAST',
  homeDelivery: true,
};

describe('a request of a patron who has said what they always wish', () => {
  it('has these wishes', () => {
    expect(withStanding(PLAIN, {}, SAID, LIBRARY)).toEqual({
      anyEdition: false,
      ebookAccepted: false,
      pieces: 1,
      submittedVersionAccepted: true,
      languages: ['en'],
      maxPatronCost: { minor: 2500, currency: 'USD' },
      pickupBranch: 'EAST',
      homeDelivery: true,
    });
  });
  it('says otherwise where it says so itself', () => {
    const wishes = { ...PLAIN, pickupBranch: 'WEST' };
    expect(withStanding(wishes, { anyEdition: true, ebookAccepted: true }, SAID, LIBRARY)).toMatchObject({
      anyEdition: true,
      ebookAccepted: true,
      pickupBranch: 'WEST',
    });
  });
  it('is sent home as always, unless it names where to pick it up or for which branch it is', () => {
    const home = (request: Parameters<typeof withStanding>[1]): unknown =>
      withStanding(
        { ...PLAIN, ...(request.homeDelivery !== undefined && { homeDelivery: request.homeDelivery }) },
        request,
        SAID,
        LIBRARY,
      ).homeDelivery;
    expect([home({}), home({ homeDelivery: false }), home({ pickupBranch: 'WEST' }), home({ requestingBranch: 'WEST' })]).toEqual(
      [true, false, undefined, undefined],
    );
  });
  it('takes no notice of a branch that is gone', () => {
    expect(withStanding(PLAIN, {}, { pickupBranch: 'NORTH' }, LIBRARY)).toEqual(PLAIN);
  });
  it('is as it was made where nobody was ever asked', () => {
    expect(withStanding(PLAIN, {}, null, LIBRARY)).toBe(PLAIN);
  });
});

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
  it('takes no notice of a branch that is gone', () => {
    expect(withStanding(PLAIN, {}, { pickupBranch: 'NORTH' }, LIBRARY)).toEqual(PLAIN);
  });
  it('is as it was made where nobody was ever asked', () => {
    expect(withStanding(PLAIN, {}, null, LIBRARY)).toBe(PLAIN);
  });
});

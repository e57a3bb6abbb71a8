import { StandingWishes } from '#lib/contracts';
import { tidyWishes, wishesAt } from './wishes.ts';

const LIBRARY = { name: 'Cattail', currency: 'USD', branches: [{ code: 'EAST', name: 'East Side' }] };

describe('standing wishes', () => {
  it('are written in one order, without what was never asked', () => {
    expect(tidyWishes({ languages: ['fr', 'de', 'fr'], anyEdition: false, pickupBranch: ' ' })).toEqual({
      anyEdition: false,
      languages: ['de', 'fr'],
    });
    expect(JSON.stringify(tidyWishes({ anyEdition: true, ebookAccepted: true }))).toBe(
      JSON.stringify(tidyWishes({ ebookAccepted: true, anyEdition: true })),
    );
  });
  it('keep every wish there is', () => {
    const all: Required<StandingWishes> = {
      anyEdition: true,
      ebookAccepted: false,
      submittedVersionAccepted: true,
      languages: ['en'],
      maxPatronCost: { minor: 2500, currency: 'USD' },
      maxFee: { minor: 300, currency: 'USD' },
      pickupBranch: 'EAST',
      homeDelivery: false,
      noticeChannel: 'none',
      noticeLanguage: 'es',
      keepHistory: true,
    };
    expect(Object.keys(all).toSorted()).toEqual(Object.keys(StandingWishes.shape).toSorted());
    expect(tidyWishes(all)).toEqual(all);
    expect(wishesAt(LIBRARY, all)).toEqual({ ok: true, value: all });
  });
  it.each([
    ['pickupBranch', { pickupBranch: 'WEST' }, 'unknown-branch'],
    ['maxPatronCost', { maxPatronCost: { minor: -1, currency: 'USD' } }, 'negative-cost'],
    ['maxPatronCost', { maxPatronCost: { minor: 100, currency: 'EUR' } }, 'other-currency'],
    ['maxFee', { maxFee: { minor: -1, currency: 'USD' } }, 'negative-cost'],
    ['maxFee', { maxFee: { minor: 100, currency: 'EUR' } }, 'other-currency'],
  ])('are refused at %s where the library cannot meet them', (field, wishes, code) => {
    expect(wishesAt(LIBRARY, wishes)).toMatchObject({ ok: false, error: { code, field } });
  });
});

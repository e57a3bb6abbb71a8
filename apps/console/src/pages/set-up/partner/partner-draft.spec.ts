import type { Partner } from '../../../api/set-up.ts';
import { draftOf, placeOf, termsOf } from './partner-draft.ts';

const TODAY = '2025-10-06';
const partner: Partner = {
  id: '00000000-0000-7000-8000-000000000001',
  symbol: 'ZZX',
  name: 'Outer Plains University',
  member: false,
  country: 'US',
  channel: 'by-hand',
  where: 'WorldShare',
  address: 'https://ill.zzx.example/iso18626',
  email: 'ill@zzx.example',
  postalAddress: 'Library\nOuter Plains',
  settledBy: 'OCLC',
  withoutIfm: true,
  postage: { minor: 450, currency: 'USD' },
  vouchers: { loan: 2, copy: 1 },
  loansOpen: false,
  lendsAv: true,
  daysToRespond: { loan: 4, copy: 2 },
  lastResort: true,
  carrier: 'UPS',
  mostOpen: 12,
  closures: [
    { from: '2025-10-01', to: '2025-10-10' },
    { from: '2025-12-24', to: '2026-01-02' },
  ],
  active: true,
};
const { id: _, ...terms } = partner;

describe('a partner in its form', () => {
  it('stays as it is where nothing is changed', () => {
    expect(termsOf(partner, draftOf(partner, TODAY), TODAY)).toEqual(terms);
    const { carrier: _c, mostOpen: _m, closures: _cl, email: _e, postalAddress: _p, ...few } = terms;
    expect(termsOf({ ...few, id: partner.id }, draftOf({ ...few, id: partner.id }, TODAY), TODAY)).toEqual(few);
  });

  it('is not there until a day, from today or since it was closed', () => {
    const draft = draftOf(partner, TODAY);
    expect([draft.notNow, draft.closures]).toEqual(['2025-10-10', [{ key: 0, from: '2025-12-24', to: '2026-01-02' }]]);
    expect(termsOf(partner, { ...draft, notNow: '2025-10-20' }, TODAY).closures?.[0]).toEqual({
      from: '2025-10-01',
      to: '2025-10-20',
    });
    expect(termsOf(partner, { ...draft, notNow: '' }, TODAY).closures).toEqual([terms.closures![1]]);
    const open = { ...partner, closures: [] };
    expect(termsOf(open, { ...draftOf(open, TODAY), notNow: '2025-10-20' }, TODAY).closures).toEqual([
      { from: TODAY, to: '2025-10-20' },
    ]);
  });

  it('has its postage in units of its currency, and none where it is emptied', () => {
    const draft = draftOf(partner, TODAY);
    expect([draft.postage, draft.postageIn]).toEqual([4.5, 'USD']);
    expect(termsOf(partner, { ...draft, postage: 12.05, postageIn: 'CAD' }, TODAY).postage).toEqual({
      minor: 1205,
      currency: 'CAD',
    });
    expect(termsOf(partner, { ...draft, postage: '' }, TODAY).postage).toBeUndefined();
    const { postage: _p, ...without } = partner;
    expect(draftOf(without, TODAY, 'CAD')).toMatchObject({ postage: '', postageIn: 'CAD' });
  });

  it('finds a closure that the server refuses where it shows it', () => {
    const draft = draftOf(partner, TODAY);
    expect([placeOf(draft, 0), placeOf({ ...draft, notNow: '' }, 0)]).toEqual([1, 0]);
  });

  it('goes by another way, and takes away what is emptied', () => {
    const draft = { ...draftOf(partner, TODAY), way: 'iso18626', mostOpen: '', carrier: '', email: ' ' } as const;
    const sent = termsOf(partner, draft, TODAY);
    expect(sent).toMatchObject({ channel: 'iso18626', address: 'https://ill.zzx.example/iso18626' });
    expect(['where', 'mostOpen', 'carrier', 'email'].filter((name) => name in sent)).toEqual([]);
  });
});

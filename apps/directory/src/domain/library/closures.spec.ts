import { given } from '#lib/testing';
import { libraryDecider, type LibraryProfile } from './library.ts';

const profile: LibraryProfile = {
  symbol: 'LCC',
  name: 'Limestone Community College',
  country: 'US',
  currency: 'USD',
  timeZone: 'America/Chicago',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  branches: [],
  active: true,
  subjectsAtHigherLimit: [],
};
const set = (part: Partial<LibraryProfile>) => given(libraryDecider).when({ type: 'set', profile: { ...profile, ...part } });

describe('the closure switch', () => {
  it('is kept in order of its days', () => {
    const closures = [
      { from: '2026-03-09', to: '2026-03-13', why: ' Spring break ' },
      { from: '2025-12-22', to: '2026-01-02' },
    ];
    expect(set({ closures }).state().profile!.closures).toEqual([
      { from: '2025-12-22', to: '2026-01-02' },
      { from: '2026-03-09', to: '2026-03-13', why: 'Spring break' },
    ]);
    expect(set({ closures: [] }).state().profile!.closures).toBeUndefined();
  });
  it('does not end before it begins', () => {
    const { decided } = set({ closures: [{ from: '2026-01-02', to: '2025-12-22' }] });
    expect(decided).toMatchObject({ ok: false, error: { code: 'closure-backwards', field: 'closures[0].to' } });
  });
});

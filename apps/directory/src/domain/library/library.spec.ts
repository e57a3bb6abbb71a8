import { fold } from '#lib/kernel';
import { libraryDecider, type LibraryProfile } from './library.ts';

const profile: LibraryProfile = {
  symbol: 'LCC',
  name: 'Limestone Community College',
  country: 'US',
  currency: 'USD',
  timeZone: 'America/New_York',
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2025-11-27'],
  branches: [{ code: 'LCC', name: 'Main library' }],
  active: true,
  catalogUrl: 'http://127.0.0.1:4000/sru/LCC',
  subjectsAtHigherLimit: [],
};
const decide = (part: Partial<LibraryProfile>, before?: LibraryProfile) =>
  libraryDecider.decide(before ? { profile: before } : {}, { type: 'set', profile: { ...profile, ...part } });

describe('a library', () => {
  it('is kept as given, tidied', () => {
    const decided = decide({
      name: ' Limestone ',
      workingDays: [5, 1, 1],
      holidays: ['2025-12-25', '2025-11-27'],
      country: 'us',
    });
    const events = decided.ok ? decided.value : [];
    expect(fold(libraryDecider, events).profile).toMatchObject({
      name: 'Limestone',
      workingDays: [1, 5],
      holidays: ['2025-11-27', '2025-12-25'],
      country: 'US',
    });
  });

  it('makes no event where nothing changes, in whatever order it is given', () => {
    expect(decide({ workingDays: [5, 4, 3, 2, 1] }, profile)).toEqual({ ok: true, value: [] });
    expect(decide({ holidays: [] }, profile)).toMatchObject({ value: [{ type: 'library-set' }] });
  });

  it.each<[string, Partial<LibraryProfile>, string]>([
    ['no name', { name: '  ' }, 'name'],
    ['an invented time zone', { timeZone: 'America/Springfield' }, 'timeZone'],
    ['no working day', { workingDays: [] }, 'workingDays'],
    [
      'a branch code twice',
      {
        branches: [
          { code: 'A', name: '1' },
          { code: 'A', name: '2' },
        ],
      },
      'branches',
    ],
  ])('is refused with %s', (_, part, field) => {
    expect(decide(part)).toMatchObject({ ok: false, error: { field, remedy: expect.any(String) } });
  });
});

import type { LibraryProfile } from '../library/library.ts';
import type { PartnerProfile } from '../partner/partner.ts';
import { faultOf } from '../connector/connector.ts';
import { copiedPartner, copiedProfile, playedConnectors, playedPartners, practicePatrons } from './copy.ts';

const WORLD = 'http://127.0.0.1:4010/';
const profile: LibraryProfile = {
  symbol: 'LCC',
  name: 'Limestone Community College',
  country: 'US',
  currency: 'USD',
  timeZone: 'America/New_York',
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2025-11-27'],
  branches: [{ code: 'LCC', name: 'Main' }],
  active: true,
  catalogUrl: 'https://catalog.lcc.example/sru',
  ilsUrl: 'https://ils.lcc.example/ncip',
  subjectsAtHigherLimit: ['nursing'],
};
const partner: PartnerProfile = {
  symbol: 'TSU',
  name: 'Tamarack',
  member: true,
  country: 'US',
  channel: 'iso18626',
  address: 'https://tsu.example/iso18626',
  email: 'ill@tsu.example',
  settledBy: 'nobody',
  loansOpen: true,
  lendsAv: false,
  daysToRespond: { loan: 4, copy: 2 },
  lastResort: false,
  active: true,
};

describe('what a practice copy has of its library', () => {
  it('is the profile, with no address of a real system', () => {
    const { catalogUrl: _, ilsUrl: __, ...rest } = profile;
    expect(copiedProfile(profile, 'LCC-P1')).toEqual({ ...rest, symbol: 'LCC-P1', practiceOf: 'LCC' });
  });
  it('is every connector that is played, at the simulated outside, sound as a person’s would have to be', () => {
    const connected = playedConnectors('LCC', WORLD, false);
    expect(connected.find(({ kind }) => kind === 'sru')!.address).toBe('http://127.0.0.1:4010/sru/LCC');
    for (const { kind, ...setUp } of connected) {
      expect(setUp.address).toMatch(/^http:\/\/127\.0\.0\.1:4010\//);
      expect(faultOf(kind, { ...setUp, settings: { user: 'x', ...setUp.settings } })?.code).not.toBe('missing-setting');
    }
    expect(connected.map(({ kind }) => kind)).not.toContain('smtp');
    expect(playedConnectors('LCC', WORLD, true).map(({ kind }) => kind)).not.toContain('sru');
  });
  it.each<[string, Partial<PartnerProfile>, Partial<PartnerProfile>]>([
    ['by ISO 18626', {}, { channel: 'iso18626', address: 'http://127.0.0.1:4010/iso18626/TSU' }],
    ['on the platform', { channel: 'platform' }, { channel: 'iso18626', address: 'http://127.0.0.1:4010/iso18626/TSU' }],
    [
      'by e-mail',
      { channel: 'by-hand', where: 'e-mail' },
      { channel: 'iso18626', address: 'http://127.0.0.1:4010/iso18626/TSU' },
    ],
    ['by hand', { channel: 'by-hand', where: 'DOCLINE' }, { channel: 'by-hand', where: 'DOCLINE' }],
  ])('is each partner with its terms, never with its address: %s', (_, part, reached) => {
    const copy = copiedPartner({ ...partner, ...part }, WORLD);
    const { address: __, email: ___, channel: ____, ...terms } = partner;
    expect(copy).toEqual({ ...terms, ...reached });
  });
  it('is whom the simulated outside plays, where the library does not know them', () => {
    const played = { name: 'X', country: 'US', lendsAv: true };
    const all = [
      { ...played, symbol: 'TSU', role: 'member' },
      { ...played, symbol: 'ZZX', role: 'outside' },
      { ...played, symbol: 'EV1', role: 'evergreen' },
    ];
    expect(playedPartners(all, ['TSU'], WORLD)).toMatchObject([{ symbol: 'ZZX', settledBy: 'OCLC', member: false }]);
  });
  it('is patrons of each group, whom nobody takes for real', () => {
    expect(practicePatrons(['undergraduate', 'emeritus']).map(({ group }) => group)).toEqual(['undergraduate', 'emeritus']);
    const usual = practicePatrons([]);
    expect(usual).toHaveLength(3);
    for (const { familyName, email, cardNumber } of usual)
      expect([familyName, cardNumber, email]).toEqual([
        'Practice',
        expect.stringMatching(/^PRACTICE-/),
        expect.stringMatching(/\.invalid$/),
      ]);
  });
});

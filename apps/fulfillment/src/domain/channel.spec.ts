import type { PartnerChanged } from '#lib/contracts';
import { wayTo, type Ways } from './channel.ts';

const partner = (more: Partial<PartnerChanged>): PartnerChanged => ({
  symbol: 'MED',
  name: 'A medical library',
  member: false,
  country: 'US',
  channel: 'by-hand',
  settledBy: 'nobody',
  loansOpen: true,
  lendsAv: false,
  daysToRespond: { loan: 4, copy: 2 },
  lastResort: false,
  active: true,
  ...more,
});
const all: Ways = { mail: true, illiad: true };
const none: Ways = { mail: false, illiad: false };
const desk = { email: 'ill@med.example' };

describe('the way to a lender', () => {
  it.each<[string, Partial<PartnerChanged>, Ways, object]>([
    [
      'by ISO 18626 to its address',
      { channel: 'iso18626', address: 'https://x.example' },
      none,
      { channel: 'iso18626', address: 'https://x.example' },
    ],
    ['by e-mail to its desk', { channel: 'email', ...desk }, all, { channel: 'email', address: 'ill@med.example' }],
    ['by hand while the library has no mail server', { channel: 'email', ...desk }, none, { channel: 'hand' }],
    ['by the library’s own ILLiad', { channel: 'illiad' }, all, { channel: 'illiad', address: 'illiad' }],
    ['by hand while the library has connected no ILLiad', { channel: 'illiad' }, none, { channel: 'hand' }],
    [
      'by hand where that was chosen, whatever is connected',
      { channel: 'by-hand', where: 'e-mail', ...desk },
      all,
      { channel: 'hand' },
    ],
    ['here, a member', { channel: 'platform', member: true }, none, { channel: 'platform', address: 'MED' }],
    ['by hand where it is active no more', { channel: 'email', ...desk, active: false }, all, { channel: 'hand' }],
  ])('%s', (_, terms, ways, way) => expect(wayTo(partner(terms), ways)).toEqual(way));

  it('is a person’s where nothing is known of it', () => expect(wayTo(undefined, all)).toEqual({ channel: 'hand' }));
});

import { fold } from '#lib/kernel';
import { agreementDecider, partnersBy, type AgreementProfile } from '../agreement/agreement.ts';
import { partnerDecider, type PartnerCommand, type PartnerProfile, type PartnerState } from './partner.ts';

const partner: PartnerProfile = {
  symbol: 'TSU',
  name: 'Tamarack State University',
  member: true,
  country: 'US',
  channel: 'iso18626',
  address: 'http://127.0.0.1:4000/iso18626/TSU',
  settledBy: 'nobody',
  loansOpen: true,
  lendsAv: false,
  daysToRespond: { loan: 4, copy: 2 },
  lastResort: false,
  active: true,
};
const set = (part: Partial<PartnerProfile> = {}): PartnerCommand => ({
  type: 'set',
  library: 'LCC',
  profile: { ...partner, ...part },
});
const agree = (part: Partial<PartnerProfile> = {}): PartnerCommand => ({
  type: 'agree',
  library: 'LCC',
  agreement: 'a1',
  profile: { ...partner, ...part },
});
const after = (...commands: PartnerCommand[]): PartnerState =>
  commands.reduce((state, command) => {
    const decided = partnerDecider.decide(state, command);
    if (!decided.ok) throw new Error(decided.error.message);
    return fold(partnerDecider, decided.value, state);
  }, partnerDecider.initial);

describe('a partner', () => {
  it('keeps what it asks for postage', () => {
    const postage = { minor: 450, currency: 'USD' };
    expect(after(set({ postage })).profile).toMatchObject({ postage });
  });

  it.each<[string, Partial<PartnerProfile>, string]>([
    ['itself', { symbol: 'LCC' }, 'symbol'],
    ['no symbol', { symbol: ' ' }, 'symbol'],
    ['no name', { name: '' }, 'name'],
    ['ISO 18626 without an address', { address: undefined }, 'address'],
    ['e-mail without one', { channel: 'by-hand', where: 'e-mail' }, 'email'],
    ['e-mail from here without one', { channel: 'email' }, 'email'],
    ['the platform, and is no member', { channel: 'platform', member: false }, 'channel'],
  ])('is refused with %s', (_, part, field) => {
    expect(partnerDecider.decide({}, set(part))).toMatchObject({ ok: false, error: { field, remedy: expect.any(String) } });
  });

  it('may be reached by hand without an address', () => {
    expect(after(set({ channel: 'by-hand', address: undefined })).profile).not.toHaveProperty('address');
  });

  it('keeps in which system it is asked by hand', () => {
    const kept = after(set({ channel: 'by-hand', where: 'DOCLINE', email: ' ill@tsu.example ' })).profile;
    expect(kept).toMatchObject({ where: 'DOCLINE', email: 'ill@tsu.example' });
    expect(after(set({ where: 'DOCLINE' })).profile).not.toHaveProperty('where');
  });

  it('stays who it is', () => {
    expect(partnerDecider.decide(after(set()), set({ symbol: 'HFC' }))).toMatchObject({ error: { code: 'already-another' } });
  });

  it('is not closed until before it closed', () => {
    const closures = [
      { from: '2025-12-24', to: '2026-01-02' },
      { from: '2025-11-10', to: '2025-11-09' },
    ];
    expect(partnerDecider.decide({}, set({ closures }))).toMatchObject({
      error: { code: 'closed-backwards', field: 'closures.1.to' },
    });
    expect(after(set({ closures: [{ from: '2025-11-10', to: '2025-11-10' }] })).profile?.closures).toHaveLength(1);
  });

  it('follows its agreement until the library sets its own terms', () => {
    expect(after(agree(), agree({ settledBy: 'consortium' })).profile?.settledBy).toBe('consortium');
    expect(after(agree(), set({ settledBy: 'invoice' }), agree({ settledBy: 'consortium' })).profile?.settledBy).toBe('invoice');
    expect(partnerDecider.decide(after(agree()), agree())).toEqual({ ok: true, value: [] });
  });
});

describe('how a partner is spoken with', () => {
  const speak = (protocol: object): PartnerCommand => ({ type: 'speak', protocol: protocol as never });
  const outgoing = { by: 'header', name: 'X-Key', secret: 's1.a.b' };
  const incoming = { by: 'bearer', secret: 's1.a.c' };

  it('stays as it is while its terms change', () => {
    const protocol = { version: '1.2', outgoing, incoming };
    expect(after(set(), speak(protocol), set({ settledBy: 'invoice' }), agree()).protocol).toEqual(protocol);
    expect(partnerDecider.decide(after(set(), speak(protocol)), speak(protocol))).toEqual({ ok: true, value: [] });
  });
  it('takes back what is shown to a server once it is another', () => {
    const moved = after(
      set(),
      speak({ version: '1.2', outgoing, incoming }),
      set({ address: 'https://elsewhere.example/iso18626' }),
    );
    expect(moved.protocol).toEqual({ version: '1.2', incoming });
  });
  it.each([
    [{ by: 'header', secret: 's' }, 'outgoing.name'],
    [{ by: 'basic', secret: 's' }, 'outgoing.name'],
  ])('is refused as %j', (credential, field) => {
    expect(partnerDecider.decide(after(set()), speak({ version: '2021-2', outgoing: credential }))).toMatchObject({
      error: { field },
    });
  });
  it('needs a partner', () => {
    expect(partnerDecider.decide({}, speak({ version: '1.2' }))).toMatchObject({ error: { code: 'no-partner' } });
  });
});

describe('an agreement', () => {
  const party = (library: string) => ({ library, address: `http://w/${library}`, lendsAv: library === 'CPL', lastResort: false });
  const agreement: AgreementProfile = {
    name: 'Prairie Lantern',
    parties: ['LCC', 'TSU', 'CPL'].map(party),
    settledBy: 'nobody',
    daysToRespond: { loan: 4, copy: 2 },
    active: true,
  };
  const known = ['LCC', 'TSU', 'CPL'].map((symbol) => ({ symbol, name: `Library ${symbol}`, country: 'US', active: true }));

  it('makes each party a partner of each other', () => {
    const partners = partnersBy(agreement, known);
    expect(partners.map(([library, { symbol }]) => `${library} ${symbol}`)).toEqual([
      'LCC TSU',
      'LCC CPL',
      'TSU LCC',
      'TSU CPL',
      'CPL LCC',
      'CPL TSU',
    ]);
    expect(partners[1]![1]).toMatchObject({
      name: 'Library CPL',
      agreementName: 'Prairie Lantern',
      lendsAv: true,
      address: 'http://w/CPL',
      active: true,
    });
  });

  it('makes a party without an address a partner whose lending is done here', () => {
    const { address: _, ...here } = agreement.parties[1]!;
    const partners = partnersBy({ ...agreement, parties: [agreement.parties[0]!, here] }, known);
    expect(partners.map(([, { symbol, channel, address }]) => [symbol, channel, address])).toEqual([
      ['TSU', 'platform', undefined],
      ['LCC', 'iso18626', 'http://w/LCC'],
    ]);
  });

  it('leaves who has left it an inactive partner', () => {
    const smaller = { ...agreement, parties: agreement.parties.slice(0, 2) };
    const inactive = partnersBy(smaller, known, agreement.parties).filter(([, { active }]) => !active);
    expect(inactive.map(([library, { symbol }]) => `${library} ${symbol}`)).toEqual(['LCC CPL', 'TSU CPL', 'CPL LCC', 'CPL TSU']);
  });

  it('leaves a library that has closed an inactive partner', () => {
    const closed = known.map((library) => ({ ...library, active: library.symbol !== 'CPL' }));
    const inactive = partnersBy(agreement, closed).filter(([, { active }]) => !active);
    expect(inactive.map(([library, { symbol }]) => `${library} ${symbol}`)).toEqual(['LCC CPL', 'TSU CPL']);
  });

  it('needs two parties, each named once', () => {
    const decide = (...parties: string[]) =>
      agreementDecider.decide({}, { type: 'set', profile: { ...agreement, parties: parties.map(party) } });
    expect(decide('LCC')).toMatchObject({ error: { field: 'parties' } });
    expect(decide('LCC', 'TSU', 'LCC')).toMatchObject({ error: { message: 'LCC is named twice.' } });
  });
});

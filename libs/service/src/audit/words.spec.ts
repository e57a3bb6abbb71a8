import { changes, inWords } from './words.ts';

describe('what an event changed, in words', () => {
  it('says before and after, field by field', () => {
    const before = { type: 'library-set', profile: { name: 'Old', days: [1, 2], open: true, note: 'x' } };
    const after = { type: 'library-set', profile: { name: 'New', days: [1, 2, 3], open: true, patronGroup: 'staff' } };
    expect(changes(before, after)).toEqual([
      { field: 'profile: name', before: 'Old', after: 'New' },
      { field: 'profile: days', before: '1, 2', after: '1, 2, 3' },
      { field: 'profile: note', before: 'x' },
      { field: 'profile: patron group', after: 'staff' },
    ]);
  });
  it('says nothing of what stayed, of the event’s own name and time, of empty values', () => {
    expect(changes({ status: 'open' }, { type: 'moved', at: '2025-10-06', status: 'open', reason: null, list: [] })).toEqual([]);
  });
  it('tells amounts and lists of things, and shortens what is long', () => {
    expect(changes({}, { price: { currency: 'USD', minor: 450 }, active: false })).toEqual([
      { field: 'price: currency', after: 'USD' },
      { field: 'price: minor', after: '450' },
      { field: 'active', after: 'no' },
    ]);
    expect(changes({}, { asked: [{ symbol: 'TSU', days: 4 }] })).toEqual([{ field: 'asked', after: 'symbol TSU; days 4' }]);
    expect(changes({}, { text: 'y'.repeat(400) })[0]!.after).toHaveLength(300);
  });
  it('separates words', () => {
    expect(['library-set', 'patronGroup', 'audit.read'].map(inWords)).toEqual(['library set', 'patron group', 'audit read']);
  });
});

import { BLOCKING, patronAtSource, type Sip2Settings, type ToldByLibrarySystem } from './sip2.ts';

const settings: Sip2Settings = {
  host: 'ils.example',
  port: 6001,
  tls: true,
  encoding: 'utf-8',
  institution: 'LCC',
  groupField: 'PC',
  groups: { UG: 'student' },
  defaultGroup: 'visitor',
  expiryField: 'PA',
  blocking: BLOCKING,
};
const told = (change: Partial<ToldByLibrarySystem> = {}, fields: Record<string, string> = {}): ToldByLibrarySystem => ({
  cardNumber: '221',
  name: 'Okafor, Ada',
  status: [],
  fields: new Map(Object.entries(fields)),
  ...change,
});
const kept = (change?: Partial<ToldByLibrarySystem>, fields?: Record<string, string>) =>
  patronAtSource(told(change, fields), settings, '2025-10-06');

describe('a patron as the library’s system tells them', () => {
  it.each([
    ['Okafor, Ada', { givenName: 'Ada', familyName: 'Okafor' }],
    ['Garcia Marquez, Gabriel Jose', { givenName: 'Gabriel Jose', familyName: 'Garcia Marquez' }],
    ['King, Martin Luther, Jr.', { givenName: 'Martin Luther, Jr.', familyName: 'King' }],
    ['Ada Okafor', { familyName: 'Ada Okafor' }],
    ['Okafor,', { familyName: 'Okafor' }],
    ['', { familyName: '221' }],
  ])('is called %j', (name, expected) => {
    const { group: _, blocked: __, cardNumber: ___, ...named } = kept({ name });
    expect(named).toEqual(expected);
  });

  it.each([
    [{ PC: 'UG' }, 'student'],
    [{ PC: ' UG ' }, 'student'],
    [{ PC: 'FACULTY' }, 'FACULTY'],
    [{ PT: 'UG' }, 'visitor'],
    [{ PC: '' }, 'visitor'],
  ])('belongs by %j to a group', (fields: Record<string, string>, group) => {
    expect(kept({}, fields).group).toBe(group);
  });

  it.each<[string[], Record<string, string>, boolean]>([
    [[], {}, false],
    [['excessive-fines'], {}, false],
    [['hold-denied'], {}, true],
    [[], { PA: '20251005    235959' }, true],
    [[], { PA: '20251006    235959' }, false],
    [[], { PA: '2025-10-01' }, true],
    [[], { PA: 'never' }, false],
  ])('is blocked by %j and %j: %s', (status, fields, blocked) => {
    expect(kept({ status }, fields).blocked).toBe(blocked);
  });
});

import type { InstallationData } from '../app/seed-installation.ts';

const library = (symbol: string, name: string): InstallationData['libraries'][number] => ({
  symbol,
  name,
  country: 'US',
  currency: 'USD',
  timeZone: 'America/New_York',
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2025-11-27'],
  branches: [{ code: symbol, name: 'Main library' }],
  active: true,
});
const party = (symbol: string) => ({
  library: symbol,
  address: `http://127.0.0.1:4000/iso18626/${symbol}`,
  lendsAv: symbol === 'CPL',
});

/** A small consortium: three members, a lender outside, people of each kind. */
export const installation: InstallationData = {
  consortium: { name: 'Prairie Lantern Libraries' },
  libraries: [
    library('LCC', 'Limestone Community College'),
    library('TSU', 'Tamarack State University'),
    library('CPL', 'Cattail Public Library'),
  ],
  agreements: [
    {
      name: 'Prairie Lantern',
      parties: ['LCC', 'TSU', 'CPL'].map(party),
      settledBy: 'nobody',
      daysToRespond: { loan: 4, copy: 2 },
    },
  ],
  partners: [
    {
      library: 'TSU',
      symbol: 'ZZX',
      name: 'Outer Plains University',
      member: false,
      country: 'US',
      channel: 'iso18626',
      address: 'http://127.0.0.1:4000/iso18626/ZZX',
      settledBy: 'OCLC',
      loansOpen: true,
      lendsAv: false,
      daysToRespond: { loan: 4, copy: 4 },
      active: true,
    },
  ],
  patrons: [
    {
      library: 'LCC',
      cardNumber: '22100000000011',
      givenName: 'Ada',
      familyName: 'Okafor',
      email: 'okafor@lcc.example',
      group: 'student',
    },
    {
      library: 'LCC',
      cardNumber: '22100000000012',
      givenName: 'Jonas',
      familyName: 'Brandt',
      group: 'faculty',
      username: 'jbrandt',
    },
    {
      library: 'TSU',
      cardNumber: '22200000000021',
      givenName: 'June',
      familyName: 'Fairweather',
      group: 'graduate',
      ebookAccepted: true,
    },
  ],
  accounts: [
    { library: 'LCC', username: 'desk', displayName: 'Pat Desk', roles: ['staff'] },
    { library: 'LCC', username: 'head', displayName: 'Lee Head', roles: ['staff', 'manager', 'library-admin'] },
    { library: 'TSU', username: 'desk', displayName: 'Sam Desk', roles: ['staff'] },
    { library: 'consortium', username: 'operator', displayName: 'Olu Operator', roles: ['operator'] },
  ],
};

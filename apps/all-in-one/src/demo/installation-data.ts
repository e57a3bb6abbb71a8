import type { Role } from '#lib/contracts';
import type { InstallationData } from '../../../directory/src/app/seed-installation.ts';
import { keyOfAccount, type WorldData } from '#test/world';

/** In a small library one person is a good deal. */
const MANAGER: Role[] = ['staff', 'supervisor', 'manager', 'accountant', 'library-admin', 'rules-author', 'rules-approver'];
/** The demo's staff: at each library a desk and its manager; the consortium's operator. */
const STAFF: readonly {
  readonly library: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: Role[];
}[] = [{ library: 'consortium', username: 'operator', displayName: 'Olu Marsh, consortium operator', roles: ['operator'] }];
/** Patrons who may sign in in the demo, by card number. */
const PATRONS: ReadonlyMap<string, string> = new Map([
  ['22500000000053', 'luz'],
  ['22200000000024', 'chidi'],
]);

/** What is agreed with partners: working days to answer. */
const DAYS_TO_RESPOND = { loan: 4, copy: 2 };

/** What each library has connected, with its own accounts at those who sell. */
function connectorsOf(library: string, world: string, mail: string | undefined): NonNullable<InstallationData['connectors']> {
  const account = { settings: { account: `${library}-1` }, secrets: { key: keyOfAccount(library) } };
  return [
    { library, kind: 'sru', address: `${world}/sru/${library}` },
    { library, kind: 'ncip', address: `${world}/ils/${library}`, settings: { agency: library } },
    { library, kind: 'get-it-now', address: `${world}/getitnow`, ...account },
    { library, kind: 'reprints-desk', address: `${world}/reprintsdesk`, ...account },
    { library, kind: 'vendor', address: `${world}/vendor`, ...account },
    ...(mail
      ? [{ library, kind: 'smtp' as const, address: mail, settings: { from: `ill@${library.toLowerCase()}.example` } }]
      : []),
  ];
}

/** What a partner asks in vouchers, in halves, where it is paid with them. */
function vouchersAsked(data: WorldData, lender: string): Pick<NonNullable<InstallationData['partners']>[number], 'vouchers'> {
  const halves = (service: 'Loan' | 'Copy') =>
    data.behaviors.find((one) => one.lender === lender && one.service === service && one.halfVouchers)?.halfVouchers;
  const [loan, copy] = [halves('Loan'), halves('Copy')];
  return loan && copy ? { vouchers: { loan, copy } } : {};
}

/**
 * The consortium of the demo as directory takes it, its connectors and partners at the simulated world's address.
 * @param mail the world's mail server; without one the libraries send no mail
 */
export function demoInstallation(data: WorldData, world: string, mail?: string): InstallationData {
  const members = data.libraries.filter(({ role }) => role === 'member');
  const others = data.libraries.filter(({ role }) => role === 'partner' || role === 'outside');
  const address = (symbol: string): string => `${world}/iso18626/${symbol}`;
  return {
    consortium: { name: 'Prairie Lantern Libraries', country: 'US' },
    libraries: members.map(({ symbol, name, country, timeZone, branches, sharedIls }) => ({
      symbol,
      name,
      country,
      currency: 'USD',
      timeZone,
      workingDays: [1, 2, 3, 4, 5],
      holidays: ['2025-11-11', '2025-11-27', '2025-11-28', '2025-12-25', '2026-01-01'],
      branches,
      active: true,
      ...(sharedIls && { sharedIls }),
    })),
    connectors: members.flatMap(({ symbol, sharedIls }) => [
      ...connectorsOf(symbol, world, mail),
      ...(sharedIls ? [{ library: symbol, kind: 'shared' as const, address: `${world}/sru/${sharedIls}` }] : []),
    ]),
    agreements: [
      {
        name: 'Prairie Lantern: free among members',
        parties: members.map(({ symbol, lendsAv }) => ({ library: symbol, address: address(symbol), lendsAv })),
        settledBy: 'nobody',
        daysToRespond: DAYS_TO_RESPOND,
      },
    ],
    partners: members.flatMap((member) =>
      others.map(({ symbol, name, country, lendsAv, role }) => ({
        library: member.symbol,
        symbol,
        name,
        member: false,
        country,
        channel: 'iso18626' as const,
        address: address(symbol),
        settledBy: role === 'partner' ? ('vouchers' as const) : ('OCLC' as const),
        loansOpen: data.countries.find(({ code }) => code === country)?.loans !== 'suspended',
        lendsAv,
        daysToRespond: DAYS_TO_RESPOND,
        ...vouchersAsked(data, symbol),
        active: true,
      })),
    ),
    patrons: data.patrons.map(({ username: cardNumber, library, name, email, group, blocked, ebookAccepted, anyEdition }) => {
      const [familyName = name, givenName] = name.split(', ');
      const username = PATRONS.get(cardNumber);
      return {
        library,
        cardNumber,
        familyName,
        email: email.replaceAll(' ', '-'),
        group,
        ...(givenName && { givenName }),
        ...(blocked && { blocked }),
        ...(ebookAccepted !== undefined && { ebookAccepted }),
        ...(anyEdition !== undefined && { anyEdition }),
        ...(username && { username }),
      };
    }),
    accounts: [
      ...STAFF,
      ...members.flatMap(({ symbol, name }) => [
        { library: symbol, username: 'desk', displayName: `ILL desk, ${name}`, roles: ['staff' as const] },
        {
          library: symbol,
          username: 'manager',
          displayName: `Manager, ${name}`,
          roles: MANAGER,
        },
      ]),
    ],
  };
}

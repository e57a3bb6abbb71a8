import { DESK, EVERYBODY, READERS, WORKPLACE, type ActionEntry } from './action.ts';

/** Who the people and libraries are. */
export const directory = {
  'session.own': {
    says: 'See as whom one is signed in; change one’s own password and second factor, end one’s sessions',
    roles: EVERYBODY,
    scope: 'any-library',
    branch: true,
  },
  'accounts.read': {
    says: 'See who may sign in, and as what',
    roles: ['library-admin', 'auditor', 'operator'],
    scope: 'any-library',
  },
  'accounts.manage': {
    says: 'Let people sign in, change what they may do, close their accounts',
    roles: ['library-admin', 'operator'],
    scope: 'any-library',
  },
  'accounts.reset-password': {
    says: 'Give somebody who has lost their password a new first one, or take a lost second factor away (at the desk: patrons only)',
    roles: [...DESK, 'circulation', 'library-admin'],
    scope: 'any-library',
  },
  'sign-in.manage': {
    says: 'Set up how people sign in: second factor, OpenID provider, the library’s system',
    roles: ['library-admin', 'operator'],
    scope: 'any-library',
  },
  'keys.manage': {
    says: 'Make and revoke API keys and clients of programs',
    roles: ['library-admin', 'operator'],
    scope: 'any-library',
  },
  'libraries.read': {
    says: 'See a library’s profile: branches, calendar, connectors',
    roles: WORKPLACE,
    scope: 'any-library',
  },
  'libraries.manage': {
    says: 'Add libraries to the consortium and change their profiles',
    roles: ['operator'],
    scope: 'any-library',
  },
  'libraries.invite': {
    says: 'Invite a library: it gets a symbol, and somebody who sets it up',
    roles: ['operator'],
    scope: 'any-library',
  },
  'libraries.set-up': {
    says: 'Set the library up: name, branches, calendar, closures',
    roles: ['library-admin', 'operator'],
  },
  'practice.read': {
    says: 'See whether there is a practice copy (whoever works here may practise in it what they may do here)',
    roles: WORKPLACE,
  },
  'practice.manage': {
    says: 'Make a practice copy of the library, make it new, delete it',
    roles: ['library-admin', 'operator'],
  },
  'connectors.read': {
    says: 'See what the library has connected, and whether it answers (never its passwords)',
    roles: ['library-admin', 'supervisor', 'auditor', 'operator'],
  },
  'connectors.manage': {
    says: 'Connect catalog, library system and mail, and test the connection',
    roles: ['library-admin', 'operator'],
  },
  'notices.tell': {
    says: 'See whom no mail could tell what happened with their request; note that they were told, or send again',
    roles: [...DESK, 'circulation'],
  },
  'messages.own': {
    says: 'Read what the library wrote about one’s own request, and answer',
    roles: ['patron'],
    branch: true,
  },
  'messages.desk': {
    says: 'Read and write messages with a patron about their request; it goes to them by e-mail too',
    roles: ['staff', 'supervisor', 'circulation'],
  },
  'mail.bring': {
    says: 'Bring mail with which patrons answered (for the library’s mail server, by a key)',
    roles: ['library-admin', 'operator'],
  },
  'notices.write': {
    says: 'Change the words of notices to patrons, look at them, send oneself a test',
    roles: ['library-admin', 'operator'],
  },
  'agreements.read': { says: 'See what members have agreed with each other', roles: ['operator'], scope: 'any-library' },
  'agreements.manage': { says: 'Change what members have agreed with each other', roles: ['operator'], scope: 'any-library' },
  'countries.manage': {
    says: 'Suspend loans to and from a country, or open them again, for all libraries',
    roles: ['operator'],
    scope: 'any-library',
  },
  'partners.read': { says: 'See whom the library exchanges with, and on what terms', roles: WORKPLACE },
  'partners.manage': { says: 'Change partners and their terms', roles: [...DESK, 'library-admin'] },
  'patrons.read': {
    says: 'Look up the library’s patrons',
    roles: ['staff', 'supervisor', 'circulation', 'library-admin', 'auditor'],
  },
  'wishes.own': {
    says: 'Say once what one wishes of all one’s requests: editions, e-books, cost, pick-up, notices',
    roles: ['patron'],
  },
  'proxies.own': {
    says: 'See who may ask in one’s name and in whose name one may ask; end it',
    roles: READERS,
  },
  'proxies.grant-own': { says: 'Let another patron of the library ask in one’s own name', roles: ['patron'] },
  'proxies.manage': {
    says: 'Say who may ask in a patron’s name, and end it',
    roles: ['staff', 'supervisor', 'circulation', 'library-admin'],
  },
  'patrons.name': {
    says: 'See the name that belongs to a request, for a label or a call',
    roles: ['student', 'staff', 'supervisor', 'circulation', 'acquisitions', 'library-admin', 'auditor'],
  },
  'patrons.erase': {
    says: 'Erase a patron who asks for it, for good',
    roles: ['supervisor', 'library-admin'],
  },
  'patrons.look-up': {
    says: 'Bring a patron’s group and blocks up to what the library’s own system says',
    roles: ['staff', 'supervisor', 'circulation', 'library-admin'],
  },
  'patrons.manage': {
    says: 'Register patrons, change what is known of them, end their membership',
    roles: ['staff', 'supervisor', 'circulation', 'library-admin'],
  },
} as const satisfies Readonly<Record<string, ActionEntry>>;

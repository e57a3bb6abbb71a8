import { DESK, type ActionEntry } from './action.ts';

/** What every service has. */
export const every = {
  'audit.read': {
    says: 'See who did what and who saw what',
    roles: ['auditor', 'library-admin'],
  },
  'patron-data.own': {
    says: 'Have everything that is kept of oneself',
    roles: ['patron'],
  },
  'patrons.export': {
    says: 'Hand a patron who asks for it everything that is kept of them',
    roles: ['supervisor', 'library-admin'],
  },
  'proposals.read': {
    says: 'See what student workers have proposed, and what has come of one’s own proposals',
    roles: [...DESK, 'student', 'manager', 'auditor'],
    branch: true,
  },
  'proposals.release': {
    says: 'Release what a student worker has proposed, or send it back with a reason',
    roles: ['supervisor', 'operator'],
  },
  'proposals.withdraw': {
    says: 'Withdraw what one has proposed, or put away what was sent back',
    roles: ['student'],
    branch: true,
  },
  'messages.read': {
    says: 'See messages a service could not handle',
    roles: ['operator', 'auditor'],
    scope: 'any-library',
  },
  'messages.manage': {
    says: 'Try a message again that could not be handled, or drop it',
    roles: ['operator'],
    scope: 'any-library',
  },
} as const satisfies Readonly<Record<string, ActionEntry>>;

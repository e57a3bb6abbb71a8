import type { ActionEntry } from './action.ts';

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

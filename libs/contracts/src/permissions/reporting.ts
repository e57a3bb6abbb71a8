import { DESK, type ActionEntry } from './action.ts';

/** What happened, in figures. */
export const reporting = {
  'reports.read': {
    says: 'See figures and download workbooks',
    roles: [...DESK, 'acquisitions', 'manager', 'accountant', 'auditor'],
    scope: 'any-library',
  },
} as const satisfies Readonly<Record<string, ActionEntry>>;

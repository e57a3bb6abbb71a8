import { DESK, READERS, SEES_REQUESTS, WORKLISTS, WORKPLACE, type ActionEntry } from './action.ts';

/** How a request is to be filled. */
export const sourcing = {
  'decisions.read-own': { says: 'See why one’s own request goes the way it goes', roles: READERS },
  'decisions.read': {
    says: 'See every decision with its facts, the rules tried and the reasons',
    roles: SEES_REQUESTS,
  },
  'decisions.tasks': { says: 'See which requests wait for a person’s decision', roles: WORKLISTS },
  'requests.decide': {
    says: 'Decide by hand how a request goes on: borrow, buy, deliver or tell the patron',
    roles: [...DESK, 'acquisitions', 'student'],
    release: true,
  },
  'requests.close-unfilled': { says: 'End a request unfilled', roles: [...DESK, 'student'], release: true },
  'requests.look-again': { says: 'Have everything looked up and decided afresh', roles: [...DESK, 'acquisitions', 'student'] },
  'holdings.bring': {
    says: 'Upload licensed titles, course adoptions and the copies of former years',
    roles: [...DESK, 'acquisitions', 'rules-author', 'library-admin'],
  },
  'policies.read': { says: 'Read the rules by which is decided', roles: WORKPLACE, scope: 'any-library' },
  'policies.write': {
    says: 'Draft rules, change drafts, propose them',
    roles: ['rules-author', 'operator'],
    scope: 'any-library',
  },
  'policies.approve': {
    says: 'Approve rules, publish them, go back to earlier ones',
    roles: ['rules-approver', 'operator'],
    scope: 'any-library',
  },
  'policies.settings': {
    says: 'Say whether rules want a second person’s approval',
    roles: ['library-admin', 'operator'],
    scope: 'any-library',
  },
} as const satisfies Readonly<Record<string, ActionEntry>>;

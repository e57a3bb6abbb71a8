import { DESK, READERS, SEES_REQUESTS, WORKLISTS, type ActionEntry } from './action.ts';

/** The request as it was asked. */
export const intake = {
  'requests.ask-own': {
    says: 'Ask for something for oneself, or in the name of a patron who allows it',
    roles: READERS,
    branch: true,
  },
  'requests.ask': {
    says: 'Ask for something for a patron who stands at the desk or has called',
    roles: [...DESK, 'student', 'circulation', 'acquisitions'],
    scope: 'any-library',
    branch: true,
  },
  'requests.read-own': { says: 'See one’s own requests, and those one made in another’s name', roles: READERS, branch: true },
  'requests.read': { says: 'See every request of the library', roles: SEES_REQUESTS, scope: 'any-library', branch: true },
  'fees.read-own': { says: 'See what one owes the library, request by request', roles: READERS, branch: true },
  'fees.read': { says: 'See what a patron owes in all', roles: [...DESK, 'circulation', 'accountant', 'auditor'] },
  'requests.cancel-own': { says: 'Cancel one’s own request', roles: READERS, branch: true },
  'requests.cancel': {
    says: 'Cancel a patron’s request, also where a lender has been asked already',
    roles: [...DESK, 'student'],
    scope: 'any-library',
    release: true,
    branch: true,
  },
  'requests.answer-own': { says: 'Answer a question about one’s own request', roles: READERS, branch: true },
  'requests.answer': {
    says: 'Answer for a patron what they have told the desk',
    roles: [...DESK, 'student', 'circulation'],
    scope: 'any-library',
    branch: true,
  },
  'requests.renew-own': { says: 'Ask to keep one’s own loan longer', roles: READERS, branch: true },
  'requests.renew': {
    says: 'Ask for a patron to keep a loan longer',
    roles: [...DESK, 'student', 'circulation'],
    scope: 'any-library',
    branch: true,
  },
  'requests.not-obtained-own': { says: 'Say that one cannot get what one was told is there', roles: READERS, branch: true },
  'requests.not-obtained': {
    says: 'Say for a patron that they cannot get what they were told is there',
    roles: [...DESK, 'student', 'circulation'],
    scope: 'any-library',
    branch: true,
  },
  'requests.correct-own': { says: 'Correct one’s own request', roles: READERS, branch: true },
  'requests.correct': {
    says: 'Correct a citation, or say for whom the request is',
    roles: [...DESK, 'student'],
    scope: 'any-library',
    branch: true,
  },
  'requests.go-on': {
    says: 'Let a request go on although its citation could not be verified',
    roles: [...DESK, 'student'],
    scope: 'any-library',
  },
  'requests.tasks': { says: 'See what waits at the desk before anything is decided', roles: WORKLISTS },
  'batches.upload': { says: 'Upload a file of requests', roles: DESK, scope: 'any-library' },
  'batches.read': { says: 'See what has come of uploaded files', roles: [...DESK, 'manager', 'auditor'], scope: 'any-library' },
} as const satisfies Readonly<Record<string, ActionEntry>>;

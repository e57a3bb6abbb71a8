import { DESK, SEES_REQUESTS, WORKLISTS, type ActionEntry } from './action.ts';

/** Carrying a decision out, to the last stamp. */
export const fulfillment = {
  'attempts.read': { says: 'See how a request is being filled: lenders asked, orders, copies', roles: SEES_REQUESTS },
  'lent.read': { says: 'See what other libraries asked for and have of ours', roles: SEES_REQUESTS },
  'lending.answer': {
    says: 'Answer other libraries: yes, no, on condition, later; cancellations, renewals, recalls; what is written to them',
    roles: DESK,
  },
  'lending.handle': {
    says: 'Take from the shelf what is lent, send it, scan it, check it in',
    roles: [...DESK, 'circulation', 'student'],
  },
  'lending.settle': { says: 'Settle questions about what is lent; count it as lost, bill it, write it off', roles: DESK },
  'attempts.tasks': { says: 'See what waits for a hand on the way', roles: WORKLISTS },
  'attempts.take': {
    says: 'Take on what waits on the worklists, or put it back',
    roles: [...DESK, 'student', 'circulation', 'acquisitions', 'cataloging'],
  },
  'labels.print': {
    says: 'Print book bands, return labels and pull slips',
    roles: [...DESK, 'student', 'circulation', 'acquisitions', 'cataloging'],
  },
  'holds.place': {
    says: 'Put a held item on the hold shelf, or say that it is not on the shelf',
    roles: [...DESK, 'circulation', 'student'],
  },
  'items.hand-out': {
    says: 'Tell patrons that something has come; check out, take back, note who has not come',
    roles: [...DESK, 'circulation', 'student'],
  },
  'copies.deliver': { says: 'Deliver a copy or a link to the patron, or discard it', roles: [...DESK, 'student'] },
  'parcels.receive': {
    says: 'Open the mail: what has come, what has not',
    roles: [...DESK, 'acquisitions', 'circulation', 'student'],
  },
  'parcels.ship': { says: 'Pack and send back what was borrowed', roles: [...DESK, 'circulation', 'student'] },
  'lenders.deal': {
    says: 'Ask lenders by hand, accept or decline their conditions, give up on them, note what they say',
    roles: [...DESK, 'student'],
    release: true,
  },
  'purchases.order': {
    says: 'Order, confirm or cancel a purchase',
    roles: [...DESK, 'acquisitions', 'student'],
    release: true,
  },
  'items.catalog': { says: 'Catalog what was bought and add it to the collection', roles: [...DESK, 'cataloging'] },
  'attempts.settle': {
    says: 'Settle a question that a late or unexpected answer has left',
    roles: [...DESK, 'acquisitions', 'circulation'],
  },
  'attempts.undo': { says: 'Undo the last step', roles: [...DESK, 'acquisitions', 'cataloging', 'circulation'] },
} as const satisfies Readonly<Record<string, ActionEntry>>;

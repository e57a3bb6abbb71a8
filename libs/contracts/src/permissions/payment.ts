import { DESK, SEES_REQUESTS, type ActionEntry } from './action.ts';
import type { Role } from '../http/role.ts';

/** Whoever sees requests but those who work at shelf and desk alone, and the library's admins, who issue invoices and bring reports. */
const MONEY: readonly Role[] = [
  ...SEES_REQUESTS.filter((role) => !(['student', 'circulation', 'cataloging'] as Role[]).includes(role)),
  'library-admin',
];

/** Money. */
export const payment = {
  'funds.read': { says: 'See the funds and what is left in them', roles: MONEY },
  'funds.allocate': { says: 'Set how much a fund has this year', roles: ['accountant', 'operator'] },
  'ledger.read': { says: 'See the ledger: who owes whom, and why', roles: MONEY },
  'reservations.tasks': {
    says: 'See money held for long, charges the rules leave open, and (who sets allocations) purchases no fund could carry',
    roles: [...DESK, 'acquisitions', 'accountant', 'manager', 'auditor'],
  },
  'reservations.manage': {
    says: 'Keep or release money held for a purchase',
    roles: [...DESK, 'acquisitions', 'accountant'],
  },
  'charges.settle': {
    says: 'Say how a lender’s charge is settled where the rules leave it open',
    roles: [...DESK, 'accountant'],
  },
  'manual.propose': {
    says: 'Write an entry in the ledger by hand, or take one back: up to the library’s limit alone, above it for another to approve',
    roles: ['accountant'],
  },
  'manual.approve': {
    says: 'Approve or refuse an entry by hand that another proposed',
    roles: ['accountant', 'manager'],
  },
  'manual.limit': {
    says: 'Set up to what amount one person posts by hand alone',
    roles: ['manager', 'library-admin'],
  },
  'ifm.reconcile': {
    says: 'Bring OCLC’s reports on IFM and those of EFTS, and accept or contest what differs',
    roles: ['accountant', 'library-admin'],
  },
  'months.close': {
    says: 'Close a month of the ledger: what comes later counts for a later month',
    roles: ['accountant', 'operator'],
  },
  'nettings.read': {
    says: 'See what members owe each other for a month, the transfers that settle it, and what of it waits for an operator',
    roles: ['operator'],
    scope: 'any-library',
  },
  'nettings.manage': {
    says: 'Draw up a month’s netting, approve what another drew up, note transfers that were paid',
    roles: ['operator'],
    scope: 'any-library',
  },
  'vouchers.read': { says: 'See the library’s IFLA vouchers, card by card', roles: MONEY },
  'vouchers.manage': {
    says: 'Take IFLA vouchers in, promise and send them, count them, note lost ones, redeem them',
    roles: [...DESK, 'accountant'],
  },
  'invoices.read': { says: 'See the library’s own invoices and credit notes', roles: MONEY },
  'invoices.manage': {
    says: 'Draft and issue invoices to other libraries, credit them, note what was paid and what was reminded of',
    roles: ['accountant', 'library-admin'],
  },
  'incoming.manage': {
    says: 'Enter invoices that come, accept or contest what differs, note what was paid',
    roles: ['accountant', 'library-admin'],
  },
  'fees.take': {
    says: 'See what a patron owes for a request, note that it was paid or given back',
    roles: [...DESK, 'circulation', 'accountant'],
  },
  'fees.waive': {
    says: 'Waive what a patron owes, with a reason',
    roles: ['supervisor', 'accountant', 'manager'],
  },
  'deposits.manage': {
    says: 'Open deposit accounts at providers, note money sent there, accept what their statements say',
    roles: ['accountant', 'library-admin'],
  },
} as const satisfies Readonly<Record<string, ActionEntry>>;

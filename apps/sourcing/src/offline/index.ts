export { loadPolicies, loadPolicy } from './load-policies.ts';
export type { Borrower, KnownPartner } from '../adapters/look-ups.port.ts';
export * from './decide-offline.ts';
export * from './providers.ts';

export { loadPolicy } from './load-policy.ts';
export type { Borrower, KnownPartner } from '../adapters/look-ups.port.ts';
export * from './decide-offline.ts';
export * from './providers.ts';

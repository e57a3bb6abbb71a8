export { policyInForceSql, policyTablesSql } from './tables.ts';
export { findInForce, keepContent, keepPublished, keepWithdrawn, sequenceOf, type InForce } from './in-force.ts';
export { NoPolicyError, Policies, type LivePolicy } from './policies.ts';
export { PoliciesModule } from './policies.module.ts';

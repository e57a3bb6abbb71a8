export * from './decided.v1.ts';
export * from './ended.v1.ts';
export * from './holdings-brought.v1.ts';
export * from './policy-published.v1.ts';
export * from './policy-withdrawn.v1.ts';
export * from './tell-policies.v1.ts';
export * from './question-reminded.v1.ts';

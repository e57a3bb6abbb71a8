export * from './attempt-opened.v1.ts';
export * from './attempt-advanced.v1.ts';
export * from './supply-exhausted.v1.ts';
export * from './request-finished.v1.ts';
export * from './request-closed.v1.ts';
export * from './cost-incurred.v1.ts';
export * from './cost-reversed.v1.ts';
export * from './lent-changed.v1.ts';

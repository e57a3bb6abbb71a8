export * from './request-received.v1.ts';
export * from './request-verified.v1.ts';
export * from './request-waiting.v1.ts';
export * from './request-cancelled.v1.ts';
export * from './patron-answered.v1.ts';
export * from './take-batch-line.v1.ts';
export * from './request-unlinked.v1.ts';
export * from './patron-forgotten.v1.ts';

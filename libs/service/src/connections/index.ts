export * from './result.ts';
export * from './fault.ts';
export * from './test-connection.ts';
export * from './http-probe.ts';
export * from './account.ts';

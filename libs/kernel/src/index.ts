export * from './result.ts';
export * from './rejection.ts';
export * from './money.ts';
export * from './clock.ts';
export * from './ids.ts';
export * from './decider.ts';
export * from './machine.ts';
export * from './calendar.ts';

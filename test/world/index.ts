export * from './data.ts';
export * from './world.ts';
export { DEMO_START, RunningClock } from './clock.ts';
export type { Entry } from './journal.ts';
export type { Outage } from './outage.ts';
export { changeFacts, type FactChange } from './facts.ts';
export { lenderAnswer, behaviorOf, type Asked, type LenderAnswer } from './lending.ts';
export { findJournal, findWork, isbn13, covers } from './find.ts';

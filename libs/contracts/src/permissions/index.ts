export type { ActionEntry, Room } from './action.ts';
export * from './permissions.ts';
export * from './tasks.ts';

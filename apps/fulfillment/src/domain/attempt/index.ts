export * from './commands.ts';
export * from './plan.ts';
export * from './events.ts';
export { evolve, type Attempt } from './state.ts';
export { MACHINES, undoOf } from './machines/index.ts';
export { decide, attemptDecider } from './decide/index.ts';
export { actionsOf, fieldsOf, STAFF_ACTIONS, type Action, type StaffAction } from './actions.ts';
export { byHand, tasksOf, type TaskKind, type Waiting } from './tasks.ts';
export { WAITS, waitOf, waitText } from './waits.ts';

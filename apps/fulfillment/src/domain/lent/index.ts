export * from './commands.ts';
export * from './events.ts';
export { evolve, type Lent } from './state.ts';
export { lendCopy, lendLoan, machineOf, NOT_BACK, type LentMachine } from './machine.ts';
export { decide, lentDecider } from './decide/index.ts';
export { asksOf, askedText, exceeds } from './asks.ts';
export { isFinal } from './decide/step.ts';
export {
  actionsOf,
  callNumberOf,
  fieldsOf,
  LENT_ACTIONS,
  LENT_WORKLISTS,
  reasonOf,
  worklistOf,
  type LentAction,
  type LentWorklist,
} from './actions.ts';
export { CAP_DAYS, dueDateFor, WAITS } from './waits.ts';

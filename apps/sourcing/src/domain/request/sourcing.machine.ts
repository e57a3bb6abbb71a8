import type { Machine } from '#lib/kernel';
import type { SourcingCommand, Status } from './state.ts';

const OPEN: readonly Status[] = ['gathering', 'reserving', 'waiting-patron', 'waiting-staff'];
/** Where a decision may lead. */
const DECIDED: readonly Status[] = ['reserving', 'waiting-patron', 'waiting-staff', 'handed-over', 'ended'];

/** How the sourcing of a request goes on. `ended` may mean that the patron has it: what is still owed is fulfillment's affair. */
export const sourcingMachine: Machine<Status, SourcingCommand['type']> = {
  name: 'sourcing',
  initial: 'gathering',
  statuses: {
    gathering: { owner: 'system', deadline: { command: 'conclude', after: 'GATHERING_LIMIT_HOURS: then staff decide' } },
    reserving: { owner: 'system', deadline: { command: 'conclude', after: 'RESERVING_LIMIT_HOURS: then staff decide' } },
    'waiting-patron': {
      owner: 'patron',
      deadline: { command: 'silence', after: 'answerWithinDays of the rule: the default answer' },
    },
    'waiting-staff': { owner: 'staff', deadline: { command: 'remind', after: 'STAFF_REMINDER_DAYS' } },
    'handed-over': { owner: 'system', deadline: { command: 'remind', after: 'SUPPLY_REMINDER_DAYS' } },
    ended: { owner: 'nobody', final: true, reopens: ['reopen'] },
  },
  transitions: [
    { from: ['gathering', 'waiting-patron', 'waiting-staff'], on: 'open', to: 'gathering', undo: 'free' },
    { from: 'gathering', on: 'record', to: 'gathering', undo: 'free' },
    { from: 'gathering', on: 'begin', to: 'gathering', undo: 'free' },
    { from: 'gathering', on: 'need', to: 'gathering', undo: 'free' },
    { from: ['gathering', 'reserving'], on: 'conclude', to: DECIDED, undo: 'free' },
    { from: ['waiting-staff', 'waiting-patron'], on: 'choose', to: DECIDED, undo: 'free' },
    { from: 'reserving', on: 'reserved', to: 'handed-over', undo: 'compensate' },
    { from: 'reserving', on: 'refused', to: 'gathering', undo: 'free' },
    { from: 'waiting-patron', on: 'answer', to: ['gathering', 'ended'], undo: 'free' },
    { from: 'waiting-patron', on: 'silence', to: ['gathering', 'ended'], undo: 'free' },
    // before that the patron is reminded, as often as the library has it
    { from: 'waiting-patron', on: 'remind-patron', to: 'waiting-patron', undo: 'impossible' },
    { from: ['waiting-staff', 'handed-over'], on: 'remind', to: ['waiting-staff', 'handed-over'], undo: 'free' },
    { from: 'waiting-staff', on: 'look-again', to: 'gathering', undo: 'free' },
    { from: 'handed-over', on: 'exhaust', to: 'gathering', undo: 'free' },
    // a late supply, or the hard cap, may end it while something else is being decided
    { from: [...OPEN, 'handed-over'], on: 'supply-ended', to: 'ended', undo: 'compensate' },
    // what had been supplied had not: the patron could not get it
    { from: 'ended', on: 'reopen', to: ['ended', 'handed-over'], undo: 'compensate' },
    { from: OPEN, on: 'close', to: 'ended', undo: 'compensate' },
    { from: [...OPEN, 'handed-over'], on: 'cancel', to: 'ended', undo: 'compensate' },
  ],
};

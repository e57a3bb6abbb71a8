export * from './commands.ts';
export * from './state.ts';
export { evolve as evolveProcess } from './evolve.ts';
export { decideProcess, processDecider } from './decide.ts';
export { processMachine } from './machine.ts';

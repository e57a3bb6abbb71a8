export { keptOfPatron, type KeptOfPatron, type Part } from './kept.ts';
export { OPENED_OF_PATRON, patronDataController, type OpenedOfPatron } from './patron-data.controller.ts';

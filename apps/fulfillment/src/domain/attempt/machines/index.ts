import type { MachineName } from '../plan.ts';
import { borrowCopy, borrowLoan } from './borrow.ts';
import { buyByHand, buyCopy, buyEbook, buyPrint } from './buy.ts';
import { deliver, hold, link, scan } from './own.ts';
import type { AttemptMachine } from './table.ts';

/** Every table of transitions there is, by name. */
export const MACHINES: Readonly<Record<MachineName, AttemptMachine>> = {
  deliver,
  link,
  hold,
  scan,
  'buy-copy': buyCopy,
  'buy-e-book': buyEbook,
  'buy-print': buyPrint,
  'buy-by-hand': buyByHand,
  'borrow-copy': borrowCopy,
  'borrow-loan': borrowLoan,
};
export { leadsBack, undoOf, type AttemptMachine } from './table.ts';

import type { Caller, RouteSeeds } from '../seed.ts';
import { CONSORTIUM, HERE } from '../seed.ts';

/** Whose figures a person at the row's library gets. */
const whose = ({ place }: Caller): string => (place === 'everywhere' ? CONSORTIUM : HERE);

export const reportingSeeds: RouteSeeds = {
  'GET /api/reporting/figures': { elsewhere: 'their-own', seed: (_at, caller) => ({ sees: `"symbol":"${whose(caller)}"` }) },
  // what workbooks there are is the same everywhere
  'GET /api/reporting/workbooks': { elsewhere: 'same', seed: () => ({ sees: '"workbooks"' }) },
  'GET /api/reporting/workbooks/:file': {
    elsewhere: 'their-own',
    seed: (_at, caller) => ({ params: { file: 'activity.xlsx' }, sees: `activity-${whose(caller)}-` }),
  },
};

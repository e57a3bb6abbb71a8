import { Practice } from '../../../apps/directory/src/app/practice/practice.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';

/** The library's practice copy, there or not. @returns its symbol, where it is there */
async function copy(at: Installation, there: boolean): Promise<string | undefined> {
  const practice = at.get<Practice>('directory', Practice);
  const { symbol } = await practice.find(HERE);
  if (there) return symbol ?? (await practice.make(HERE, 'seed')).symbol;
  if (symbol !== undefined) await practice.remove(HERE, 'seed');
  return undefined;
}

export const practiceSeeds: RouteSeeds = {
  'GET /api/directory/practice': {
    elsewhere: 'their-own',
    seed: async (at) => ({ sees: `"${await copy(at, true)}"` }),
  },
  'POST /api/directory/practice': {
    elsewhere: 'their-own',
    async seed(at) {
      await copy(at, false);
      return { changes: { table: 'identity.practice', text: `${HERE}-P` } };
    },
  },
  'POST /api/directory/practice/reset': {
    elsewhere: 'their-own',
    async seed(at) {
      await copy(at, true);
      return { changes: { table: 'identity.practice', text: `${HERE}-P` } };
    },
  },
  'DELETE /api/directory/practice': {
    elsewhere: 'their-own',
    async seed(at) {
      const symbol = await copy(at, true);
      return { changes: { table: 'directory.library', text: symbol! } };
    },
  },
};

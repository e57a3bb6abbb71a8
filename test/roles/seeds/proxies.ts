import { unwrap } from '#lib/kernel';
import { letAsk } from '../../../apps/directory/src/app/proxies.ts';
import type { Installation } from '../installation.ts';
import { HERE, MINE, type RouteSeeds } from '../seed.ts';
import { newPatron } from './people.ts';

/** That somebody fresh may ask in the name of the patron whose rows are seeded. */
async function granted(at: Installation): Promise<{ id: string; familyName: string }> {
  const { patronRef: proxyRef, familyName } = await newPatron(at);
  const id = await at.tx('directory', HERE, async (tx) => unwrap(await letAsk(tx, { patronRef: MINE, proxyRef, by: 'patron' })));
  return { id, familyName };
}

export const proxySeeds: RouteSeeds = {
  'GET /api/directory/me/proxies': {
    elsewhere: 'their-own',
    seed: async (at) => ({ sees: (await granted(at)).familyName }),
  },
  'POST /api/directory/me/proxies': {
    // another patron of the library lets the same person ask in theirs
    elsewhere: ({ place }) => (place === 'another’s' ? 'same' : 'their-own'),
    async seed(at) {
      const { patronRef, cardNumber: who, familyName } = await newPatron(at);
      return { body: { who, familyName }, changes: { table: 'directory.proxy', text: patronRef } };
    },
  },
  'DELETE /api/directory/me/proxies/:id': {
    async seed(at) {
      const { id } = await granted(at);
      return { params: { id }, changes: { table: 'directory.proxy', text: id } };
    },
  },
  'GET /api/directory/patrons/:ref/proxies': {
    async seed(at) {
      const patron = await newPatron(at);
      const { patronRef: proxyRef, familyName } = await newPatron(at);
      await at.tx('directory', HERE, (tx) => letAsk(tx, { patronRef: patron.patronRef, proxyRef, by: 'staff' }));
      return { params: { ref: patron.patronRef }, sees: familyName };
    },
  },
  'POST /api/directory/patrons/:ref/proxies': {
    async seed(at) {
      const { patronRef: proxy } = await newPatron(at);
      return { params: { ref: MINE }, body: { proxy }, changes: { table: 'directory.proxy', text: proxy } };
    },
  },
  'DELETE /api/directory/patrons/:ref/proxies/:id': {
    async seed(at) {
      const { id } = await granted(at);
      return { params: { ref: MINE, id }, changes: { table: 'directory.proxy', text: id } };
    },
  },
};

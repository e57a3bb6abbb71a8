import { randomInt, randomUUID } from 'node:crypto';
import { setPassword } from '../../../apps/directory/src/app/accounts.ts';
import { setPartner } from '../../../apps/directory/src/app/set-partner.ts';
import { setAgreement } from '../../../apps/directory/src/app/set-agreement.ts';
import { setWishes } from '../../../apps/directory/src/app/wishes.ts';
import { libraryId } from '../../../apps/directory/src/app/stores.ts';
import { installation as data } from '../../../apps/directory/src/__fixtures__/installation.ts';
import { unwrap } from '#lib/kernel';
import type { Installation } from '../installation.ts';
import { CONSORTIUM, HERE, refOf, type Caller, type RouteSeeds } from '../seed.ts';
import { connectedSystem } from './library-system.ts';
import { newAccount, newPatron } from './people.ts';

const here = data.libraries.find(({ symbol }) => symbol === HERE)!;
const { symbol: _, ...profile } = here;
const terms = (symbol: string) => {
  const { library: _library, ...known } = data.partners![0]!;
  return { ...known, symbol, name: `Library ${symbol}` };
};
let countries = 0;
/** Two letters of no country, other ones each time. */
const newCountry = (): string => {
  countries += 1;
  return `X${String.fromCharCode(65 + (countries % 26))}`;
};
const newSymbol = (): string => `Z${randomUUID().slice(0, 6).toUpperCase()}`;
/** Without a library an operator works on the consortium's own accounts. */
const ownedBy = ({ place }: Caller): string => (place === 'everywhere' ? CONSORTIUM : HERE);
const rolesThere = (caller: Caller) => (caller.place === 'everywhere' ? (['operator'] as const) : (['patron'] as const));

async function partner(at: Installation) {
  const [id, symbol] = [randomUUID(), newSymbol()];
  await at.tx('directory', HERE, async (tx) =>
    unwrap(await setPartner(tx, id, terms(symbol) as Parameters<typeof setPartner>[2])),
  );
  return { id, symbol };
}
type AgreementTerms = Parameters<typeof setAgreement>[2];
const agreementTerms = (name: string) =>
  ({
    name,
    parties: ['CPL', 'TSU'].map((library) => ({
      library,
      address: `http://127.0.0.1:4000/iso18626/${library}`,
      lendsAv: false,
      lastResort: false,
    })),
    settledBy: 'nobody',
    daysToRespond: { loan: 4, copy: 2 },
    active: true,
  }) as AgreementTerms;
async function agreement(at: Installation): Promise<{ id: string; name: string }> {
  const [id, name] = [randomUUID(), `Agreement ${randomUUID()}`];
  await at.tx('directory', CONSORTIUM, async (tx) => unwrap(await setAgreement(tx, id, agreementTerms(name))));
  return { id, name };
}
/** A wish nobody else has said. */
const someCost = () => ({ maxPatronCost: { minor: randomInt(1e8, 1e9), currency: 'USD' } });
/** An account of whom everybody who may help with passwords may help: a patron, or the consortium's own operator. */
const anAccount = async (at: Installation, caller: Caller): Promise<string> =>
  newAccount(at, ownedBy(caller), rolesThere(caller), caller.place === 'everywhere' ? undefined : await newPatron(at));

export const directorySeeds: RouteSeeds = {
  // nothing listens there: what is seen is that it was tried
  'POST /api/directory/partners/test': {
    elsewhere: 'same',
    seed: () => ({ body: { symbol: 'TSU', address: 'http://127.0.0.1:9/iso18626' }, sees: '"fault"' }),
  },
  'GET /api/directory/me': { elsewhere: 'same', varies: true, seed: (_at, { sub }) => ({ sees: sub }) },
  'PUT /api/directory/me/password': {
    varies: true,
    elsewhere: 'same',
    // a password of one's own: for this call alone
    async seed(at, { sub, role, place, tenant }) {
      const current = at.password.password;
      const home = role === 'operator' ? CONSORTIUM : tenant;
      if (place !== 'pretending')
        await at.tx('directory', home, async (tx) => unwrap(await setPassword(tx, sub, at.password.hash, 'rehash')));
      return {
        body: { current, next: `heron walks at ${randomUUID()}` },
        changes: { table: 'directory.credential', text: sub },
      };
    },
  },
  'GET /api/directory/me/wishes': {
    varies: true,
    elsewhere: 'same',
    async seed(at, caller) {
      const cost = someCost();
      if (caller.role === 'patron' && caller.place !== 'pretending')
        await at.tx('directory', caller.tenant, async (tx) => unwrap(await setWishes(tx, refOf(caller.place), cost)));
      return { sees: String(cost.maxPatronCost.minor) };
    },
  },
  'PUT /api/directory/me/wishes': {
    varies: true,
    elsewhere: 'same',
    seed() {
      const cost = someCost();
      return { body: cost, changes: { table: 'directory.patron', text: String(cost.maxPatronCost.minor) } };
    },
  },
  'GET /api/directory/libraries/:symbol': {
    elsewhere: ({ role }) => (role === 'operator' ? 'same' : 'refused'),
    seed: () => ({ params: { symbol: HERE }, sees: `"${HERE}"` }),
  },
  'PUT /api/directory/libraries/:symbol': {
    elsewhere: 'same',
    seed: () => {
      const name = `Limestone ${randomUUID()}`;
      return {
        params: { symbol: HERE },
        body: { ...profile, name },
        changes: { table: 'directory.library', text: libraryId(HERE) },
      };
    },
  },
  'GET /api/directory/agreements': { elsewhere: 'same', seed: async (at) => ({ sees: (await agreement(at)).name }) },
  'PUT /api/directory/agreements/:id': {
    elsewhere: 'same',
    async seed(at) {
      const { id, name } = await agreement(at);
      return { params: { id }, body: agreementTerms(`${name} anew`), changes: { table: 'directory.agreement', text: id } };
    },
  },
  'PUT /api/directory/countries/:country': {
    elsewhere: 'same',
    async seed(at) {
      const [country, { id }] = [newCountry(), await partner(at)];
      await at.tx('directory', HERE, async (tx) => {
        const abroad = { ...terms(`C${id.slice(0, 8).toUpperCase()}`), country } as Parameters<typeof setPartner>[2];
        return unwrap(await setPartner(tx, randomUUID(), abroad));
      });
      return { params: { country }, body: { loans: 'suspended' }, changes: { table: 'directory.partner', text: country } };
    },
  },
  'GET /api/directory/partners': { elsewhere: 'their-own', seed: async (at) => ({ sees: (await partner(at)).symbol }) },
  'GET /api/directory/partners/:id': {
    async seed(at) {
      const { id, symbol } = await partner(at);
      return { params: { id }, sees: symbol };
    },
  },
  'PUT /api/directory/partners/:id': {
    async seed(at) {
      const { id, symbol } = await partner(at);
      return { params: { id }, body: { ...terms(symbol), name: 'Anew' }, changes: { table: 'directory.partner', text: id } };
    },
  },
  'PUT /api/directory/partners/:id/iso18626': {
    async seed(at) {
      const { id } = await partner(at);
      return { params: { id }, body: { version: '1.2' }, changes: { table: 'directory.partner', text: id } };
    },
  },
  'GET /api/directory/patrons': {
    elsewhere: 'their-own',
    async seed(at) {
      const { familyName } = await newPatron(at);
      return { query: `q=${familyName}`, sees: familyName };
    },
  },
  'POST /api/directory/patrons': {
    elsewhere: 'their-own',
    seed() {
      // names and numbers are sealed: the row is known by its group
      const group = `group ${randomUUID()}`;
      return {
        body: { familyName: 'New', cardNumber: randomUUID(), group },
        changes: { table: 'directory.patron', text: group },
      };
    },
  },
  'POST /api/directory/patrons/names': {
    elsewhere: 'their-own',
    async seed(at) {
      const { patronRef, familyName } = await newPatron(at);
      return { body: { patronRefs: [patronRef] }, sees: familyName };
    },
  },
  'GET /api/directory/patrons/:ref': {
    async seed(at) {
      const { patronRef: ref, familyName } = await newPatron(at);
      return { params: { ref }, sees: familyName };
    },
  },
  'POST /api/directory/patrons/:ref/look-up': {
    async seed(at) {
      const { patronRef: ref, id } = await newPatron(at);
      await connectedSystem(at);
      return { params: { ref }, body: {}, changes: { table: 'directory.patron', text: id } };
    },
  },
  'PUT /api/directory/patrons/:ref': {
    async seed(at) {
      const { patronRef: ref, id, familyName, cardNumber } = await newPatron(at);
      return {
        params: { ref },
        body: { familyName, cardNumber, group: 'faculty' },
        changes: { table: 'directory.patron', text: id },
      };
    },
  },
  'DELETE /api/directory/patrons/:ref': {
    async seed(at) {
      const { patronRef: ref, id } = await newPatron(at);
      return { params: { ref }, changes: { table: 'directory.patron', text: id } };
    },
  },
  'GET /api/directory/accounts': {
    elsewhere: 'their-own',
    seed: async (at, caller) => ({
      sees: await newAccount(at, ownedBy(caller), caller.place === 'everywhere' ? ['operator'] : ['staff']),
    }),
  },
  'POST /api/directory/accounts': {
    elsewhere: 'their-own',
    seed(_at, { place }) {
      const role = place === 'everywhere' ? 'operator' : 'cataloging';
      const body = { username: `new-${randomUUID()}`, displayName: 'New', roles: [role] };
      return { body, changes: { table: 'directory.account', text: role } };
    },
  },
  'PUT /api/directory/accounts/:id': {
    async seed(at, caller) {
      const id = await anAccount(at, caller);
      return {
        params: { id },
        body: { roles: rolesThere(caller), active: false },
        changes: { table: 'directory.account', text: id },
      };
    },
  },
  'POST /api/directory/accounts/:id/password': {
    async seed(at, caller) {
      const id = await anAccount(at, caller);
      return { params: { id }, changes: { table: 'directory.credential', text: id } };
    },
  },
};

import { randomUUID } from 'node:crypto';
import type { ConnectorKind } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Seals } from '#lib/service';
import { setConnector } from '../../../apps/directory/src/app/connectors.ts';
import { ErasePatron } from '../../../apps/directory/src/app/erasing/erase-patron.ts';
import type { Installation } from '../installation.ts';
import { HERE, type RouteSeeds } from '../seed.ts';
import { newPatron } from './people.ts';

const newAddress = (): string => `https://${randomUUID()}.example.org/sru`;

/** Something HERE has connected. */
async function connector(at: Installation, kind: ConnectorKind, settings = {}): Promise<string> {
  const address = kind === 'smtp' ? `smtp://${randomUUID()}.example.org` : newAddress();
  const seals = at.get<Seals>('directory', Seals);
  await at.tx('directory', HERE, async (tx) => unwrap(await setConnector(tx, seals, kind, { address, settings, secrets: {} })));
  return address;
}

/** How a library joins, and what it connects. */
export const joiningSeeds: RouteSeeds = {
  'GET /api/directory/connectors': {
    elsewhere: 'their-own',
    varies: true,
    seed: async (at) => ({ sees: await connector(at, 'sru') }),
  },
  'PUT /api/directory/connectors/:kind': {
    elsewhere: 'their-own',
    seed: () => {
      const address = newAddress();
      return { params: { kind: 'union' }, body: { address }, changes: { table: 'directory.connector', text: address } };
    },
  },
  // nothing listens there: what is seen is that it was tried
  'POST /api/directory/connectors/:kind/test': {
    elsewhere: 'same',
    seed: () => ({ params: { kind: 'ncip' }, body: { draft: { address: 'http://127.0.0.1:9/ncip' } }, sees: '"fault"' }),
  },
  'DELETE /api/directory/connectors/:kind': {
    elsewhere: 'their-own',
    seed: async (at) => {
      const text = await connector(at, 'smtp', { from: 'ill@example.org' });
      return { params: { kind: 'smtp' }, changes: { table: 'directory.connector', text } };
    },
  },
  'GET /api/directory/holidays': { elsewhere: 'same', seed: () => ({ query: 'country=US&from=2026-01-01', sees: '2026-12-25' }) },
  'POST /api/directory/invitations': {
    elsewhere: 'same',
    seed: () => {
      const symbol = `Y${randomUUID().slice(0, 7).toUpperCase()}`;
      const admin = { username: 'admin', displayName: 'Seeded' };
      return {
        body: { symbol, name: `Library ${symbol}`, country: 'US', timeZone: 'America/Chicago', admin },
        changes: { table: 'directory.library', text: symbol },
      };
    },
  },
  'PUT /api/directory/libraries/:symbol/set-up': {
    seed: () => {
      const name = `Library ${randomUUID()}`;
      return { params: { symbol: HERE }, body: { name }, changes: { table: 'directory.library', text: name } };
    },
  },
  'GET /api/directory/libraries/:symbol/readiness': {
    // an operator helps every library
    elsewhere: ({ role }) => (role === 'operator' ? 'same' : 'refused'),
    seed: () => ({ params: { symbol: HERE }, sees: '"step":"profile"' }),
  },
  'POST /api/directory/patron-imports': {
    elsewhere: 'their-own',
    // the names are sealed: it is known again by its group
    seed: () => {
      const group = `seed-${randomUUID()}`;
      const csv = `barcode,last name,type\n${randomUUID()},Seed,${group}\n`;
      return { body: { csv, commit: true }, changes: { table: 'directory.patron', text: group } };
    },
  },
  'POST /api/directory/patrons/:ref/erasure': {
    async seed(at) {
      const { patronRef } = await newPatron(at);
      return { params: { ref: patronRef }, changes: { table: 'directory.erasure', text: patronRef } };
    },
  },
  'GET /api/directory/patrons/:ref/erasure': {
    async seed(at) {
      const { patronRef } = await newPatron(at);
      unwrap(await at.get<ErasePatron>('directory', ErasePatron).ask(HERE, patronRef, 'seed'));
      return { params: { ref: patronRef }, sees: '"status":"asked"' };
    },
  },
};

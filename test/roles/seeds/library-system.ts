import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unwrap } from '#lib/kernel';
import { Seals } from '#lib/service';
import { setConnector } from '../../../apps/directory/src/app/connectors.ts';
import type { Installation } from '../installation.ts';
import { HERE } from '../seed.ts';

/** Every card is a blocked one. */
const BLOCKED =
  '<NCIPMessage xmlns="http://www.niso.org/2008/ncip"><LookupUserResponse><UserOptionalFields><BlockOrTrap><BlockOrTrapType>Block Request Item</BlockOrTrapType></BlockOrTrap></UserOptionalFields></LookupUserResponse></NCIPMessage>';

let system: Server | undefined;
afterAll(() => void system?.close());

/** HERE's own system, which answers by NCIP. */
export async function connectedSystem(at: Installation): Promise<void> {
  if (!system) {
    const server = (system = createServer((_, response) => response.setHeader('content-type', 'application/xml').end(BLOCKED)));
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  }
  const address = `http://127.0.0.1:${(system.address() as AddressInfo).port}/ncip`;
  const seals = at.get<Seals>('directory', Seals);
  await at.tx('directory', HERE, async (tx) =>
    unwrap(await setConnector(tx, seals, 'ncip', { address, settings: {}, secrets: {} })),
  );
}

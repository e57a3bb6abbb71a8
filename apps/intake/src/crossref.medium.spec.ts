import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { ConnectorChanged, connectorContext } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { Seals } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library, listen, patron, settle } from './__fixtures__/desk.ts';
import { intake } from './intake.module.ts';

describe('Crossref', () => {
  const database = testDatabase('intake');
  beforeAll(() => listen(database.owner, []));
  const service = testService(intake, { database, env: { CONTACT_EMAIL: 'ill@consortium.example' } });

  it('is asked as the library that has said as whom', async () => {
    const db = service.get(Database);
    const asked: { url: string; token: unknown; agent: unknown }[] = [];
    const crossref = createServer(({ url = '', headers }, response) => {
      asked.push({ url, token: headers['crossref-plus-api-token'], agent: headers['user-agent'] });
      response.writeHead(404).end('Resource not found.');
    }).listen(0, '127.0.0.1');
    await once(crossref, 'listening');
    const token = service.get(Seals).seal('CPL', 'a plus token', connectorContext('crossref', 'token'));
    await deliver(db, [
      library('CPL'),
      patron('CPL', 'p_dee0000000'),
      {
        message: ConnectorChanged,
        subject: randomUUID(),
        tenant: 'CPL',
        data: {
          kind: 'crossref',
          active: true,
          address: `http://127.0.0.1:${(crossref.address() as AddressInfo).port}`,
          settings: { email: 'ill@cpl.example' },
          secrets: { token },
        },
      },
    ]);
    await request(service.http)
      .post('/api/intake/requests')
      .set(await service.as({ tenant: 'CPL', roles: ['patron'], patronRef: 'p_dee0000000' }))
      .send({ citation: { doi: '10.1000/of-nobody' } })
      .expect(201);
    await settle(db);
    crossref.close();
    expect(asked[0]).toEqual({
      url: '/works/10.1000%2Fof-nobody?mailto=ill%40cpl.example',
      token: 'Bearer a plus token',
      agent: 'Trillium (mailto:ill@cpl.example)',
    });
  });
});

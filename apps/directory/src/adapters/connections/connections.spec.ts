import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectorKind } from '#lib/contracts';
import type { ConnectionTest } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';
import { NetworkConnections } from './network-connections.ts';

const connections = new NetworkConnections(10_000);
const connector = (kind: ConnectorKind, address: string): OpenConnector => ({ kind, address, settings: {}, secrets: {} });
const test = (kind: ConnectorKind, address: string): Promise<ConnectionTest> => connections.test('LCC', connector(kind, address));

let xml: Server;
let said: string;

beforeAll(async () => {
  xml = createServer((_, response) => response.setHeader('content-type', 'application/xml').end(said)).listen(0, '127.0.0.1');
  await once(xml, 'listening');
});
afterAll(() => xml.close());
const ours = (): string => `http://127.0.0.1:${(xml.address() as AddressInfo).port}/x`;

describe('the test of a catalog', () => {
  const record = '<zs:record><zs:recordData><record><leader>00000nam a22</leader></record></zs:recordData></zs:record>';
  const found = (total: number, records: string) =>
    `<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:numberOfRecords>${total}</zs:numberOfRecords>${records}</zs:searchRetrieveResponse>`;

  it('works, and tells what it saw', async () => {
    said = found(10_000, `<zs:records>${record}</zs:records>`);
    expect(await test('sru', ours())).toEqual({
      ok: true,
      words: 'The catalog answers searches by SRU.',
      seen: '10000 records with the word "library"',
    });
    said = found(0, '');
    expect(await test('sru', ours())).toMatchObject({ ok: true });
  });
  it.each([
    ['records that are no MARC', found(17, ''), /17 records, none of them MARC in the schema marcxml/],
    [
      'a query it refuses',
      found(
        0,
        '<diagnostics><diagnostic><uri>info:srw/diagnostic/1/66</uri><message>Unknown schema for retrieval</message></diagnostic></diagnostics>',
      ),
      /Unknown schema for retrieval \(66; set another record schema/,
    ],
    ['broken XML', '<searchRetrieveResponse><records>', /application\/xml with status 200/],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><searchRetrieveResponse/>', /application\/xml with status 200/],
  ])('says what is wrong: %s', async (_, answer, words) => {
    said = answer;
    expect(await test('sru', ours())).toMatchObject({ ok: false, fault: 'another-service', words: expect.stringMatching(words) });
  });
  it('hears that credentials are refused in SRU’s own way', async () => {
    said =
      '<searchRetrieveResponse><diagnostics><diagnostic><uri>info:srw/diagnostic/1/3</uri></diagnostic></diagnostics></searchRetrieveResponse>';
    expect(await test('sru', ours())).toMatchObject({ fault: 'credentials-refused' });
  });
});

describe('the test of a library system', () => {
  it('works also where it does not know the user asked for', async () => {
    said =
      '<NCIPMessage xmlns="http://www.niso.org/2008/ncip"><LookupUserResponse><Problem><ProblemType>Unknown User</ProblemType></Problem></LookupUserResponse></NCIPMessage>';
    expect(await connections.test('LCC', { ...connector('ncip', ours()), settings: { patron: '42' } })).toMatchObject({
      ok: true,
      seen: 'about 42 it says: Unknown User',
    });
  });
  it('hears that the agency is not let in', async () => {
    said = '<NCIPMessage><Problem><ProblemType>Unknown Agency</ProblemType></Problem></NCIPMessage>';
    expect(await test('ncip', ours())).toMatchObject({ fault: 'credentials-refused' });
  });
});

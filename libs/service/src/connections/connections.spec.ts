import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { closedPort, faultServer, selfSigned, type Fault } from '#lib/testing';
import { connectionFault } from './fault.ts';
import { askOnce, describeAnswer } from './http-probe.ts';
import { AnotherService, CredentialsRefused, type ConnectionTest } from './result.ts';
import { placeOf, testConnection } from './test-connection.ts';

const tested = { what: 'The catalog', host: 'catalog.test', port: 443, timeoutMs: 8000, speaks: 'an SRU server' };
const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });
const fetchFailed = (cause: Error): Error => new TypeError('fetch failed', { cause });

describe('what an error of a connection means', () => {
  it.each([
    [fetchFailed(coded('ENOTFOUND')), 'unknown-name', /no server is known by the name catalog\.test/i],
    [fetchFailed(coded('EAI_AGAIN')), 'unknown-name', /catalog\.test/],
    [fetchFailed(coded('ECONNREFUSED')), 'unreachable', /nothing answers at port 443/],
    [fetchFailed(new AggregateError([coded('EHOSTUNREACH'), coded('ECONNREFUSED')])), 'unreachable', /port 443/],
    [fetchFailed(new Error('bad port')), 'unreachable', /port 443 is kept for something else/i],
    [fetchFailed(coded('DEPTH_ZERO_SELF_SIGNED_CERT')), 'untrusted', /signed by nobody/],
    [fetchFailed(coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')), 'untrusted', /signed by nobody/],
    [fetchFailed(coded('CERT_HAS_EXPIRED')), 'untrusted', /has expired/],
    [fetchFailed(coded('CERT_NOT_YET_VALID')), 'untrusted', /not valid yet/],
    [fetchFailed(coded('ERR_TLS_CERT_ALTNAME_INVALID')), 'untrusted', /another name/],
    [fetchFailed(coded('ERR_SSL_WRONG_VERSION_NUMBER')), 'another-service', /does not speak TLS/],
    [fetchFailed(coded('HPE_INVALID_CONSTANT')), 'another-service', /does not speak HTTP/],
    [fetchFailed(coded('UND_ERR_SOCKET')), 'another-service', /hung up/],
    [fetchFailed(coded('UND_ERR_CONNECT_TIMEOUT')), 'too-slow', /within 8 seconds/],
    [new DOMException('late', 'TimeoutError'), 'too-slow', /within 8 seconds/],
    [coded('EAUTH', '535 Authentication failed.'), 'credentials-refused', /535 Authentication failed\./],
    [new CredentialsRefused('it answered 401'), 'credentials-refused', /refuses the credentials: it answered 401\./],
    [new AnotherService('a web page'), 'another-service', /not an SRU server: it sent a web page\./],
    [fetchFailed(coded('address-not-allowed')), 'not-allowed', /own network/],
  ])('%s: %s', (error, fault, words) => {
    const said = connectionFault(error, tested);
    expect(said).toMatchObject({ ok: false, fault, words: expect.stringMatching(words) });
    expect(said.remedy).toMatch(/\.$/);
  });

  it('names the field where the remedy is applied', () => {
    const fields = { address: 'url', credentials: 'key' };
    expect(connectionFault(coded('ENOTFOUND'), { ...tested, fields }).field).toBe('url');
    expect(connectionFault(new CredentialsRefused(), { ...tested, fields }).field).toBe('key');
  });

  it('does not take a fault of our own for one of theirs', () => {
    const ours = new TypeError('x is not a function');
    expect(() => connectionFault(ours, tested)).toThrow(ours);
  });
});

describe('a test of a connection, against real servers', () => {
  const test = (url: string): Promise<ConnectionTest> =>
    testConnection({ what: 'The catalog', speaks: 'an SRU server', timeoutMs: 300, ...placeOf(url) }, async (signal) => {
      const answer = await askOnce(url, {}, signal);
      if (!answer.text.includes('explainResponse')) throw new AnotherService(describeAnswer(answer));
      return { words: 'The catalog answers.' };
    });

  it.each([
    ['closes', 'another-service'],
    ['wrong-protocol', 'another-service'],
    ['web-page', 'another-service'],
    ['self-signed', 'untrusted'],
    ['expired', 'untrusted'],
    ['silent', 'too-slow'],
    ['refuses', 'credentials-refused'],
  ] as const satisfies [Fault, string][])('%s: %s', async (fault, expected) => {
    const server = await faultServer(fault);
    try {
      expect(await test(server.url)).toMatchObject({ ok: false, fault: expected });
    } finally {
      await server.close();
    }
  });

  it('says that https was given where http is spoken', async () => {
    const server = await faultServer('web-page');
    try {
      expect(await test(server.url.replace('http:', 'https:'))).toMatchObject({ fault: 'another-service' });
    } finally {
      await server.close();
    }
  });

  it('tells a wrong name from a missing server', async () => {
    expect(await test('http://no-such-server.invalid/')).toMatchObject({ fault: 'unknown-name' });
    expect(await test(`http://127.0.0.1:${await closedPort()}/`)).toMatchObject({ fault: 'unreachable' });
  });

  it('does not follow elsewhere, and reads no more than it needs', async () => {
    const server = createHttps(selfSigned('localhost'), (_, response) => response.writeHead(302, { location: '/x' }).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await test(`https://localhost:${port}/`)).toMatchObject({ fault: 'untrusted' });
    server.close();
  });
});

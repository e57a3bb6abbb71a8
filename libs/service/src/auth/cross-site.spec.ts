import { looksCrossSite } from './cross-site.ts';

describe('requests from pages of other sites', () => {
  it.each([
    ['reading', 'GET', { host: 'a.example', origin: 'https://evil.example' }, undefined, false],
    ['our own page', 'POST', { host: 'a.example', origin: 'https://a.example' }, undefined, false],
    ['our own page behind a proxy', 'POST', { host: '10.0.0.1:3000', origin: 'https://a.example' }, 'https://a.example', false],
    ['our own script', 'POST', { host: 'a.example', 'x-requested-with': 'trillium' }, undefined, false],
    ['another page', 'POST', { host: 'a.example', origin: 'https://evil.example' }, undefined, true],
    ['another port', 'DELETE', { host: 'a.example:3000', origin: 'http://a.example:4000' }, undefined, true],
    [
      'the host a proxy passed on, not the public one',
      'POST',
      { host: 'b.example', origin: 'https://b.example' },
      'https://a.example',
      true,
    ],
    ['a hidden origin', 'POST', { host: 'a.example', origin: 'null' }, undefined, true],
    ['nothing said', 'PUT', { host: 'a.example' }, undefined, true],
  ])('%s (%s)', (_, method, headers, publicUrl, expected) => {
    expect(looksCrossSite(method, headers, publicUrl)).toBe(expected);
  });
});

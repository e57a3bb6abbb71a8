import type { MessageOf } from '#lib/iso18626';
import { headersOf, isVouchedFor } from './protocols.ts';

const message = (authentication?: { accountId?: string; securityCode?: string }) =>
  ({
    body: { header: authentication ? { requestingAgencyAuthentication: authentication } : {} },
  }) as MessageOf<'requestingAgencyMessage'>;
const secret = 'correct horse';

describe.each([
  ['header', { by: 'header', name: 'X-Partner-Key', secret }, { 'x-partner-key': secret }],
  ['basic', { by: 'basic', name: 'tsu', secret }, { authorization: `Basic ${Buffer.from(`tsu:${secret}`).toString('base64')}` }],
  ['bearer', { by: 'bearer', secret }, { authorization: `Bearer ${secret}` }],
] as const)('a partner known by %s', (_, credential, headers) => {
  it('is shown, and known by the same', () => {
    expect(headersOf({ outgoing: credential })).toEqual(headers);
    expect(isVouchedFor({ incoming: credential }, message(), headers)).toBe(true);
  });
  it('is not known by less', () => {
    for (const wrong of [{}, Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}x`]))])
      expect(isVouchedFor({ incoming: credential }, message(), wrong)).toBe(false);
    expect(isVouchedFor({ incoming: credential }, message({ accountId: 'tsu', securityCode: 'wrong' }), {})).toBe(false);
    expect(isVouchedFor({ incoming: credential }, message({ accountId: 'tsu' }), {})).toBe(false);
  });
  it('may say so in the message itself', () => {
    expect(isVouchedFor({ incoming: credential }, message({ accountId: 'tsu', securityCode: secret }), {})).toBe(true);
  });
});

it('anybody is believed of whom nothing is expected', () => {
  expect(isVouchedFor({}, message(), {})).toBe(true);
  expect(headersOf({})).toEqual({});
});

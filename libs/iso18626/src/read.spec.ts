import { NAMESPACE, type Iso18626Message } from './messages.ts';
import { readMessage } from './read.ts';
import { SAMPLES } from './golden/samples.ts';
import { writeMessage } from './write.ts';

const rejection = (xml: string | Uint8Array, maxBytes?: number) => {
  const result = readMessage(xml, maxBytes ? { maxBytes } : {});
  if (result.ok) throw new Error('was accepted');
  return result.error;
};
const accepted = (xml: string | Uint8Array): Iso18626Message => {
  const result = readMessage(xml);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const conditional = writeMessage(SAMPLES['supplying-agency-message-conditional']!);
const received = writeMessage(SAMPLES['requesting-agency-message']!);

describe('what is no message', () => {
  it.each([
    ['nothing', ''],
    ['no XML', 'Dear colleagues, please lend us'],
    ['a broken tag', received.replace('</requestingAgencyMessage>', '')],
    ['another root', '<html/>'],
    ['another namespace', received.replaceAll(NAMESPACE, 'http://example.org/iso')],
    ['no message within', `<ISO18626Message xmlns="${NAMESPACE}" version="1.2"/>`],
    ['two messages', received.replace('</ISO18626Message>', '<request/></ISO18626Message>')],
    ['a document type', received.replace('<ISO', '<!DOCTYPE ISO18626Message><ISO')],
    ['a billion laughs', `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(99)}">]><x>&b;</x>`],
    ['an outside entity', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'],
  ])('%s is badly formed', (_, xml) => {
    expect(rejection(xml)).toMatchObject({ errorType: 'BadlyFormedMessage' });
  });

  it('is refused unread when it is too long', () => {
    expect(rejection(received, 100).message).toMatch(/at most 100 are read/);
  });
});

describe('values and elements', () => {
  it('names the value that its list does not have, and what can be told of the message', () => {
    const error = rejection(conditional.replace('>RetryPossible<', '>Perhaps<'));
    expect(error).toMatchObject({
      errorType: 'UnrecognisedDataValue',
      errorValue: 'supplyingAgencyMessage/statusInfo/status: Perhaps',
      about: { kind: 'supplyingAgencyMessage', reasonForMessage: 'RequestResponse', timestamp: '2025-10-06T17:00:00.000Z' },
    });
  });
  it.each([
    ['<lastChange>2025-10-06T17:00:00.000Z', '<lastChange>yesterday'],
    ['<monetaryValue>40.00', '<monetaryValue>40.005'],
    ['<monetaryValue>40.00', '<monetaryValue>forty'],
    ['<currencyCode>USD', '<currencyCode>Dollars'],
    ['<lastChange>2025-10-06T17:00:00.000Z', '<lastChange>2025-02-30T17:00:00Z'],
    ['<lastChange>2025-10-06T17:00:00.000Z', '<lastChange>2025-10-06T25:00:00Z'],
    ['<lastChange>2025-10-06T17:00:00.000Z', '<lastChange>0000-01-01T00:00:00Z'],
    ['ill:version="2021-2"', 'ill:version="7"'],
  ])('refuses %s as %s', (good, bad) => {
    expect(conditional).toContain(good);
    expect(rejection(conditional.replace(good, bad)).errorType).toBe('UnrecognisedDataValue');
  });
  it('has an error type of its own for actions and reasons', () => {
    expect(rejection(received.replace('>Received<', '>Dance<'))).toMatchObject({
      errorType: 'UnsupportedActionType',
      errorValue: 'requestingAgencyMessage/action: Dance',
    });
    expect(rejection(conditional.replace('>RequestResponse<', '>Whim<')).errorType).toBe('UnsupportedReasonForMessageType');
  });
  it.each(['lastChange', 'requestingAgencyRequestId'])('misses %s', (name) => {
    const error = rejection(conditional.replace(new RegExp(`<${name}>.*</${name}>`), ''));
    expect(error).toMatchObject({ errorType: 'UnrecognisedDataElement' });
    expect(error.field).toContain(name);
  });
  it('takes an empty mandatory element for a missing one, an empty optional one for none', () => {
    expect(rejection(received.replace('>Received<', '><')).errorType).toBe('UnrecognisedDataElement');
    const message = accepted(received.replace('>Arrived in good condition<', '>  <'));
    expect(message.body).not.toHaveProperty('note');
  });
  it('refuses what stands there twice and may not', () => {
    expect(rejection(received.replace('<note>', '<note>one</note><note>')).errorType).toBe('UnrecognisedDataElement');
  });
});

describe('what partners really send', () => {
  it.each([
    ['1.0', '1.2'],
    ['v1_2_2017', '1.2'],
    ['1_2', '1.2'],
    ['2021-1', '2021-2'],
    ['1_3_2021', '2021-2'],
    ['2021', '2021-2'],
  ])('knows version %s as %s', (said, version) => {
    expect(accepted(received.replace('ill:version="2021-2"', `ill:version="${said}"`)).version).toBe(version);
  });
  it('keeps unknown elements aside', () => {
    const message = accepted(received.replace('<note>', '<x:color xmlns:x="urn:x">red</x:color><nots>1</nots><note>'));
    expect(message.unknown).toEqual([
      { path: 'requestingAgencyMessage', name: 'color', xml: '<x:color xmlns:x="urn:x">red</x:color>' },
      expect.objectContaining({ path: 'requestingAgencyMessage', name: 'nots' }),
    ]);
    expect({ ...message, unknown: undefined }).toEqual({ ...SAMPLES['requesting-agency-message'], unknown: undefined });
  });
  it('reads prefixed, unordered, indented and unqualified messages', () => {
    const xml = `<i:ISO18626Message xmlns:i="${NAMESPACE}" version="1.2"><i:requestingAgencyMessage>
      <i:note><![CDATA[ a < b ]]></i:note><i:action> Cancel </i:action><i:header>
      <i:requestingAgencyRequestId>\n 7 </i:requestingAgencyRequestId><i:timestamp>2025-10-06T10:00:00+02:00</i:timestamp>
      <i:requestingAgencyId><i:agencyIdType scheme="s">ISIL</i:agencyIdType><i:agencyIdValue>A</i:agencyIdValue></i:requestingAgencyId>
      <i:supplyingAgencyId><i:agencyIdType>ISIL</i:agencyIdType><i:agencyIdValue>B</i:agencyIdValue></i:supplyingAgencyId>
      <i:multipleItemRequestId/></i:header></i:requestingAgencyMessage></i:ISO18626Message>`;
    expect(accepted(xml)).toMatchObject({
      kind: 'requestingAgencyMessage',
      version: '1.2',
      body: {
        action: 'Cancel',
        note: 'a < b',
        header: { requestingAgencyRequestId: '7', requestingAgencyId: { agencyIdType: { scheme: 's' } } },
      },
    });
  });
  it('moves the terms of a retry of 1.2 to where 2021 has them, and its renamed elements', () => {
    const xml = conditional
      .replace('"2021-2"', '"1.2"')
      .replace(
        /<retryInfo>[^]*<\/retryInfo>/,
        '<deliveryInfo><dateSent>2025-10-06T17:00:00Z</dateSent><sentVia>Mail</sentVia></deliveryInfo>',
      )
      .replace(
        '</reasonRetry>',
        '</reasonRetry><offeredCosts><currencyCode>USD</currencyCode><monetaryValue>40</monetaryValue></offeredCosts>',
      );
    expect(accepted(xml).body).toMatchObject({
      messageInfo: { reasonForMessage: 'RequestResponse' },
      retryInfo: { offeredCosts: [{ minor: 4000, currency: 'USD' }] },
      deliveryInfo: { deliveryMethod: { value: 'Mail' } },
    });
  });
  it('reads Latin-1 by its declaration, and text whatever its declaration says', () => {
    const xml = received.replace('UTF-8', 'ISO-8859-1').replace('Arrived', 'Zurück');
    expect(accepted(Buffer.from(xml, 'latin1')).body).toMatchObject({ note: 'Zurück in good condition' });
    expect(accepted(xml).body).toMatchObject({ note: 'Zurück in good condition' });
  });
});

it('gives its memory back: ten thousand messages do not pile up', () => {
  const before = process.memoryUsage().external;
  for (let i = 0; i < 10_000; i += 1) accepted(received);
  expect(process.memoryUsage().external - before).toBeLessThan(64 * 1024 * 1024);
});

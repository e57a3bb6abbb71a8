import { checksum, decode, encode, sip2Date } from './message.ts';
import { readPatron } from './patron.ts';

const line = (text: string): Buffer => Buffer.from(text, 'latin1');
const sealed = (text: string): Buffer => line(`${text}AY1AZ${checksum(line(`${text}AY1AZ`))}`);
const date = '20251006    090000';

describe('messages of SIP2', () => {
  it('are written as the standard shows them', () => {
    // an example of 3M SIP2 2.00
    expect(encode('99', '00302.00', [], 1, 'utf-8').toString()).toBe('9900302.00AY1AZFCA5\r');
    expect(
      encode(
        '93',
        '00',
        [
          ['CN', 'trillium'],
          ['CO', 'x'],
        ],
        0,
        'utf-8',
      ).toString(),
    ).toMatch(/^9300CNtrillium\|COx\|AY0AZ[0-9A-F]{4}\r$/);
    expect(checksum(line('97AZ'))).toBe('FEF5');
    expect(sip2Date(new Date('2025-10-06T14:05:09Z'))).toBe('20251006   Z140509');
  });

  it('are read with their fixed and variable fields', () => {
    const answer = decode(
      sealed(`64YY  Y         001${date}${'0001'.repeat(6)}AOLCC|AA221|AEOkafor, Ada|BLY|CQN|BEa@b.c|PCstudent|`),
      'utf-8',
    );
    expect(answer).toMatchObject({ code: '64', sequence: '1' });
    expect(readPatron(answer)).toMatchObject({
      cardNumber: '221',
      name: 'Okafor, Ada',
      email: 'a@b.c',
      valid: true,
      pinRight: false,
      status: ['charge-denied', 'renewal-denied', 'card-reported-lost'],
    });
    expect(answer.fields.get('PC')).toBe('student');
  });

  it.each([
    ['utf-8', 'Ñandú'],
    ['latin1', 'Ñandú'],
  ] as const)('carry letters in %s', (encoding, name) => {
    const sent = encode('23', '', [['AE', name]], 0, encoding);
    expect(sent.toString(encoding)).toContain(name);
    const bytes = Buffer.from(`24${' '.repeat(14)}001${date}AE${name}|AY0AZ`, encoding);
    expect(decode(Buffer.concat([bytes, line(checksum(bytes))]), encoding).fields.get('AE')).toBe(name);
  });

  it('may come without error detection, and then have no number', () => {
    expect(decode(line('941'), 'utf-8')).toEqual({ code: '94', fixed: '1', fields: new Map(), sequence: undefined });
  });

  it.each<[string, Buffer, string]>([
    ['a wrong checksum', line('941AY0AZ0000'), 'damaged'],
    ['a message cut short', sealed('64YY'), 'damaged'],
    ['a code of another kind', sealed('101'), 'other-service'],
    ['a web server', line('HTTP/1.1 400 Bad Request'), 'other-service'],
    ['a mail server', line('220 mail.example ESMTP'), 'other-service'],
    ['nothing', line(''), 'other-service'],
    ['bytes of TLS', Buffer.from([0x15, 0x03, 0x03, 0x00]), 'other-service'],
  ])('are refused: %s', (_, bytes, fault) => {
    expect(() => decode(bytes, 'utf-8')).toThrow(expect.objectContaining({ fault }));
  });

  it.each(['22|AD1234', '22\r97', '22\n', '2'.repeat(256)])('are not sent with %j in a field', (card) => {
    expect(() => encode('63', '', [['AA', card]], 0, 'utf-8')).toThrow(expect.objectContaining({ fault: 'not-to-be-sent' }));
  });
});

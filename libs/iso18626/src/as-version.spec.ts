import { unwrap } from '#lib/kernel';
import { asVersion } from './as-version.ts';
import { EVERY } from './golden/every.ts';
import { faultsOf } from './published/xsd.ts';
import { readMessage } from './read.ts';
import { writeMessage } from './write.ts';

const everyOf2021 = Object.entries(EVERY['2021-2']).filter(([name]) => !name.startsWith('confirmed'));

describe('a message for a partner of 1.2', () => {
  it.each(everyOf2021)('%s: can be written, is valid there, and can be read', (_, message) => {
    const xml = writeMessage(asVersion(message, '1.2'));
    expect(faultsOf(xml, '1.2')).toBeUndefined();
    expect(unwrap(readMessage(xml)).version).toBe('1.2');
  });
  it('tells what it has no word for in a note', () => {
    expect(asVersion(EVERY['2021-2']['action-Lost']!, '1.2').body).toMatchObject({
      action: 'Notification',
      note: 'Lost: Arrived in good condition',
    });
    expect(asVersion(EVERY['2021-2']['status-HoldReturn']!, '1.2').body).toMatchObject({
      messageInfo: { reasonForMessage: 'Notification', note: 'HoldReturn' },
      statusInfo: { status: 'Loaned' },
    });
    expect(asVersion(EVERY['1.2']['action-Renew']!, '2021-2').body).toMatchObject({ action: 'Renew' });
  });
});

import type { MessageOf } from './messages.ts';
import { SAMPLES } from './golden/samples.ts';
import { writeMessage } from './write.ts';

const received = SAMPLES['requesting-agency-message'] as MessageOf<'requestingAgencyMessage'>;
const noted = (note: string) => writeMessage({ ...received, body: { ...received.body, note } });

describe('writing', () => {
  it('escapes what XML reserves and replaces what it cannot carry', () => {
    expect(noted('</note> & "x"\r')).toContain('<note>&lt;/note&gt; &amp; &quot;x&quot;&#13;</note>');
    expect(noted('a\u0000b\uD800c')).toContain('<note>a\uFFFDb\uFFFDc</note>');
  });
  it('does not send a partner of 1.2 what it does not know', () => {
    const lost = { ...received, version: '1.2' as const, body: { ...received.body, action: 'Lost' as const } };
    expect(() => writeMessage(lost)).toThrow('action "Lost" does not exist in version 1.2');
    expect(writeMessage({ ...lost, version: '2021-2' })).toContain('<action>Lost</action>');
    const request = SAMPLES['request'] as MessageOf<'request'>;
    expect(writeMessage({ ...request, version: '1.2' })).not.toContain('preferredEdition');
  });
});

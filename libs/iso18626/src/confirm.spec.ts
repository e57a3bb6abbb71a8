import { confirm, confirmRejection, isIncoming, refuse } from './confirm.ts';
import type { Iso18626Message, MessageOf } from './messages.ts';
import { readMessage } from './read.ts';
import { SAMPLES } from './golden/samples.ts';
import { writeMessage } from './write.ts';

const at = new Date('2025-10-06T20:00:00Z');
type Incoming = Parameters<typeof confirm>[0];
const incoming = Object.values(SAMPLES).filter(isIncoming);
const roundTrip = (message: Iso18626Message) => readMessage(writeMessage(message));

describe('confirmations', () => {
  it.each(incoming.map((message): [string, Incoming] => [message.kind, message]))(
    'of a %s repeat who and which',
    (kind, message) => {
      const confirmation = confirm(message, at);
      expect(confirmation.kind).toBe(`${kind}Confirmation`);
      expect(confirmation.version).toBe(message.version);
      expect(confirmation.body.confirmationHeader).toEqual({
        supplyingAgencyId: message.body.header.supplyingAgencyId,
        requestingAgencyId: message.body.header.requestingAgencyId,
        requestingAgencyRequestId: message.body.header.requestingAgencyRequestId,
        timestamp: at.toISOString(),
        timestampReceived: message.body.header.timestamp,
        messageStatus: 'OK',
      });
      expect(roundTrip(confirmation)).toEqual({ ok: true, value: confirmation });
    },
  );
  it('echo the action and the reason', () => {
    const received = SAMPLES['requesting-agency-message'] as MessageOf<'requestingAgencyMessage'>;
    expect(confirm(received, at).body).toMatchObject({ action: 'Received' });
    expect(confirm(SAMPLES['supplying-agency-message-loaned'] as Incoming, at).body).toMatchObject({
      reasonForMessage: 'StatusChange',
    });
    expect(refuse(received, at, 'UnsupportedActionType', 'Received').body).toMatchObject({
      confirmationHeader: { messageStatus: 'ERROR' },
      errorData: [{ errorType: 'UnsupportedActionType', errorValue: 'Received' }],
    });
  });
  it('do not echo to a partner of 1.2 what 1.2 has no word for', () => {
    const lost = { ...(SAMPLES['requesting-agency-message'] as MessageOf<'requestingAgencyMessage'>), version: '1.2' as const };
    const answer = confirm({ ...lost, body: { ...lost.body, action: 'Lost' } }, at);
    expect(answer.body).not.toHaveProperty('action');
    expect(writeMessage(answer)).toContain('>OK<');
  });
  it('answer what could not be accepted in its own kind, and what could not be read as a request', () => {
    const bad = readMessage(writeMessage(SAMPLES['requesting-agency-message']!).replace('<note>', '<note>1</note><note>'));
    if (bad.ok) throw new Error('was accepted');
    const confirmation = confirmRejection(bad.error, at);
    expect(confirmation).toMatchObject({
      kind: 'requestingAgencyMessageConfirmation',
      body: {
        action: 'Received',
        confirmationHeader: { requestingAgencyId: { agencyIdValue: 'TSU' }, messageStatus: 'ERROR' },
        errorData: [{ errorType: 'UnrecognisedDataElement' }],
      },
    });
    const broken = readMessage('<');
    if (broken.ok) throw new Error('was accepted');
    expect(confirmRejection(broken.error, at)).toMatchObject({
      kind: 'requestConfirmation',
      body: { errorData: [{ errorType: 'BadlyFormedMessage' }] },
    });
  });
});

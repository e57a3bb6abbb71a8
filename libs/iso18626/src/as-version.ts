import { NEW_IN_2021 } from './lists.ts';
import type { Iso18626Message, MessageOf } from './messages.ts';
import type { Version } from './shape.ts';

const noted = (what: string, note: string | undefined): string => (note ? `${what}: ${note}` : what);

function antiquated(message: MessageOf<'requestingAgencyMessage'>): MessageOf<'requestingAgencyMessage'> {
  const { action, note } = message.body;
  if (!NEW_IN_2021.includes(action)) return message;
  return { ...message, body: { ...message.body, action: 'Notification', note: noted(action, note) } };
}

/**
 * The same message for a partner that speaks that version. What 1.2 has no word for is told as a notification with the word in its note,
 * so that a person over there reads it: the actions HoldReturn and Lost; of a supplier, HoldReturn and ReleaseHoldReturn, with the status
 * Loaned that the item keeps.
 */
export function asVersion(message: Iso18626Message, version: Version): Iso18626Message {
  if (version !== '1.2') return { ...message, version };
  if (message.kind === 'requestingAgencyMessage') return { ...antiquated(message), version };
  if (message.kind !== 'supplyingAgencyMessage') return { ...message, version };
  const { messageInfo, statusInfo } = message.body;
  const { status } = statusInfo;
  if (!NEW_IN_2021.includes(status)) return { ...message, version };
  return {
    ...message,
    version,
    body: {
      ...message.body,
      messageInfo: { ...messageInfo, reasonForMessage: 'Notification', note: noted(status, messageInfo.note) },
      statusInfo: { ...statusInfo, status: 'Loaned' },
    },
  };
}

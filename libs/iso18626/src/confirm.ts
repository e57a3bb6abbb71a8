import type { ErrorType } from './lists.ts';
import { isSayable } from './write.ts';
import type { About, Iso18626Message, Iso18626Rejection, MessageOf } from './messages.ts';

type Incoming = 'request' | 'supplyingAgencyMessage' | 'requestingAgencyMessage';
type Confirmation = MessageOf<
  'requestConfirmation' | 'supplyingAgencyMessageConfirmation' | 'requestingAgencyMessageConfirmation'
>;
type ErrorData = readonly { readonly errorType: ErrorType; readonly errorValue?: string }[];

function build(about: Partial<About>, at: Date, errorData?: ErrorData): Confirmation {
  const now = at.toISOString();
  const confirmationHeader = {
    ...(about.supplyingAgencyId ? { supplyingAgencyId: about.supplyingAgencyId } : {}),
    ...(about.requestingAgencyId ? { requestingAgencyId: about.requestingAgencyId } : {}),
    timestamp: now,
    ...(about.requestingAgencyRequestId ? { requestingAgencyRequestId: about.requestingAgencyRequestId } : {}),
    timestampReceived: about.timestamp ?? now,
    messageStatus: errorData ? ('ERROR' as const) : ('OK' as const),
  };
  const errors = errorData ? { errorData } : {};
  const version = about.version ?? '2021-2';
  if (about.kind === 'supplyingAgencyMessage') {
    const reason = about.reasonForMessage ? { reasonForMessage: about.reasonForMessage } : {};
    return { kind: 'supplyingAgencyMessageConfirmation', version, body: { confirmationHeader, ...reason, ...errors } };
  }
  if (about.kind === 'requestingAgencyMessage') {
    // one of 2021 in a message of 1.2 is understood, but its confirmation has no word for it
    const action = about.action && isSayable(about.action, version) ? { action: about.action } : {};
    return { kind: 'requestingAgencyMessageConfirmation', version, body: { confirmationHeader, ...action, ...errors } };
  }
  return { kind: 'requestConfirmation', version, body: { confirmationHeader, ...errors } };
}

const aboutOf = (message: MessageOf<Incoming>): About => ({
  kind: message.kind,
  version: message.version,
  ...message.body.header,
  ...(message.kind === 'requestingAgencyMessage' ? { action: message.body.action } : {}),
  ...(message.kind === 'supplyingAgencyMessage' ? { reasonForMessage: message.body.messageInfo.reasonForMessage } : {}),
});

/**
 * The answer in the same exchange: received, and nothing more than that. `timestampReceived` carries the confirmed message's own
 * timestamp, as other systems in use do.
 * @param at when the confirmation is made.
 */
export const confirm = (message: MessageOf<Incoming>, at: Date): Confirmation => build(aboutOf(message), at);

/** The answer to a message that was understood and is not accepted all the same, e.g. `UnsupportedActionType`. */
export const refuse = (message: MessageOf<Incoming>, at: Date, errorType: ErrorType, errorValue?: string): Confirmation =>
  build(aboutOf(message), at, [{ errorType, ...(errorValue ? { errorValue } : {}) }]);

/** The answer to what `readMessage` refused; a requestConfirmation where not even the kind of message could be told. */
export const confirmRejection = (rejection: Iso18626Rejection, at: Date): Confirmation =>
  build(rejection.about ?? {}, at, [
    { errorType: rejection.errorType, ...(rejection.errorValue ? { errorValue: rejection.errorValue } : {}) },
  ]);

/** Whether a message is one that expects a confirmation, and so may come unasked. */
export const isIncoming = (message: Iso18626Message): message is MessageOf<Incoming> => !message.kind.endsWith('Confirmation');

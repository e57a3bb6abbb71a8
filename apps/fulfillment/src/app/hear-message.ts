import { reject, unwrap } from '#lib/kernel';
import {
  confirm,
  confirmRejection,
  isIncoming,
  readMessage,
  refuse,
  writeMessage,
  type Iso18626Rejection,
  type MessageOf,
} from '#lib/iso18626';
import type { Database, Tx } from '#lib/messaging';
import { carryOut } from './carry-out.ts';
import { interpret } from './iso18626/interpret.ts';
import { answeredBefore, keepMessage, repeatKeyOf } from './iso18626/keep.ts';
import { attempts } from './store.ts';
import { libraryOf } from './surroundings.ts';

type FromLender = MessageOf<'supplyingAgencyMessage'>;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?=$|\.)/;
const UNEXPECTED: Iso18626Rejection = {
  ...reject('iso18626-unexpected', 'a confirmation belongs into the answer to its message'),
  errorType: 'BadlyFormedMessage',
  errorValue: 'a confirmation was sent as a message',
};

/** Applies a lender's message and keeps it, in one transaction. @returns the confirmation, as XML */
async function take(tx: Tx, message: FromLender, xml: string): Promise<string> {
  const { header } = message.body;
  const { requestingAgencyRequestId: requestId, supplyingAgencyRequestId, timestamp, supplyingAgencyId } = header;
  const partner = supplyingAgencyId.agencyIdValue;
  const unknown = (what: string) => writeMessage(refuse(message, tx.now(), 'UnrecognisedDataValue', what));
  const repeatKey = repeatKeyOf([partner, requestId, supplyingAgencyRequestId, timestamp], xml);
  const before = await answeredBefore(tx, repeatKey);
  if (before) return before;
  const id = UUID.exec(requestId)?.[0];
  const attempt = id && (await attempts.find(tx, id))?.state;
  if (!attempt || !('lender' in attempt.plan) || !attempt.requestIds.includes(requestId))
    return unknown(`requestingAgencyRequestId: ${requestId}`);
  if (attempt.plan.lender.symbol !== partner) return unknown(`supplyingAgencyId: ${partner}`);
  const answer = writeMessage(confirm(message, tx.now()));
  const kind = message.body.statusInfo.status;
  // the same message twice at the same moment: the other one has been kept by now
  if (!(await keepMessage(tx, { direction: 'in', attemptId: id, partner, kind, xml, answer, repeatKey })))
    return (await answeredBefore(tx, repeatKey)) ?? answer;
  unwrap(await carryOut(tx, attempt.requestId, { attempt: id, command: interpret(message.body) }));
  return answer;
}

/**
 * Hears an ISO 18626 message and says what to answer in the same exchange. OK means: kept, and acted upon or shown to a person.
 * Nothing is answered before the transaction stands, so what fails here is sent again by the other side.
 */
export async function hearMessage(database: Database, xml: string, now: Date): Promise<string> {
  const read = readMessage(xml);
  if (!read.ok) return writeMessage(confirmRejection(read.error, now));
  const message = read.value;
  if (!isIncoming(message)) return writeMessage(confirmRejection(UNEXPECTED, now));
  const { supplyingAgencyId, requestingAgencyId, requestingAgencyRequestId } = message.body.header;
  if (message.kind === 'request') {
    const lender = supplyingAgencyId?.agencyIdValue ?? 'nobody';
    return writeMessage(
      refuse(message, now, 'UnrecognisedDataValue', `supplyingAgencyId: ${lender} lends nothing at this address yet`),
    );
  }
  if (message.kind === 'requestingAgencyMessage')
    return writeMessage(refuse(message, now, 'UnrecognisedDataValue', `requestingAgencyRequestId: ${requestingAgencyRequestId}`));
  const tenant = requestingAgencyId.agencyIdValue;
  const scope = { tenant, actor: `partner:${supplyingAgencyId?.agencyIdValue ?? ''}` };
  if (!/^[A-Z][A-Z\d-]{1,15}$/.test(tenant))
    return writeMessage(refuse(message, now, 'UnrecognisedDataValue', `requestingAgencyId: ${tenant}`));
  return database.transaction(scope, async (tx) =>
    (await libraryOf(tx, tenant))
      ? take(tx, message, xml)
      : writeMessage(refuse(message, now, 'UnrecognisedDataValue', `requestingAgencyId: ${tenant}`)),
  );
}

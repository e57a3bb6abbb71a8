import { LibrarySymbol } from '#lib/contracts';
import { isPractice, reject, unwrap } from '#lib/kernel';
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
type Incoming = MessageOf<'request' | 'supplyingAgencyMessage' | 'requestingAgencyMessage'>;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?=$|\.)/;
const UNEXPECTED: Iso18626Rejection = {
  ...reject('iso18626-unexpected', 'a confirmation belongs into the answer to its message'),
  errorType: 'BadlyFormedMessage',
  errorValue: 'a confirmation was sent as a message',
};

/** What goes back in the same exchange, and why the message was not taken, where it was not. */
export interface Answered {
  readonly xml: string;
  readonly refused?: string;
}
const refusal = (message: Incoming, at: Date, why: string): Answered => ({
  xml: writeMessage(refuse(message, at, 'UnrecognisedDataValue', why)),
  refused: why,
});

/** Applies a lender's message and keeps it, in one transaction. */
async function take(tx: Tx, message: FromLender, xml: string): Promise<Answered> {
  const { header } = message.body;
  const { requestingAgencyRequestId: requestId, supplyingAgencyRequestId, timestamp, supplyingAgencyId } = header;
  const partner = supplyingAgencyId.agencyIdValue;
  const repeatKey = repeatKeyOf([partner, requestId, supplyingAgencyRequestId, timestamp], xml);
  const before = await answeredBefore(tx, repeatKey);
  if (before) return { xml: before };
  const id = UUID.exec(requestId)?.[0];
  const attempt = id && (await attempts.find(tx, id))?.state;
  if (!attempt || !('lender' in attempt.plan) || !attempt.requestIds.includes(requestId))
    return refusal(message, tx.now(), `requestingAgencyRequestId: ${requestId}`);
  if (attempt.plan.lender.symbol !== partner) return refusal(message, tx.now(), `supplyingAgencyId: ${partner}`);
  const answer = writeMessage(confirm(message, tx.now()));
  const kind = message.body.statusInfo.status;
  // the same message twice at the same moment: the other one has been kept by now
  if (!(await keepMessage(tx, { direction: 'in', attemptId: id, partner, kind, xml, answer, repeatKey })))
    return { xml: (await answeredBefore(tx, repeatKey)) ?? answer };
  unwrap(await carryOut(tx, attempt.requestId, { attempt: id, command: interpret(message.body) }));
  return { xml: answer };
}

/**
 * Hears an ISO 18626 message and says what to answer in the same exchange. OK means: kept, and acted upon or shown to a person.
 * Nothing is answered before the transaction stands, so what fails here is sent again by the other side.
 * @param fromWorld whether the simulated outside speaks: nobody else is heard by a practice copy, and to others it is not even there
 */
export async function hearMessage(database: Database, xml: string, now: Date, fromWorld = false): Promise<Answered> {
  const read = readMessage(xml);
  const message = read.ok && isIncoming(read.value) ? read.value : undefined;
  if (!message) {
    const rejection = read.ok ? UNEXPECTED : read.error;
    return { xml: writeMessage(confirmRejection(rejection, now)), refused: rejection.message };
  }
  const { supplyingAgencyId, requestingAgencyId, requestingAgencyRequestId } = message.body.header;
  const lender = supplyingAgencyId?.agencyIdValue ?? 'nobody';
  if (message.kind === 'request') return refusal(message, now, `supplyingAgencyId: ${lender} lends nothing at this address yet`);
  if (message.kind === 'requestingAgencyMessage')
    return refusal(message, now, `requestingAgencyRequestId: ${requestingAgencyRequestId}`);
  const tenant = requestingAgencyId.agencyIdValue;
  const unknown = refusal(message, now, `requestingAgencyId: ${tenant}`);
  if (!LibrarySymbol.safeParse(tenant).success || (isPractice(tenant) && !fromWorld)) return unknown;
  return database.transaction({ tenant, actor: `partner:${lender}` }, async (tx) =>
    (await libraryOf(tx, tenant)) ? take(tx, message, xml) : unknown,
  );
}

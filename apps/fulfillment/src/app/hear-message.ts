import { LibrarySymbol, type LibraryChanged } from '#lib/contracts';
import { isPractice, reject } from '#lib/kernel';
import {
  confirm,
  confirmRejection,
  isIncoming,
  readMessage,
  refuse,
  writeMessage,
  type ErrorType,
  type Iso18626Message,
  type Iso18626Rejection,
  type MessageOf,
} from '#lib/iso18626';
import { Conflict, type Database, type Tx } from '#lib/messaging';
import { hearLender } from './iso18626/hear-lender.ts';
import { notTaken, type Acceptable, type NotTaken } from './iso18626/heard.ts';
import { answeredBefore, keepMessage, repeatKeyOf } from './iso18626/keep.ts';
import { isVouchedFor, type Headers, type Protocols } from './iso18626/protocols.ts';
import { hearRequester } from './lent/hear-requester.ts';
import { libraryOf } from './surroundings.ts';

type Incoming = MessageOf<'request' | 'supplyingAgencyMessage' | 'requestingAgencyMessage'>;

const UNEXPECTED: Iso18626Rejection = {
  ...reject('iso18626-unexpected', 'a confirmation belongs into the answer to its message'),
  errorType: 'BadlyFormedMessage',
  errorValue: 'a confirmation was sent as a message',
};

const NO_TEXT: Iso18626Rejection = {
  ...reject('iso18626-badly-formed-message', 'the message is no text in the encoding it names'),
  errorType: 'BadlyFormedMessage',
  errorValue: 'no text in the encoding it names',
};

/** A message that was not taken, as far as it could be read. */
export interface Refused {
  readonly errorType: ErrorType;
  readonly why: string;
  /** Whom it was for, where that library is here. */
  readonly library?: string;
  /** Who it says it is from. */
  readonly partner?: string;
  readonly kind?: string;
  /** The sender has not shown that it is who it says. */
  readonly stranger?: boolean;
}
/** What goes back in the same exchange, and why the message was not taken, where it was not. */
export interface Answered {
  readonly xml: string;
  readonly refused?: Refused;
}

/** Who speaks to whom: the sender's symbol and the library's. */
export function partiesOf({ kind, body: { header } }: Incoming): { readonly partner: string; readonly library: string } {
  const [requester, supplier] = [header.requestingAgencyId.agencyIdValue, header.supplyingAgencyId?.agencyIdValue ?? 'nobody'];
  return kind === 'supplyingAgencyMessage'
    ? { partner: supplier, library: requester }
    : { partner: requester, library: supplier };
}

const refusal = (message: Incoming, at: Date, { errorType, errorValue }: NotTaken, known = true): Answered => {
  const { partner, library } = partiesOf(message);
  return {
    xml: writeMessage(refuse(message, at, errorType, errorValue)),
    refused: { errorType, why: errorValue, partner, kind: message.kind, ...(known && { library }) },
  };
};

function stranger(message: Incoming, at: Date): Answered {
  const { xml, refused } = refusal(message, at, notTaken('requestingAgencyAuthentication: missing or wrong'));
  return { xml, refused: { ...refused!, stranger: true } };
}

const look = (tx: Tx, message: Incoming, xml: string): Promise<Acceptable | NotTaken> =>
  message.kind === 'supplyingAgencyMessage' ? hearLender(tx, message, xml) : hearRequester(tx, message, xml);

/** Where the message is from, beside what it says itself. */
export interface Line {
  readonly headers: Headers;
  /** Whether the simulated outside speaks: nobody else is heard by a practice copy, and to others it is not even there. */
  readonly fromWorld: boolean;
  readonly now: Date;
}
export interface Ears {
  readonly database: Database;
  readonly protocols: Protocols;
}

function repeatKey(message: Incoming, xml: string): string {
  const { header } = message.body;
  const theirs = 'supplyingAgencyRequestId' in header ? header.supplyingAgencyRequestId : undefined;
  return repeatKeyOf([partiesOf(message).partner, header.requestingAgencyRequestId, theirs, header.timestamp], xml);
}

interface Heard {
  readonly message: Incoming;
  readonly xml: string;
  /** By which it is known again. */
  readonly key: string;
}

/** Keeps a message with its confirmation and acts upon it, in one transaction. */
async function take(tx: Tx, found: Acceptable, library: LibraryChanged, { message, xml, key }: Heard): Promise<Answered> {
  const answer = writeMessage(confirm(message, tx.now()));
  const { subject, kind } = found;
  const { partner } = partiesOf(message);
  // sent together: what acts upon it waits in the database until it is kept
  const [kept, acted] = await Promise.allSettled([
    keepMessage(tx, { direction: 'in', attemptId: subject, partner, kind, xml, answer, repeatKey: key }),
    found.act(library),
  ]);
  // the same message twice at the same moment: the other one has been kept by now, and once more its answer is found
  if (kept.status === 'fulfilled' && !kept.value) throw new Conflict(`message ${key}`);
  for (const { reason } of [kept, acted].filter((part) => part.status === 'rejected')) throw reason;
  return { xml: answer };
}

function unreadable(rejection: Iso18626Rejection, now: Date, about?: Iso18626Message): Answered {
  const kind = about?.kind ?? rejection.about?.kind;
  const { errorType, message: why } = rejection;
  return { xml: writeMessage(confirmRejection(rejection, now)), refused: { errorType, why, ...(kind && { kind }) } };
}

/**
 * Hears an ISO 18626 message and says what to answer in the same exchange. OK means: kept, and acted upon or shown to a person.
 * Nothing is answered before the transaction stands, so what fails here is sent again by the other side.
 * @param xml undefined where the bytes were text of no encoding
 */
export async function hearMessage({ database, protocols }: Ears, xml: string | undefined, line: Line): Promise<Answered> {
  const { now, headers, fromWorld } = line;
  if (xml === undefined) return unreadable(NO_TEXT, now);
  const read = readMessage(xml);
  if (!read.ok) return unreadable(read.error, now);
  const message = read.value;
  if (!isIncoming(message)) return unreadable(UNEXPECTED, now, message);
  const { partner, library: tenant } = partiesOf(message);
  const which = message.kind === 'supplyingAgencyMessage' ? 'requestingAgencyId' : 'supplyingAgencyId';
  const unknown = refusal(message, now, notTaken(`${which}: ${tenant}`), false);
  if (!LibrarySymbol.safeParse(tenant).success || (isPractice(tenant) && !fromWorld)) return unknown;
  const key = repeatKey(message, xml);
  return database.transaction({ tenant, actor: `partner:${partner}` }, async (tx) => {
    // sent together: each costs a round trip otherwise
    const [library, protocol, before, found] = await Promise.all([
      libraryOf(tx, tenant),
      protocols.in(tx, partner),
      answeredBefore(tx, key),
      look(tx, message, xml),
    ]);
    if (!library) return unknown;
    if (!isVouchedFor(protocol, message, headers)) return stranger(message, now);
    // to a message that has come before its answer goes again
    if (before) return { xml: before };
    return 'errorType' in found ? refusal(message, now, found) : take(tx, found, library, { message, xml, key });
  });
}

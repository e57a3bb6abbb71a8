import type { LibraryChanged } from '#lib/contracts';
import type { MessageOf } from '#lib/iso18626';
import { unwrap } from '#lib/kernel';
import type { Loaded, Tx } from '#lib/messaging';
import { isFinal, type Lent, type Requester } from '../../domain/lent/index.ts';
import { notTaken, type Acceptable, type Hears, type NotTaken } from '../iso18626/heard.ts';
import { partnerOf, termsOf, whenOf } from './around.ts';
import { askedFor, orderOf } from './requesting.ts';
import { save } from './step.ts';
import { lentIdOf, lents, retriedAs } from './store.ts';

type Found = Loaded<Lent | null> & { readonly state: Lent };

/** What the library lends under one of a borrower's numbers. */
async function find(tx: Tx, borrower: string, requestId: string): Promise<Found | undefined> {
  const found = await lents.find(tx, lentIdOf(tx.tenant, borrower, requestId));
  const later = found ? undefined : await retriedAs(tx, borrower, requestId);
  return (found ?? (later ? await lents.find(tx, later) : undefined)) as Found | undefined;
}

/** A request never heard of: from a partner with an address for the answers, and from nobody else. */
async function ask(tx: Tx, message: MessageOf<'request'>): Promise<Acceptable | NotTaken> {
  const { body, version } = message;
  const symbol = body.header.requestingAgencyId.agencyIdValue;
  const partner = await partnerOf(tx, symbol);
  if (!partner) return notTaken(`requestingAgencyId: ${symbol} is no partner of ${tx.tenant}`);
  if (!partner.address) return notTaken(`requestingAgencyId: ${symbol} has no address here for answers`);
  const requester: Requester = { symbol, name: partner.name, via: 'iso18626', address: partner.address, version };
  const requestId = body.header.requestingAgencyRequestId;
  const id = lentIdOf(tx.tenant, symbol, requestId);
  const act = async (library: LibraryChanged): Promise<void> => {
    const order = {
      on: 'ask',
      by: 'borrower',
      id,
      requestId,
      requester,
      asked: askedFor(body),
      terms: termsOf(library.lending),
    } as const;
    unwrap(await save(tx, { id, version: 0, state: null }, order, await whenOf(tx, library)));
  };
  return { subject: id, kind: body.serviceInfo.requestType ?? 'New', act };
}

/** A Retry or a Reminder names the request it is about, or repeats its number; without such a one, or after its end, it is a request like any other. */
async function request(tx: Tx, message: MessageOf<'request'>): Promise<Acceptable | NotTaken> {
  const { header, serviceInfo } = message.body;
  const borrower = header.requestingAgencyId.agencyIdValue;
  const { requestType = 'New', requestingAgencyPreviousRequestId: previous } = serviceInfo;
  const same = await find(tx, borrower, header.requestingAgencyRequestId);
  const found = same ?? (previous && requestType !== 'New' ? await find(tx, borrower, previous) : undefined);
  if (!found || (!same && isFinal(found.state, found.state.status))) return ask(tx, message);
  return about(tx, found, message, requestType);
}

const about = (tx: Tx, found: Found, message: MessageOf<'request' | 'requestingAgencyMessage'>, kind: string): Acceptable => ({
  subject: found.id,
  kind,
  act: async (library) => void unwrap(await save(tx, found, orderOf(message), await whenOf(tx, library))),
});

/** Hears a requesting agency: a request, or what it says of one. */
export const hearRequester: Hears<'request' | 'requestingAgencyMessage'> = async (tx, message) => {
  if (message.kind === 'request') return request(tx, message);
  const { requestingAgencyId, requestingAgencyRequestId } = message.body.header;
  const found = await find(tx, requestingAgencyId.agencyIdValue, requestingAgencyRequestId);
  return found
    ? about(tx, found, message, message.body.action)
    : notTaken(`requestingAgencyRequestId: ${requestingAgencyRequestId}`);
};

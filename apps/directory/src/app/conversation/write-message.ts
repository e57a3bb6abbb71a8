import { createHash } from 'node:crypto';
import { MessageWritten, type NoticeLanguage } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { emit, message, statement, type Tx } from '#lib/messaging';
import { MOST_MESSAGES } from '../../domain/conversation/plain.ts';
import { languageFor } from '../../domain/notice/choose.ts';
import { findConnector } from '../connectors.ts';
import type { NameSafe } from '../names/name-safe.ts';
import { findPerson, type Person } from '../notices/addressee.ts';
import { stepNotice } from '../notices/tell.ts';
import { noticeId } from '../stores.ts';
import { messageSeal, type Sealed } from './sealed.ts';

/** A message to be kept. */
export type NewLine = Sealed &
  (
    | { readonly writer: 'patron'; readonly via: 'page' | 'mail'; readonly messageId?: string | undefined }
    | { readonly writer: 'staff'; readonly via: 'page'; readonly account: string }
  );

/** The notice by which a patron hears of a message. */
export const noticeOfMessage = (requestId: string, id: string): string =>
  noticeId(requestId, `message ${id}`, 'message', 'patron', 'email');

const LOCK = statement(`select patron_ref as "patronRef" from followed_request
  where id = $1 and patron_ref is not null and unlinked_at is null for no key update`);
const COUNT = statement('select count(*)::int as n from conversation_message where request_id = $1');
const KEEP =
  statement(`insert into conversation_message (id, tenant, request_id, writer, via, account, sealed, mail_key, at, read_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null) on conflict do nothing`);
const READ = statement('update conversation_message set read_at = $3 where request_id = $1 and writer = $2 and read_at is null');

/** There is no such request, it is nobody's any more, or another person's: told alike. */
export const noConversation = reject('not-found', 'There is no request here that you could write about.', {
  remedy: 'Look it up in the list of requests.',
});

/** Whose a request is, held until the transaction ends; undefined where it is nobody's. */
export async function lockPatronOf(tx: Tx, requestId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ patronRef: string }>(LOCK, [requestId]);
  return row?.patronRef;
}

/**
 * Keeps a message about a request. What staff write goes to the patron by mail as well, and answers what stood unread; what the patron writes
 * waits for staff until it is read.
 * @param id the message's own: the same one twice is one message
 * @returns whether it is new: what was kept before is not kept again
 */
export async function writeMessage(
  tx: Tx,
  names: NameSafe,
  requestId: string,
  line: NewLine,
  id: string = tx.newId(),
): Promise<Result<boolean, Rejection>> {
  const patronRef = await lockPatronOf(tx, requestId);
  const person = patronRef ? await findPerson(tx, names, patronRef) : undefined;
  if (!person?.safe) return err(noConversation);
  const [{ n }] = (await tx.query<{ n: number }>(COUNT, [requestId])) as [{ n: number }];
  if (n >= MOST_MESSAGES)
    return err(
      reject('conversation-full', `There are ${n} messages about this request already, and no more fit.`, {
        remedy: 'Talk to each other by telephone or at the desk.',
      }),
    );
  const { text, whole, sender, attachments, writer, via } = line;
  const sealed = person.safe.seal(messageSeal(id), {
    text,
    ...(whole && { whole }),
    ...(sender && { sender }),
    ...(attachments && { attachments }),
  } satisfies Sealed);
  const at = tx.now().toISOString();
  const [account, mailKey] =
    line.writer === 'staff' ? [line.account, null] : [null, line.messageId ? mailKeyOf(line.messageId) : null];
  const kept = await tx.execute(KEEP, [id, tx.tenant, requestId, writer, via, account, sealed, mailKey, at]);
  if (!kept) return ok(false);
  if (writer === 'staff') {
    await markRead(tx, requestId, 'patron');
    await mailToPatron(tx, requestId, id, person);
  }
  await emit(tx, message(MessageWritten, { requestId, from: writer, via }, { subject: id, correlation: requestId }));
  return ok(true);
}

/** What one side wrote has been read by the other. @returns how many were unread */
export const markRead = (tx: Tx, requestId: string, writer: 'patron' | 'staff'): Promise<number> =>
  tx.execute(READ, [requestId, writer, tx.now().toISOString()]);

async function mailToPatron(tx: Tx, requestId: string, id: string, { why, language }: Person): Promise<void> {
  const ofLibrary = (await findConnector(tx, 'smtp')).setUp?.settings['language'] as NoticeLanguage | undefined;
  const about = {
    requestId,
    notice: 'message',
    to: 'patron',
    channel: 'email',
    rule: 'staff-wrote',
    policyHash: '',
    language: languageFor(language, ofLibrary),
    message: id,
  } as const;
  const start = why ? ({ status: 'withheld', why } as const) : ({ status: 'sending' } as const);
  await stepNotice(tx, noticeOfMessage(requestId, id), { type: 'begin', about, at: tx.now().toISOString(), ...start });
}

/** By what a mail is known again that comes twice; leads back to no address. */
const mailKeyOf = (messageId: string): string => createHash('sha256').update(messageId).digest('base64url').slice(0, 32);

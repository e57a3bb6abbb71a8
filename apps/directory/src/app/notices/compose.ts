import type { NoMail, NoticeLanguage } from '#lib/contracts';
import { localDate } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { consoleUrl, type BaseConfig, type ConfigOf, type Mail, type Seals } from '#lib/service';
import type { directoryConfig } from '../../config.ts';
import { MAIL_ADDRESS } from '../../domain/connector/kinds.ts';
import type { LibraryProfile } from '../../domain/library/library.ts';
import type { NoticeState } from '../../domain/notice/notice.ts';
import { write, type Filling } from '../../domain/notice/template.ts';
import { FIELDS, SHIPPED, type NoticeKind, type Words } from '../../domain/notice/words/words.ts';
import { displayName } from '../../domain/patron/patron.ts';
import { findConnector, opened, type OpenConnector } from '../connectors.ts';
import { addressFor } from '../mail-in/reply-address.ts';
import { messageSeal, type Sealed } from '../conversation/sealed.ts';
import type { NameSafe, PatronSafe } from '../names/name-safe.ts';
import { libraries, libraryId, notices, noticeWords, wordsId } from '../stores.ts';
import { findPerson } from './addressee.ts';
import { noticeSeal } from './followed-request.ts';

/** Everything a mail is made with and sent by, opened for this moment and kept nowhere. */
export interface Composed {
  readonly server: OpenConnector;
  readonly mail: Omit<Mail, 'messageId'>;
}
/** Why no mail is made. */
export interface NotMade {
  readonly why: NoMail;
  readonly detail?: string;
}

const REQUEST = statement(
  `select patron_ref as "patronRef", pickup_branch as "pickupBranch", sealed, unlinked_at as "unlinkedAt" from followed_request where id = $1`,
);
const MESSAGE = statement('select sealed from conversation_message where id = $1');
interface RequestRow {
  readonly patronRef: string | null;
  readonly pickupBranch: string | null;
  readonly sealed: string | null;
}

/** What making a mail needs of the process. */
export interface Kit {
  readonly names: NameSafe;
  readonly seals: Seals;
  readonly base: BaseConfig;
  readonly mailIn: MailIn;
}
/** How patrons’ answers come in, if they do. */
export type MailIn = Pick<ConfigOf<typeof directoryConfig>, 'TRILLIUM_MAIL_IN_ADDRESS' | 'TRILLIUM_MAIL_IN_BOUNCES'>;

/** The mail of a notice, made with the names, wishes and words as they are now. */
export async function composeNotice(tx: Tx, kit: Kit, noticeId: string): Promise<Composed | NotMade> {
  const { state } = await notices.load(tx, noticeId);
  const [request] = await tx.query<RequestRow>(REQUEST, [state.requestId]);
  if (!request?.patronRef) return { why: 'unlinked' };
  const server = await openServer(tx, kit.seals);
  if (!server) return { why: 'no-mail-server' };
  const person = await findPerson(tx, kit.names, request.patronRef);
  const { identity, safe } = person;
  if (state.to === 'patron' && person.why) return { why: person.why };
  const to = state.to === 'patron' ? identity?.email : contactOf(server);
  if (!to || !MAIL_ADDRESS.test(to)) return { why: 'no-address' };
  const profile = await profileOf(tx);
  const language = state.language ?? 'en';
  const title = request.sealed && safe ? safe.open<{ title: string }>(noticeSeal(state.requestId), request.sealed).title : '';
  const answers = safe && state.to === 'patron' ? answersTo(kit.mailIn, safe, state.requestId, noticeId) : {};
  const filling: Filling = {
    ...fillingOf(state, profile, language),
    patron: identity ? displayName(identity) : '',
    title: title || UNTITLED[language],
    place: placeOf(profile, request.pickupBranch),
    link: `${consoleUrl(kit.base)}/requests/${state.requestId}`,
    contact: contactOf(server),
    ...(answers.replyTo && { can_answer: 'yes' }),
    ...(state.message && { message: await textOf(tx, state.message, safe) }),
  };
  try {
    const written = write(state.notice as NoticeKind, await wordsFor(tx, state.notice as NoticeKind, language), filling);
    return { server, mail: { ...envelopeOf(server, profile), ...answers, to, ...written, language, date: tx.now() } };
  } catch (error) {
    return { why: 'wrong-words', detail: (error as Error).message.slice(0, 300) };
  }
}

/** To addresses of ours that say what is answered or comes back; where no mail comes in, to the library’s own. */
function answersTo(
  { TRILLIUM_MAIL_IN_ADDRESS: ours, TRILLIUM_MAIL_IN_BOUNCES: bounces }: MailIn,
  safe: PatronSafe,
  requestId: string,
  noticeId: string,
): Pick<Mail, 'replyTo' | 'returnTo'> {
  if (!ours) return {};
  const replyTo = addressFor(safe, ours, 'reply', requestId);
  return { replyTo, ...(bounces && { returnTo: addressFor(safe, ours, 'bounce', noticeId) }) };
}

/** What staff wrote, for the mail that brings it. */
async function textOf(tx: Tx, id: string, safe: PatronSafe | undefined): Promise<string> {
  const [row] = await tx.query<{ sealed: string }>(MESSAGE, [id]);
  return row && safe ? safe.open<Sealed>(messageSeal(id), row.sealed).text : '';
}

/** A mail with the example's names, to look at the words as they will arrive. */
export async function composeExample(
  tx: Tx,
  seals: Seals,
  { notice, language, words, to }: { notice: NoticeKind; language: NoticeLanguage; words: Words; to?: string | undefined },
): Promise<Composed | NotMade> {
  const server = await openServer(tx, seals);
  if (!server) return { why: 'no-mail-server' };
  const written = write(notice, words, await exampleFor(tx, seals, language));
  return {
    server,
    mail: { ...envelopeOf(server, await profileOf(tx)), to: to ?? contactOf(server), ...written, language, date: tx.now() },
  };
}

/** The library's own words, or the shipped ones. */
export async function wordsFor(tx: Tx, notice: NoticeKind, language: NoticeLanguage): Promise<Words> {
  const { state } = await noticeWords.load(tx, wordsId(tx.tenant, notice, language));
  return state.words ?? SHIPPED[language][notice];
}

/** What a preview is filled in with: the library's own name and address, and days as the language writes them. */
export async function exampleFor(tx: Tx, seals: Seals, language: NoticeLanguage): Promise<Filling> {
  const { name } = await profileOf(tx);
  const server = await openServer(tx, seals);
  return {
    ...FIELDS,
    library: name,
    due: dayIn(language, FIELDS.due),
    answer_by: dayIn(language, FIELDS.answer_by),
    ...(server && { contact: contactOf(server) }),
  };
}

async function openServer(tx: Tx, seals: Seals): Promise<OpenConnector | undefined> {
  const kept = await findConnector(tx, 'smtp');
  if (!kept.active) return undefined;
  const open = opened(tx.tenant, seals, 'smtp', undefined, kept);
  return open.ok ? open.value : undefined;
}
const profileOf = async (tx: Tx): Promise<LibraryProfile> => (await libraries.load(tx, libraryId(tx.tenant))).state.profile!;
const contactOf = ({ settings }: OpenConnector): string => settings['replyTo'] ?? settings['from'] ?? '';
const envelopeOf = (server: OpenConnector, profile: LibraryProfile): Pick<Mail, 'from' | 'replyTo'> => ({
  from: { name: profile.name, address: server.settings['from'] ?? '' },
  replyTo: server.settings['replyTo'],
});

const UNTITLED: Readonly<Record<NoticeLanguage, string>> = { en: 'your request', es: 'su solicitud', de: 'Ihre Bestellung' };

const placeOf = ({ branches, name }: LibraryProfile, branch: string | null): string =>
  (branches.find(({ code }) => code === branch) ?? branches[0])?.name ?? name;

/** `YYYY-MM-DD` as the language writes a day. */
const dayIn = (language: NoticeLanguage, day: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-US' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );

function fillingOf({ due, answerBy, days }: NoticeState, { name, timeZone }: LibraryProfile, language: NoticeLanguage): Filling {
  return {
    library: name,
    ...(due && { due: dayIn(language, due) }),
    ...(answerBy && { answer_by: dayIn(language, localDate(new Date(answerBy), timeZone)) }),
    ...(days !== undefined && { days: String(days) }),
  };
}

import { Injectable } from '@nestjs/common';
import { NoticeChanged, type NoMail, type NoticeLanguage } from '#lib/contracts';
import { localDate, unwrap } from '#lib/kernel';
import { job, message, type Effect, type Tx } from '#lib/messaging';
import { findInForce, Policies } from '#lib/service';
import { choose, languageFor } from '../../domain/notice/choose.ts';
import { again, dayAfter, morningOf, ripe, type Followed, type Happening, type Later } from '../../domain/notice/followed.ts';
import { noticeDecider, type NoticeAbout, type NoticeCommand, type NoticeState } from '../../domain/notice/notice.ts';
import { NameSafe } from '../names/name-safe.ts';
import { findConnector } from '../connectors.ts';
import { libraries, libraryId, noticeId, notices } from '../stores.ts';
import { findPerson, type Person } from './addressee.ts';
import type { FollowedRequest } from './followed-request.ts';

/** What has to be known to send a notice: all else is looked up when it is sent. */
export interface SendNotice {
  readonly noticeId: string;
}

type Wanted = Pick<Later, 'rule' | 'notice' | 'to' | 'channel' | 'happening' | 'policyHash'>;

/** Decides by the library's live policy who is told what of a happening, and begins each notice. */
@Injectable()
export class Tell {
  constructor(
    private readonly policies: Policies,
    private readonly names: NameSafe,
  ) {}

  /** @returns notices that are to come later; undefined where no policy for notices is live here yet */
  async of(tx: Tx, request: FollowedRequest, happening: Happening): Promise<Later[] | undefined> {
    if (!(await findInForce(tx, 'notices'))) return undefined;
    const policy = await this.policies.live(tx, 'notices');
    const person = await findPerson(tx, this.names, request.patronRef!);
    const at = tx.now().toISOString();
    const chosen = await choose(policy.compiled, happening, { service: request.service!, mayMail: !person.why, at });
    const later: Later[] = [];
    const { timeZone = 'UTC' } = (await libraries.load(tx, libraryId(tx.tenant))).state.profile ?? {};
    for (const { rule, notice, to, channel, afterDays, everyDays } of chosen) {
      const wanted: Wanted = { rule, notice, to, channel, happening: again(happening, everyDays), policyHash: policy.hash };
      if (!afterDays) await this.#begin(tx, request.id, wanted, person);
      else later.push({ ...wanted, at: morningOf(dayAfter(localDate(tx.now(), timeZone), afterDays), timeZone).toISOString() });
    }
    return later;
  }

  /** Begins what was put off until now. @returns the request without it */
  async putOff(tx: Tx, { id, patronRef, state }: FollowedRequest): Promise<Followed> {
    const { followed, notices: come } = ripe(state, tx.now());
    if (!come.length || !patronRef) return followed;
    const person = await findPerson(tx, this.names, patronRef);
    for (const one of come) await this.#begin(tx, id, one, person);
    return followed;
  }

  async #begin(
    tx: Tx,
    requestId: string,
    { rule, notice, to, channel, happening, policyHash }: Wanted,
    person: Person,
  ): Promise<void> {
    const id = noticeId(requestId, happening.occasion, notice, to, channel);
    const server = (await findConnector(tx, 'smtp')).setUp?.settings;
    const ofLibrary = server?.['language'] as NoticeLanguage | undefined;
    const days = happening.daysUntilDue ?? happening.daysUnanswered;
    const about: NoticeAbout = {
      requestId,
      notice,
      to,
      channel,
      rule,
      policyHash,
      ...(channel === 'email' && {
        language: to === 'patron' ? languageFor(person.language, ofLibrary) : languageFor(ofLibrary, 'en'),
      }),
      ...(happening.due && { due: happening.due }),
      ...(happening.answerBy && { answerBy: happening.answerBy }),
      ...(days !== undefined && { days: Math.abs(days) }),
    };
    const at = tx.now().toISOString();
    await stepNotice(tx, id, { type: 'begin', about, at, ...(await startOf(tx, to, channel, person.why)) });
  }
}

/** Where a notice begins: on its way, on a page, with staff, or held back. */
async function startOf(
  tx: Tx,
  to: 'patron' | 'staff',
  channel: 'email' | 'page',
  why: NoMail | undefined,
): Promise<{ readonly status: 'sending' | 'on-page' | 'withheld' | 'to-tell'; readonly why?: NoMail }> {
  if (to === 'patron') {
    if (channel === 'page') return { status: 'on-page' };
    return why ? { status: 'withheld', why } : { status: 'sending' };
  }
  if (channel === 'page') return { status: 'to-tell', ...(why && { why }) };
  // staff are written to at the library's own address; without a mail server they see it in their queue
  return (await findConnector(tx, 'smtp')).active ? { status: 'sending' } : { status: 'to-tell', why: 'no-mail-server' };
}

/** Moves a notice, and what follows from it: its mail, and the line on the request's page. @returns the notice as it stands then */
export async function stepNotice(tx: Tx, id: string, command: NoticeCommand): Promise<NoticeState> {
  const stepped = await notices.step(
    tx,
    id,
    (state) => noticeDecider.decide(state, command),
    (_, state) => effectsOf(id, state),
  );
  return unwrap(stepped).state;
}

function effectsOf(id: string, state: NoticeState): Effect[] {
  const { requestId, notice, to, channel, language, status, why, detail, rule, policyHash } = state;
  if (status === 'on-page') return [];
  if (status === 'sending') {
    const payload: SendNotice = { noticeId: id };
    // a mail server tells no mail from its repeat: what may have got there is not sent again by itself
    return [job({ kind: 'send-notice', key: id, payload, idempotent: false })];
  }
  const told = { requestId, notice, to, channel: channel === 'email' ? ('mail' as const) : channel, status, rule, policyHash };
  return [
    message(
      NoticeChanged,
      { ...told, ...(language && { language }), ...(why && { why }), ...(detail && { detail }) },
      { correlation: requestId },
    ),
  ];
}

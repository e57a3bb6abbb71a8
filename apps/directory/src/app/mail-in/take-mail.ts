import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Database, statement, type Tx } from '#lib/messaging';
import { CONFIG, Metrics, type ConfigOf } from '#lib/service';
import type { directoryConfig } from '../../config.ts';
import { sortOf, type ArrivedMail } from '../../domain/mail-in/arrived.ts';
import { answerIn } from '../../domain/mail-in/answer-in.ts';
import { writeMessage } from '../conversation/write-message.ts';
import { NameSafe } from '../names/name-safe.ts';
import { findPerson, type Person } from '../notices/addressee.ts';
import { stepNotice } from '../notices/tell.ts';
import { isRight, readAddress, type Token } from './reply-address.ts';

/** What became of a mail. */
export type Taken =
  | 'kept' // it stands on the request's page
  | 'repeated' // it came before
  | 'came-back' // ours was not delivered: staff see it
  | 'automatic' // a machine sent it: nobody is told, nobody answered
  | 'empty'
  | 'full' // no more messages fit
  | 'unknown-address'; // nobody's: kept for nobody

const REQUEST = statement(
  'select tenant from directory.followed_request where id = $1 and patron_ref is not null and unlinked_at is null',
);
const NOTICE = statement('select tenant, request_id as "requestId" from directory.notice where id = $1');
const PATRON = statement('select patron_ref as ref from followed_request where id = $1');
const STANDS = statement('select status from notice where id = $1 for update');

interface Place {
  readonly tenant: string;
  readonly requestId: string;
  readonly token: Token;
}

/** Takes mail that patrons answer with, whichever way it came. Whoever knows the address may write: it stands in the patron's mail alone. */
@Injectable()
export class TakeMail {
  private readonly log = new Logger(TakeMail.name);
  private readonly ours: string | undefined;
  private readonly count: Counter<'outcome'>;

  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
    @Inject(CONFIG) config: ConfigOf<typeof directoryConfig>,
    metrics: Metrics,
  ) {
    this.ours = config.TRILLIUM_MAIL_IN_ADDRESS;
    this.count = metrics.counter({
      name: 'trillium_mail_in_total',
      help: 'Mails that came in, by what became of them',
      labelNames: ['outcome'],
    });
  }

  /** Whether somebody is there behind an address. @param library where only that library's are meant */
  async knows(recipient: string, library?: string): Promise<boolean> {
    const place = await this.#place(recipient, library);
    if (!place) return false;
    return this.database.transaction({ tenant: place.tenant }, async (tx) => (await this.#person(tx, place)) !== undefined);
  }

  /** Takes a mail for one address. Again is harmless. */
  async take(recipient: string, mail: ArrivedMail, library?: string): Promise<Taken> {
    const taken = await this.#take(recipient, mail, library);
    this.count.inc({ outcome: taken });
    // neither from whom nor what: what nobody can use is kept by nobody
    this.log.log(`mail came in: ${taken}`);
    return taken;
  }

  async #take(recipient: string, mail: ArrivedMail, library: string | undefined): Promise<Taken> {
    const place = await this.#place(recipient, library);
    if (!place) return 'unknown-address';
    const sort = sortOf(mail);
    return this.database.transaction({ tenant: place.tenant, actor: 'mail', correlation: place.requestId }, async (tx) => {
      const person = await this.#person(tx, place);
      if (!person) return 'unknown-address';
      if (sort === 'automatic') return 'automatic';
      if (place.token.purpose === 'bounce') return sort === 'bounce' ? cameBack(tx, place.token.id) : 'automatic';
      return sort === 'bounce' ? 'automatic' : this.#keep(tx, place.requestId, mail, person);
    });
  }

  async #keep(tx: Tx, requestId: string, mail: ArrivedMail, { identity }: Person): Promise<Taken> {
    const answer = answerIn(mail.text);
    if (!answer.text && !mail.attachments) return 'empty';
    const sender = mail.from && mail.from !== identity?.email?.toLowerCase() ? mail.from.slice(0, 254) : undefined;
    const written = await writeMessage(tx, this.names, requestId, {
      writer: 'patron',
      via: 'mail',
      ...answer,
      ...(sender && { sender }),
      ...(mail.attachments && { attachments: mail.attachments }),
      messageId: mail.messageId,
    });
    if (!written.ok) return written.error.code === 'conversation-full' ? 'full' : 'unknown-address';
    return written.value ? 'kept' : 'repeated';
  }

  async #place(recipient: string, library: string | undefined): Promise<Place | undefined> {
    const token = this.ours === undefined ? undefined : readAddress(this.ours, recipient);
    if (!token) return undefined;
    const [row] = await this.database.asRelay<{ tenant: string; requestId?: string }>(
      token.purpose === 'reply' ? REQUEST : NOTICE,
      [token.id],
    );
    if (!row || (library !== undefined && row.tenant !== library)) return undefined;
    return { tenant: row.tenant, requestId: row.requestId ?? token.id, token };
  }

  /** Whose it is, if the address is right. */
  async #person(tx: Tx, { requestId, token }: Place): Promise<Person | undefined> {
    const [request] = await tx.query<{ ref: string | null }>(PATRON, [requestId]);
    const person = request?.ref ? await findPerson(tx, this.names, request.ref) : undefined;
    return person?.safe && isRight(person.safe, token) ? person : undefined;
  }
}

/** A mail of ours was not delivered in the end. One that staff have dealt with meanwhile stays as it is. */
async function cameBack(tx: Tx, noticeId: string): Promise<Taken> {
  const [notice] = await tx.query<{ status: string }>(STANDS, [noticeId]);
  if (notice?.status !== 'sent') return 'repeated';
  await stepNotice(tx, noticeId, { type: 'come-back', why: 'came-back', at: tx.now().toISOString() });
  return 'came-back';
}

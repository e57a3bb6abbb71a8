import { Injectable } from '@nestjs/common';
import type { Conversation, NoMail, NoticeStatus, WrittenMessage } from '#lib/contracts';
import { Database, statement, type Tx } from '#lib/messaging';
import { httpRejection } from '#lib/service';
import { messageSeal, type Sealed } from '../app/conversation/sealed.ts';
import { noConversation } from '../app/conversation/write-message.ts';
import { findPerson } from '../app/notices/addressee.ts';
import { NameSafe, type PatronSafe } from '../app/names/name-safe.ts';
import { MOST_MESSAGES } from '../domain/conversation/plain.ts';

const WHOSE = statement(`select patron_ref as "patronRef" from followed_request where id = $1 and unlinked_at is null`);
const LINES = statement(`select m.id, m.writer, m.via, m.sealed, m.at, m.read_at is not null as read,
    n.status, n.state ->> 'why' as why
  from conversation_message m left join notice n on n.request_id = m.request_id and n.kind = 'message' and n.state ->> 'message' = m.id::text
  where m.request_id = $1 order by m.at, m.id`);
const ALL = statement(`select m.id, m.request_id as request, m.writer, m.via, m.sealed, m.at, m.read_at is not null as read
  from conversation_message m join followed_request f on f.id = m.request_id where f.patron_ref = $1 order by m.at, m.id limit 5000`);

interface Line {
  readonly id: string;
  readonly writer: 'patron' | 'staff';
  readonly via: 'page' | 'mail';
  readonly sealed: string;
  readonly at: Date;
  readonly read: boolean;
}
type MailedLine = Line & { readonly status: NoticeStatus | null; readonly why: NoMail | null };

/** For which of the two somebody reads and writes; undefined: for neither. */
export type SideOf = (patronRef: string) => Conversation['side'] | undefined;

/** What was written about a request, opened for those two who wrote it. */
@Injectable()
export class ConversationQuery {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
  ) {}

  /** @throws HttpRejection 404 where there is none, or it is another patron's */
  read(tenant: string, requestId: string, sideOf: SideOf): Promise<Conversation> {
    return this.database.transaction({ tenant }, async (tx) => {
      const [request] = await tx.query<{ patronRef: string | null }>(WHOSE, [requestId]);
      const patronRef = request?.patronRef;
      const side = patronRef && sideOf(patronRef);
      if (!patronRef || !side) throw httpRejection(404, noConversation);
      const { safe } = await findPerson(tx, this.names, patronRef);
      if (!safe) throw httpRejection(404, noConversation);
      const lines = await tx.query<MailedLine>(LINES, [requestId]);
      return {
        requestId,
        patronRef,
        side,
        messages: lines.map((line) => shown(line, safe, side)),
        unread: lines.filter(({ writer, read }) => writer !== side && !read).length,
        full: lines.length >= MOST_MESSAGES,
      };
    });
  }

  /** Everything a patron and the library wrote to each other, for the patron to take along. */
  of(tx: Tx, safe: PatronSafe, patronRef: string): Promise<Record<string, unknown>[]> {
    return tx.query<Line & { readonly request: string }>(ALL, [patronRef]).then((lines) =>
      lines.map(({ id, request, writer, via, sealed, at, read }) => {
        const { text, whole, sender } = safe.open<Sealed>(messageSeal(id), sealed);
        const more = { ...(whole && { whole }), ...(sender && { sender }) };
        return { request, from: writer === 'patron' ? 'you' : 'the library', via, text, ...more, at: at.toISOString(), read };
      }),
    );
  }
}

function shown(line: MailedLine, safe: PatronSafe, side: Conversation['side']): WrittenMessage {
  const { id, writer, via, sealed, at, read, status, why } = line;
  const { text, whole, sender, attachments } = safe.open<Sealed>(messageSeal(id), sealed);
  return {
    id,
    from: writer,
    via,
    text,
    ...(whole && { whole }),
    at: at.toISOString(),
    read,
    ...(attachments && { attachments }),
    ...(side === 'staff' && sender && { sender }),
    ...(side === 'staff' && status && { mail: { status, ...(why && { why }) } }),
  };
}

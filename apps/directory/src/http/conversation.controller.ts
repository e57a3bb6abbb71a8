import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Conversation, may, NewMessage } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { CurrentUser, httpRejection, May, Sees, type SignedInUser } from '#lib/service';
import { lockPatronOf, markRead, noConversation, writeMessage } from '../app/conversation/write-message.ts';
import { NameSafe } from '../app/names/name-safe.ts';
import { readMessage } from '../domain/conversation/plain.ts';
import { ConversationQuery, type SideOf } from '../queries/conversation.query.ts';

const Id = z.uuid();

/** What a patron and the library write to each other about a request: its patron, and the desk; nobody else, no operator, no proxy. */
@Controller('api/directory/requests/:id/conversation')
@May('messages.desk', 'messages.own')
export class ConversationController {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
    private readonly query: ConversationQuery,
  ) {}

  @Get()
  @Sees<Conversation>('request', ({ requestId, patronRef, side }) =>
    side === 'staff' ? { subjects: [requestId, patronRef], detail: { conversation: true } } : undefined,
  )
  @ApiOkResponse({ standardSchema: Conversation })
  read(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<Conversation> {
    return this.query.read(user.tenant, id, sideOf(user));
  }

  /** To the patron it goes by mail, too. */
  @Post()
  @ApiCreatedResponse({ standardSchema: Conversation })
  async write(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewMessage }) { text: given, id: own }: NewMessage,
  ): Promise<Conversation> {
    const text = unwrap(readMessage(given));
    await this.#as(user, id, async (tx, side) => {
      const line =
        side === 'staff'
          ? ({ writer: 'staff', via: 'page', account: user.sub, text } as const)
          : ({ writer: 'patron', via: 'page', text } as const);
      unwrap(await writeMessage(tx, this.names, id, line, own));
    });
    return this.read(user, id);
  }

  /** What the other side wrote has been read. */
  @Post('read')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: Conversation })
  async markRead(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<Conversation> {
    await this.#as(user, id, (tx, side) => markRead(tx, id, side === 'staff' ? 'patron' : 'staff'));
    return this.read(user, id);
  }

  #as(user: SignedInUser, id: string, work: (tx: Tx, side: Conversation['side']) => Promise<unknown>): Promise<void> {
    const { tenant } = user;
    return this.database.transaction({ tenant, actor: actorOf(user), correlation: id }, async (tx) => {
      const patronRef = await lockPatronOf(tx, id);
      const side = patronRef && sideOf(user)(patronRef);
      if (!side) throw httpRejection(404, noConversation);
      await work(tx, side);
    });
  }
}

/** Whoever asks is a patron with what is theirs, also where they work at the desk. */
const sideOf =
  (user: SignedInUser): SideOf =>
  (patronRef) => {
    if (user.patronRef === patronRef) return 'patron';
    return may(user, 'messages.desk') ? 'staff' : undefined;
  };
/** As intake calls who did it: a patron by their reference, others by account. */
const actorOf = ({ sub, patronRef, roles }: SignedInUser): string =>
  patronRef && roles.every((role) => role === 'patron' || role === 'proxy') ? patronRef : sub;

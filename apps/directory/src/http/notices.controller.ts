import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { may, TaskList } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { stepNotice } from '../app/notices/tell.ts';
import { NoticeTasks } from '../queries/notice-tasks.ts';
import { PatronWrote } from '../queries/patron-wrote-tasks.ts';
import { NoticeStands } from './notice-shapes.ts';

const Id = z.uuid();

/** Whom no mail could tell: what is left to people. */
@Controller('api/directory')
@May('notices.tell')
export class NoticesController {
  constructor(
    private readonly database: Database,
    private readonly tasks: NoticeTasks,
    private readonly wrote: PatronWrote,
  ) {}

  @Get('tasks')
  @ApiOkResponse({ standardSchema: TaskList })
  async list(@CurrentUser() user: SignedInUser): Promise<TaskList> {
    const { tenant } = user;
    const lists = [await this.tasks.list(tenant), ...(may(user, 'messages.desk') ? [await this.wrote.list(tenant)] : [])];
    return { tasks: lists.flatMap(({ tasks }) => tasks), more: lists.some(({ more }) => more) };
  }

  /** Somebody has told the patron. */
  @Post('notices/:id/told')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: NoticeStands })
  told(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<{ status: string }> {
    return this.#step(user, id, 'tell');
  }

  /** By mail once more: what was wrong is mended, or nothing has arrived. */
  @Post('notices/:id/send-again')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: NoticeStands })
  again(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<{ status: string }> {
    return this.#step(user, id, 'again');
  }

  #step({ tenant, sub }: SignedInUser, id: string, type: 'tell' | 'again'): Promise<{ status: string }> {
    return this.database.transaction({ tenant, actor: sub }, async (tx) => {
      const { status } = await stepNotice(tx, id, { type, at: tx.now().toISOString() });
      return { status };
    });
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { NoticeLanguage } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, Seals, Tenant, type SignedInUser } from '#lib/service';
import { exampleFor } from '../app/notices/compose.ts';
import { TestNotice } from '../app/notices/test-notice.ts';
import { writeWords } from '../app/notices/write-words.ts';
import { checkWords, write } from '../domain/notice/template.ts';
import type { NoticeKind } from '../domain/notice/words/words.ts';
import { NoticeWordsQuery } from '../queries/notice-words.query.ts';
import {
  NoticeDraft,
  NoticeName,
  NoticePreview,
  NoticeWordsBody,
  NoticeWordsList,
  NoticeWordsShown,
  TestSent,
} from './notice-shapes.ts';

/** The words of notices to patrons: looked at, changed, tried. */
@Controller('api/directory/notice-words')
@May('notices.write')
export class NoticeWordsController {
  constructor(
    private readonly database: Database,
    private readonly query: NoticeWordsQuery,
    private readonly test: TestNotice,
    private readonly seals: Seals,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: NoticeWordsList })
  async list(@Tenant() tenant: string): Promise<{ words: NoticeWordsShown[] }> {
    return { words: await this.query.list(tenant) };
  }

  @Put(':notice/:language')
  @ApiOkResponse({ standardSchema: NoticeWordsShown })
  set(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('notice', { schema: NoticeName }) notice: NoticeKind,
    @Param('language', { schema: NoticeLanguage }) language: NoticeLanguage,
    @Body({ schema: NoticeWordsBody }) words: NoticeWordsBody,
  ): Promise<NoticeWordsShown> {
    return this.database.transaction({ tenant, actor: sub }, (tx) => writeWords(tx, notice, language, words));
  }

  /** Back to the words that Trillium comes with. */
  @Delete(':notice/:language')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: NoticeWordsShown })
  reset(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Param('notice', { schema: NoticeName }) notice: NoticeKind,
    @Param('language', { schema: NoticeLanguage }) language: NoticeLanguage,
  ): Promise<NoticeWordsShown> {
    return this.database.transaction({ tenant, actor: sub }, (tx) => writeWords(tx, notice, language));
  }

  /** How it will look, filled in with an example; or what is wrong with it, and where. */
  @Post('preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: NoticePreview })
  async preview(
    @Tenant() tenant: string,
    @Body({ schema: NoticeDraft }) { notice, language, ...words }: NoticeDraft,
  ): Promise<NoticePreview> {
    unwrap(checkWords(notice, words));
    return write(notice, words, await this.database.transaction({ tenant }, (tx) => exampleFor(tx, this.seals, language)));
  }

  /** Sends it, filled in with the example, by the library's mail server to whoever asks. */
  @Post('test')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: TestSent })
  async send(@CurrentUser() { tenant, sub }: SignedInUser, @Body({ schema: NoticeDraft }) draft: NoticeDraft): Promise<TestSent> {
    return this.test.send(tenant, sub, draft);
  }
}

import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { LibrarySymbol } from '#lib/contracts';
import { err, reject, type Rejection, type Result } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { Public, Seals, styleNonceOf } from '#lib/service';
import { readLink, type Link } from '../app/email/links.ts';
import { askedBy, takeAnswer } from '../app/email/take-answer.ts';
import { wordsFor, type AnswerWords } from '../domain/email/words/index.ts';
import { formPage, overPage, takenPage } from './answer-page.ts';

const NO_LINK = reject('not-found', 'This link is not complete, or not one of ours.', {
  remedy: 'Open it again from the mail; where it is broken over two lines, put it together.',
});

/**
 * Where the links lead that lenders get by mail. Nobody signs in: the link itself is the key, to one answer. Opening it shows a form and
 * changes nothing, since mail scanners open every link; only the form that is sent back does.
 */
@Controller('answer/:library/:token')
@ApiExcludeController()
@Public()
export class AnswerController {
  constructor(
    private readonly database: Database,
    private readonly seals: Seals,
  ) {}

  @Get()
  async open(
    @Param('library') library: string,
    @Param('token') token: string,
    @Query('language') language: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const words = wordsFor(language, accepted);
    const asked = await this.#with(library, token, (tx, link) => askedBy(tx, link));
    const nonce = styleNonceOf(response);
    if (asked.ok) send(response, 200, formPage(asked.value, nonce, words), words);
    else send(response, statusOf(asked.error), overPage(asked.error, nonce, words), words);
  }

  @Post()
  @HttpCode(200)
  async answer(
    @Param('library') library: string,
    @Param('token') token: string,
    @Query('language') language: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const form = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    const nonce = styleNonceOf(response);
    const words = wordsFor(language, accepted);
    const outcome = await this.#with(library, token, async (tx, link) => ({
      ok: true,
      value: await takeAnswer(tx, link, form, words),
    }));
    if (!outcome.ok) return send(response, statusOf(outcome.error), overPage(outcome.error, nonce, words), words);
    const taken = outcome.value;
    if (taken.ok) return send(response, 200, takenPage(taken.value, nonce, words), words);
    const { rejection, asked } = taken.error;
    if (asked) return send(response, 422, formPage(asked, nonce, words, form, rejection), words);
    send(response, statusOf(rejection), overPage(rejection, nonce, words), words);
  }

  async #with<T>(
    library: string,
    token: string,
    work: (tx: Tx, link: Link) => Promise<Result<T, Rejection>>,
  ): Promise<Result<T, Rejection>> {
    const link = LibrarySymbol.safeParse(library).success ? readLink(this.seals, library, token) : undefined;
    if (!link) return err(NO_LINK);
    return this.database.transaction({ tenant: library, actor: `partner:${link.partner}` }, (tx) => work(tx, link));
  }
}

const statusOf = ({ code }: Rejection): number => (code === 'link-over' ? 410 : 404);

const send = (response: Response, status: number, page: string, { language }: AnswerWords): void => {
  const headers = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-language': language,
    vary: 'accept-language',
  };
  response.status(status).set(headers).type('html').send(page);
};

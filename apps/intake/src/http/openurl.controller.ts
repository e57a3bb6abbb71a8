import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { May, Public } from '#lib/service';
import { readOpenUrl } from '../domain/openurl/read-openurl.ts';
import { OpenUrlAnswer, OpenUrlBody } from './shapes.ts';

const LONGEST = 16_000;

/** The query as it was sent. (Node refuses bytes beyond ASCII in an address; browsers encode them.) */
const queryAsSent = (url: string): string => url.slice(url.indexOf('?') + 1 || url.length).slice(0, LONGEST);

@Controller()
export class OpenUrlController {
  /** Where a patron arrives from a database or search engine: on to the form, with what the link says. */
  @Get('openurl')
  @Public()
  @ApiExcludeEndpoint()
  arrive(@Req() request: Request, @Res() response: Response): void {
    response.redirect(302, `/ask?openurl=${encodeURIComponent(queryAsSent(request.originalUrl))}`);
  }

  @Post('api/intake/openurl')
  @May('requests.ask', 'requests.ask-own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: OpenUrlAnswer })
  read(@Body({ schema: OpenUrlBody }) { query }: OpenUrlBody): OpenUrlAnswer {
    const { citation, notes, asCited, sender } = readOpenUrl(query);
    return { citation, notes: [...notes], asCited: { isbn: [...asCited.isbn] }, ...(sender && { sender }) };
  }
}

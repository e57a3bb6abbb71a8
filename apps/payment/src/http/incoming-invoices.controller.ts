import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { enterInvoice } from '../app/incoming/enter-invoice.ts';
import { payInvoice, takeBackPayment, takeLine, withdrawInvoice } from '../app/incoming/step-invoice.ts';
import { readTable } from '../app/read-table.ts';
import { linesFrom } from '../domain/incoming/incoming.ts';
import { IncomingQuery } from '../queries/incoming.query.ts';
import { LineParam } from './settler-shapes.ts';
import {
  AwaitedList,
  AwaitedQuery,
  IncomingBody,
  IncomingFile,
  IncomingFileQuery,
  IncomingList,
  IncomingQueryShape,
  IncomingShape,
  PaidBody,
} from './incoming-shapes.ts';
import { Nth } from './settling-shapes.ts';
import { Id, ReasonBody } from './shapes.ts';

/** Invoices that come to the library, held line by line against what was expected. */
@Controller('api/payment/incoming-invoices')
@May('incoming.manage')
export class IncomingInvoicesController {
  constructor(
    private readonly database: Database,
    private readonly query: IncomingQuery,
  ) {}

  /** The latest first. */
  @Get()
  @May('ledger.read')
  @ApiOkResponse({ standardSchema: IncomingList })
  list(@Tenant() tenant: string, @Query({ schema: IncomingQueryShape }) query: IncomingQueryShape): Promise<IncomingList> {
    return this.query.list(tenant, query);
  }

  /** What is owed by invoice, and no invoice has asked for yet. */
  @Get('expected')
  @May('ledger.read')
  @ApiOkResponse({ standardSchema: AwaitedList })
  awaited(
    @Tenant() tenant: string,
    @Query({ schema: AwaitedQuery }) { currency, payee }: { currency: string; payee?: string | undefined },
  ): Promise<AwaitedList> {
    return this.query.awaited(tenant, currency, payee);
  }

  @Get(':id')
  @May('ledger.read')
  @ApiOkResponse({ standardSchema: IncomingShape })
  invoice(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<IncomingShape> {
    return this.query.invoice(tenant, id);
  }

  /** The same number of the same payee is taken in once. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: IncomingShape })
  async enter(@CurrentUser() user: SignedInUser, @Body({ schema: IncomingBody }) body: IncomingBody): Promise<IncomingShape> {
    const lines = body.lines.map((line, n) => ({ ...line, line: n + 1 }));
    const { id } = await this.#in(user, (tx) => enterInvoice(tx, { ...body, lines }));
    return this.query.invoice(user.tenant, id);
  }

  /** As a table: columns `amount`, and `reference`, `what` where there are such, in any order. */
  @Post('files')
  @HttpCode(200)
  @ApiConsumes('text/csv', 'text/plain')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: IncomingShape })
  async enterFile(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: IncomingFileQuery }) head: IncomingFileQuery,
    @Body({ schema: IncomingFile }) text: string,
  ): Promise<IncomingShape> {
    const lines = unwrap(linesFrom(unwrap(readTable(text, 'wrong-invoice')), head.currency));
    const { id } = await this.#in(user, (tx) => enterInvoice(tx, { ...head, lines }));
    return this.query.invoice(user.tenant, id);
  }

  @Post(':id/lines/:line/accept')
  @HttpCode(204)
  @ApiNoContentResponse()
  async accept(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('line', { schema: LineParam }) line: number,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<void> {
    await this.#in(user, (tx) => takeLine(tx, id, line, 'accept', reason));
  }

  @Post(':id/lines/:line/contest')
  @HttpCode(204)
  @ApiNoContentResponse()
  async contest(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('line', { schema: LineParam }) line: number,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<void> {
    await this.#in(user, (tx) => takeLine(tx, id, line, 'contest', reason));
  }

  /** It was paid: all of it that was taken, or as much as `minor` says. */
  @Post(':id/paid')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: IncomingShape })
  paid(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PaidBody }) body: PaidBody,
  ): Promise<IncomingShape> {
    return this.#step(user, id, (tx) => payInvoice(tx, id, body));
  }

  /** A payment was noted wrongly: its posting is reversed, and it may be noted anew. `nth` counts from 1. */
  @Post(':id/payments/:nth/take-back')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: IncomingShape })
  takeBack(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('nth', { schema: Nth }) nth: number,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<IncomingShape> {
    return this.#step(user, id, (tx) => takeBackPayment(tx, id, nth - 1, reason));
  }

  /** It was entered wrongly: what it posted is reversed, and it may be entered anew. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: IncomingShape })
  withdraw(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<IncomingShape> {
    return this.#step(user, id, (tx) => withdrawInvoice(tx, id, reason));
  }

  async #step(user: SignedInUser, id: string, work: (tx: Tx) => Promise<Result<unknown, Rejection>>): Promise<IncomingShape> {
    await this.#in(user, work);
    return this.query.invoice(user.tenant, id);
  }

  #in<T>(user: SignedInUser, work: (tx: Tx) => Promise<Result<T, Rejection>>): Promise<T> {
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => unwrap(await work(tx)));
  }
}

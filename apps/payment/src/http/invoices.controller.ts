import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { unwrap, type Clock, type Rejection, type Result } from '#lib/kernel';
import { Database, newId, type Tx } from '#lib/messaging';
import { CLOCK, CONFIG, CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { discardInvoice, draftInvoice, redraftInvoice, setInvoicing } from '../app/invoices/drafts.ts';
import { noteMoney, noteReminder, takeBackMoney } from '../app/invoices/invoice-money.ts';
import { creditInvoice, issueInvoice } from '../app/invoices/issue-invoice.ts';
import type { PaymentConfig } from '../config.ts';
import { InvoicesQuery } from '../queries/invoices.query.ts';
import { invoicePdf } from './invoice-pdf.ts';
import {
  CreditBody,
  InvoiceBody,
  InvoiceList,
  InvoiceQuery,
  InvoiceShape,
  Invoicing,
  InvoicingBody,
  MoneyBody,
} from './invoice-shapes.ts';
import { Nth } from './settling-shapes.ts';
import { Id, ReasonBody } from './shapes.ts';

const PDF = 'application/pdf';

/** Invoices that the library sends to others for what it lent, and credit notes on them. */
@Controller('api/payment')
@May('invoices.manage')
export class InvoicesController {
  readonly #days: number;
  constructor(
    private readonly database: Database,
    private readonly query: InvoicesQuery,
    @Inject(CONFIG) config: PaymentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#days = config.RESERVATION_REMINDER_DAYS;
  }

  @Get('invoicing')
  @May('invoices.read')
  @ApiOkResponse({ standardSchema: Invoicing })
  invoicing(@Tenant() tenant: string): Promise<Invoicing> {
    return this.query.invoicing(tenant);
  }

  /** Who the library is on its invoices from now on; those issued before stay as they are. */
  @Put('invoicing')
  @ApiOkResponse({ standardSchema: Invoicing })
  async setInvoicing(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: InvoicingBody }) body: InvoicingBody,
  ): Promise<Invoicing> {
    await this.#in(user, (tx) => setInvoicing(tx, body));
    return this.query.invoicing(user.tenant);
  }

  /** The latest first. */
  @Get('invoices')
  @May('invoices.read')
  @ApiOkResponse({ standardSchema: InvoiceList })
  list(@Tenant() tenant: string, @Query({ schema: InvoiceQuery }) query: InvoiceQuery): Promise<InvoiceList> {
    return this.query.list(tenant, query, this.clock.now());
  }

  @Get('invoices/:id')
  @May('invoices.read')
  @ApiOkResponse({ standardSchema: InvoiceShape })
  invoice(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<InvoiceShape> {
    return this.query.invoice(tenant, id);
  }

  /** The pages to send: an issued invoice or credit note as it was issued, or a draft marked as one. */
  @Get('invoices/:id/invoice.pdf')
  @May('invoices.read')
  @Header('cache-control', 'private, no-store')
  @ApiProduces(PDF)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pages(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<StreamableFile> {
    const state = await this.query.state(tenant, id);
    const name = state.issued?.number ?? `draft-${tenant}`;
    return new StreamableFile(await invoicePdf(tenant, state), { type: PDF, disposition: `inline; filename="${name}.pdf"` });
  }

  @Post('invoices')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  draft(@CurrentUser() user: SignedInUser, @Body({ schema: InvoiceBody }) body: InvoiceBody): Promise<InvoiceShape> {
    const id = newId();
    return this.#step(user, id, (tx) => draftInvoice(tx, id, body, this.#days));
  }

  /** Says a draft anew, whole. */
  @Put('invoices/:id')
  @ApiOkResponse({ standardSchema: InvoiceShape })
  redraft(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: InvoiceBody }) body: InvoiceBody,
  ): Promise<InvoiceShape> {
    return this.#step(user, id, (tx) => redraftInvoice(tx, id, body, this.#days));
  }

  @Post('invoices/:id/discard')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  discard(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<InvoiceShape> {
    return this.#step(user, id, (tx) => discardInvoice(tx, id, reason));
  }

  /** Gives it its number and posts it: from then on it stays as it is. */
  @Post('invoices/:id/issue')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  issue(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<InvoiceShape> {
    return this.#step(user, id, (tx) => issueInvoice(tx, id));
  }

  /** Takes an invoice back, or some of its lines, by a credit note, which is returned. */
  @Post('invoices/:id/credit')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  async credit(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CreditBody }) body: CreditBody,
  ): Promise<InvoiceShape> {
    const note = await this.#in(user, (tx) => creditInvoice(tx, id, body, this.#days));
    return this.query.invoice(user.tenant, note.id);
  }

  /** Money that came for it, all or a part. The same again changes nothing. */
  @Post('invoices/:id/payments')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  paid(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MoneyBody }) body: MoneyBody,
  ): Promise<InvoiceShape> {
    return this.#step(user, id, (tx) => noteMoney(tx, id, 'pay', body, this.#days));
  }

  /** What was paid too much has gone back. */
  @Post('invoices/:id/refunds')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  refunded(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MoneyBody }) body: MoneyBody,
  ): Promise<InvoiceShape> {
    return this.#step(user, id, (tx) => noteMoney(tx, id, 'refund', body, this.#days));
  }

  /** What was noted as paid was not. */
  @Post('invoices/:id/payments/:nth/take-back')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  takeBack(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('nth', { schema: Nth }) nth: number,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<InvoiceShape> {
    return this.#step(user, id, (tx) => takeBackMoney(tx, id, nth - 1, reason, this.#days));
  }

  /** A reminder of an overdue invoice has gone out. */
  @Post('invoices/:id/reminders')
  @HttpCode(204)
  @ApiNoContentResponse()
  async reminded(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.#in(user, (tx) => noteReminder(tx, id, this.#days));
  }

  async #step(user: SignedInUser, id: string, work: (tx: Tx) => Promise<Result<unknown, Rejection>>): Promise<InvoiceShape> {
    await this.#in(user, work);
    return this.query.invoice(user.tenant, id);
  }

  #in<T>(user: SignedInUser, work: (tx: Tx) => Promise<Result<T, Rejection>>): Promise<T> {
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => unwrap(await work(tx)));
  }
}

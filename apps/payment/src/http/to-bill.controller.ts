import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CONFIG, CurrentUser, May, Tenant, type SignedInUser } from '#lib/service';
import { billLent, takeOffInvoice } from '../app/lent/bill-lent.ts';
import type { PaymentConfig } from '../config.ts';
import { InvoicesQuery } from '../queries/invoices.query.ts';
import { ToBillQuery } from '../queries/to-bill.query.ts';
import { InvoiceShape } from './invoice-shapes.ts';
import { Id, ReasonBody } from './shapes.ts';
import { BillBody, ToBillList, ToBillQueryShape } from './to-bill-shapes.ts';

/** What was lent and is to be asked for by invoice. */
@Controller('api/payment/to-bill')
@May('invoices.manage')
export class ToBillController {
  readonly #days: number;
  constructor(
    private readonly database: Database,
    private readonly query: ToBillQuery,
    private readonly invoices: InvoicesQuery,
    @Inject(CONFIG) config: PaymentConfig,
  ) {
    this.#days = config.RESERVATION_REMINDER_DAYS;
  }

  @Get()
  @May('invoices.read')
  @ApiOkResponse({ standardSchema: ToBillList })
  list(@Tenant() tenant: string, @Query({ schema: ToBillQueryShape }) { borrower }: ToBillQueryShape): Promise<ToBillList> {
    return this.query.list(tenant, borrower);
  }

  /** Drafts one invoice of all that is to be billed to a borrower. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: InvoiceShape })
  async bill(@CurrentUser() user: SignedInUser, @Body({ schema: BillBody }) body: BillBody): Promise<InvoiceShape> {
    const { borrower, currency, before } = body;
    const { id } = await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await billLent(tx, borrower, currency, this.#days, before)),
    );
    return this.invoices.invoice(user.tenant, id);
  }

  /** What was taken back stands on an invoice no more: left out of a draft, or credited. */
  @Post(':id/take-off')
  @HttpCode(204)
  @ApiNoContentResponse()
  async takeOff(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await takeOffInvoice(tx, id, reason, this.#days)),
    );
  }
}

import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
import { reject, unwrap, type Clock, type Rejection, type Result } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { CLOCK, CONFIG, CurrentUser, httpRejection, May, Tenant, type SignedInUser } from '#lib/service';
import { takeAwaited, waiveAwaited } from '../app/awaited-vouchers.ts';
import { iflaPrices, PROMISE_STEPS, promiseVouchers, stepPromise, stepVouchers, type PromiseStep } from '../app/vouchers.ts';
import type { PaymentConfig } from '../config.ts';
import type { NewCard, StockCommand } from '../domain/vouchers/stock.ts';
import type { IflaPrices } from '../domain/vouchers/voucher-entries.ts';
import { VouchersQuery } from '../queries/vouchers.query.ts';
import { Id } from './shapes.ts';
import { voucherSlip } from './voucher-slip.ts';
import {
  AwaitedVouchers,
  CameBody,
  CardNumber,
  CountBody,
  FoundBody,
  LostBody,
  LowBody,
  OrderBody,
  PromiseBody,
  Promised,
  ReceivedBody,
  RedeemBody,
  VoucherHistory,
  VoucherStock,
  WaiveBody,
} from './voucher-shapes.ts';

type Body_<Shape extends z.ZodType> = z.infer<Shape>;

/** A library's IFLA vouchers: laminated cards in a drawer, each with the number the library wrote on it. */
@Controller('api/payment/vouchers')
@May('vouchers.manage')
export class VouchersController {
  readonly #prices: IflaPrices;
  constructor(
    private readonly database: Database,
    private readonly query: VouchersQuery,
    @Inject(CONFIG) config: PaymentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#prices = iflaPrices(config);
  }

  @Get()
  @May('vouchers.read')
  @ApiOkResponse({ standardSchema: VoucherStock })
  stock(@Tenant() tenant: string): Promise<VoucherStock> {
    return this.query.stock(tenant);
  }

  /** What has happened to one card. */
  @Get('cards/:number')
  @May('vouchers.read')
  @ApiOkResponse({ standardSchema: VoucherHistory })
  async card(@Tenant() tenant: string, @Param('number', { schema: CardNumber }) number: string): Promise<VoucherHistory> {
    const found = await this.query.card(tenant, number);
    if (!found) throw httpRejection(404, reject('not-found', `This library never had a voucher ${number}.`));
    return found;
  }

  /** Takes in what IFLA sent for an order; its price and fees are booked with it. */
  @Post('orders')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: VoucherStock })
  bought(@CurrentUser() user: SignedInUser, @Body({ schema: OrderBody }) body: Body_<typeof OrderBody>): Promise<VoucherStock> {
    return this.#step(user, { type: 'buy', ...body });
  }

  /** Takes in what another library paid with. */
  @Post('received')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: VoucherStock })
  received(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: ReceivedBody }) body: Body_<typeof ReceivedBody>,
  ): Promise<VoucherStock> {
    return this.#step(user, { type: 'receive', ...body });
  }

  /** Gives vouchers back to IFLA for money, less its fees. */
  @Post('redemptions')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: VoucherStock })
  redeemed(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: RedeemBody }) body: Body_<typeof RedeemBody>,
  ): Promise<VoucherStock> {
    return this.#step(user, { type: 'redeem', ...body });
  }

  /** What really lies at one branch; the difference is posted. */
  @Post('counts')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: VoucherStock })
  counted(@CurrentUser() user: SignedInUser, @Body({ schema: CountBody }) body: Body_<typeof CountBody>): Promise<VoucherStock> {
    return this.#step(user, { type: 'count', ...body });
  }

  @Post('lost')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: VoucherStock })
  lost(@CurrentUser() user: SignedInUser, @Body({ schema: LostBody }) body: Body_<typeof LostBody>): Promise<VoucherStock> {
    return this.#step(user, { type: 'lose', ...body });
  }

  @Post('found')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: VoucherStock })
  found(@CurrentUser() user: SignedInUser, @Body({ schema: FoundBody }) body: Body_<typeof FoundBody>): Promise<VoucherStock> {
    return this.#step(user, { type: 'find', ...body });
  }

  /** From how few on somebody is told to buy. */
  @Put('low')
  @ApiOkResponse({ standardSchema: VoucherStock })
  low(@CurrentUser() user: SignedInUser, @Body({ schema: LowBody }) body: Body_<typeof LowBody>): Promise<VoucherStock> {
    return this.#step(user, { type: 'set-low', ...body });
  }

  /** Cards that borrowers are to send for what was lent, as it was asked when it was sent. */
  @Get('awaited')
  @May('vouchers.read')
  @ApiOkResponse({ standardSchema: AwaitedVouchers })
  awaited(@Tenant() tenant: string): Promise<AwaitedVouchers> {
    return this.query.awaited(tenant);
  }

  /** They came: into the drawer, with their numbers. Fewer than were asked: the rest stays open. */
  @Post('awaited/:id/came')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: VoucherStock })
  async came(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CameBody }) { cards }: Body_<typeof CameBody>,
  ): Promise<VoucherStock> {
    await this.#in(user, (tx) => takeAwaited(tx, id, cards as NewCard[], this.#prices));
    return this.query.stock(user.tenant);
  }

  /** They need not come after all. */
  @Post('awaited/:id/waive')
  @HttpCode(204)
  @ApiNoContentResponse()
  async waive(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WaiveBody }) { reason }: Body_<typeof WaiveBody>,
  ): Promise<void> {
    await this.#in(user, (tx) => waiveAwaited(tx, id, reason));
  }

  /** Promises vouchers to a lender for a request: from then on they are nobody else's. */
  @Post('promises')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: Promised })
  promise(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: PromiseBody }) body: PromiseBody,
  ): Promise<z.infer<typeof Promised>> {
    return this.#in(user, async (tx) => {
      const done = await promiseVouchers(tx, body, this.#prices);
      return done.ok ? { ok: true, value: { ...done.value, numbers: [...done.value.numbers] } } : done;
    });
  }

  /** The slip that goes with them: how many, which cards, and for which request; nobody's name. */
  @Get('promises/:id/slip.pdf')
  @May('vouchers.read')
  @Header('cache-control', 'private, no-store')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async slip(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<StreamableFile> {
    const { cards } = await this.query.stock(tenant);
    const enclosed = cards.filter(({ promise }) => promise === id);
    const [{ lender, requestId } = {}] = enclosed;
    if (!lender || !requestId)
      throw httpRejection(
        404,
        reject('not-found', 'No vouchers of this library are promised or on their way under this number.', {
          remedy: 'Reload the page: they may be back in the drawer, or with the lender',
        }),
      );
    const bytes = await voucherSlip({
      from: tenant,
      to: lender,
      requestId,
      cards: enclosed,
      day: this.clock.now().toISOString().slice(0, 10),
    });
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `inline; filename="vouchers-${requestId.slice(-8)}.pdf"`,
    });
  }

  /** They go with the parcel or letter, are accepted by the lender, come back, or are not needed after all. */
  @Post('promises/:id/:step')
  @HttpCode(204)
  @ApiNoContentResponse()
  async stepPromise(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('step', { schema: z.enum(PROMISE_STEPS) }) step: PromiseStep,
  ): Promise<void> {
    await this.#in(user, (tx) => stepPromise(tx, id, step, this.#prices));
  }

  async #step(user: SignedInUser, command: unknown): Promise<VoucherStock> {
    await this.#in(user, (tx) => stepVouchers(tx, command as StockCommand, this.#prices));
    return this.query.stock(user.tenant);
  }

  #in<T>(user: SignedInUser, work: (tx: Tx) => Promise<Result<T, Rejection>>): Promise<T> {
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => unwrap(await work(tx)));
  }
}

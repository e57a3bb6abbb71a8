import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { unwrap, type Clock, type Rejection, type Result } from '#lib/kernel';
import { Database, newId, type Tx } from '#lib/messaging';
import { CLOCK, CurrentUser, May, type SignedInUser } from '#lib/service';
import { proposeEntry, setManualLimit, stepManual } from '../app/manual-entries.ts';
import { ManualEntriesQuery } from '../queries/manual-entries.query.ts';
import { LimitBody, ManualBody, ManualEntryList, ManualEntryShape, ManualReason } from './manual-shapes.ts';
import { Id } from './shapes.ts';

/** Entries that people write: small ones at once, others once a second person approves. */
@Controller('api/payment/manual-entries')
@May('manual.propose')
export class ManualEntriesController {
  constructor(
    private readonly database: Database,
    private readonly query: ManualEntriesQuery,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('ledger.read')
  @ApiOkResponse({ standardSchema: ManualEntryList })
  list(@CurrentUser() { tenant, sub }: SignedInUser): Promise<ManualEntryList> {
    return this.query.list(tenant, sub, this.clock.now());
  }

  /** Up to the library's limit, with what you posted alone in the last 30 days, it is posted at once; above it, it waits for another accountant or a manager. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ManualEntryShape })
  async propose(@CurrentUser() user: SignedInUser, @Body({ schema: ManualBody }) body: ManualBody): Promise<ManualEntryShape> {
    const id = newId();
    await this.#in(user, (tx) => proposeEntry(tx, id, user.sub, body));
    return this.query.one(user.tenant, id);
  }

  @Put('limit')
  @May('manual.limit')
  @HttpCode(204)
  @ApiNoContentResponse()
  async limit(@CurrentUser() user: SignedInUser, @Body({ schema: LimitBody }) { limit }: { limit: number }): Promise<void> {
    await this.#in(user, (tx) => setManualLimit(tx, limit));
  }

  /** By another than who proposed it. */
  @Post(':id/approve')
  @May('manual.approve')
  @HttpCode(204)
  @ApiNoContentResponse()
  async approve(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.#in(user, (tx) => stepManual(tx, id, user.sub, { type: 'approve' }));
  }

  @Post(':id/refuse')
  @May('manual.approve')
  @HttpCode(204)
  @ApiNoContentResponse()
  async refuse(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ManualReason }) { reason }: { reason: string },
  ): Promise<void> {
    await this.#in(user, (tx) => stepManual(tx, id, user.sub, { type: 'refuse', reason }));
  }

  /** Takes a posted one back, by an entry that undoes each of its lines; above the limit another approves that too. */
  @Post(':id/reverse')
  @HttpCode(204)
  @ApiNoContentResponse()
  async reverse(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ManualReason }) { reason }: { reason: string },
  ): Promise<void> {
    await this.#in(user, (tx) => stepManual(tx, id, user.sub, { type: 'reverse', reason }));
  }

  #in<T>(user: SignedInUser, work: (tx: Tx) => Promise<Result<T, Rejection>>): Promise<T> {
    return this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) => unwrap(await work(tx)));
  }
}

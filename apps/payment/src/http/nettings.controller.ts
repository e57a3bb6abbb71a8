import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { LibrarySymbol, tasksFor, TaskList } from '#lib/contracts';
import { money, reject, unwrap, type Clock, type Result, type Rejection } from '#lib/kernel';
import { Database, type Tx } from '#lib/messaging';
import { CLOCK, CONFIG, CurrentUser, httpRejection, May, type SignedInUser } from '#lib/service';
import { approveNetting, drawUpNetting, payTransfer, withdrawNetting } from '../app/nettings.ts';
import type { PaymentConfig } from '../config.ts';
import { CONSORTIUM } from '../domain/settling/mirror.ts';
import type { NettingState } from '../domain/settling/netting-run.ts';
import { transfersCsv } from '../domain/settling/transfers-csv.ts';
import { NettingTasksQuery } from '../queries/netting-tasks.query.ts';
import { SettlingQuery } from '../queries/settling.query.ts';
import { StatementsQuery } from '../queries/statements.query.ts';
import {
  DrawUpBody,
  LinesQuery,
  NettingList,
  NettingShape,
  Nth,
  PaidBody,
  StatementShape,
  WithdrawBody,
} from './settling-shapes.ts';
import { Id } from './shapes.ts';
import { shownStatement } from './shown-statement.ts';

const shown = ({ id, ...state }: NettingState & { readonly id: string }): NettingShape => ({
  id,
  status: state.status as NettingShape['status'],
  month: state.month!,
  currency: state.currency!,
  positions: state.positions.map(({ library, owes }) => ({ library, owes: money(owes, state.currency!) })),
  transfers: [...state.transfers],
  drawnUpBy: state.drawnUpBy!,
  approvedBy: state.approvedBy,
  withdrawnBecause: state.withdrawnBecause,
  reminders: state.reminders,
});

/** What members owe each other for a month, turned into few transfers. The consortium's own business, whatever library an operator acts for. */
@Controller('api/payment/nettings')
@May('nettings.manage')
export class NettingsController {
  constructor(
    private readonly query: SettlingQuery,
    private readonly statements: StatementsQuery,
    private readonly database: Database,
    private readonly tasks: NettingTasksQuery,
    @Inject(CONFIG) private readonly config: PaymentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('nettings.read')
  @ApiOkResponse({ standardSchema: NettingList })
  async list(): Promise<{ nettings: NettingShape[] }> {
    return { nettings: (await this.query.nettings(CONSORTIUM)).map(shown) };
  }

  /** What waits for an operator: a month without its netting, one that nobody approved, transfers unpaid for long. */
  @Get('tasks')
  @May('nettings.read')
  @ApiOkResponse({ standardSchema: TaskList })
  async waiting(@CurrentUser() user: SignedInUser): Promise<TaskList> {
    const { tasks, more } = await this.tasks.list(user.sub, this.clock.now());
    return { tasks: tasksFor(user, tasks, () => 'nettings.manage', ['nettings.manage']), more };
  }

  @Get(':id')
  @May('nettings.read')
  @ApiOkResponse({ standardSchema: NettingShape })
  async one(@Param('id', { schema: Id }) id: string): Promise<NettingShape> {
    return shown(await this.#find(id));
  }

  /** The lines that led to what one library owes or gets: 500 at once, those after one with `after`. */
  @Get(':id/positions/:library')
  @May('nettings.read')
  @ApiOkResponse({ standardSchema: StatementShape })
  async position(
    @Param('id', { schema: Id }) id: string,
    @Param('library', { schema: LibrarySymbol }) library: string,
    @Query({ schema: LinesQuery }) { after }: { after?: string },
  ): Promise<StatementShape> {
    const netting = await this.#find(id);
    return this.statements.proof(netting, library, (found) => shownStatement(netting.month!, found, after));
  }

  /** The transfers as a file for the bank or the books. */
  @Get(':id/transfers.csv')
  @May('nettings.read')
  @ApiProduces('text/csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="transfers.csv"')
  async csv(@Param('id', { schema: Id }) id: string): Promise<string> {
    return transfersCsv(await this.#find(id));
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: NettingShape })
  async drawUp(@CurrentUser() user: SignedInUser, @Body({ schema: DrawUpBody }) body: DrawUpBody): Promise<NettingShape> {
    const { month, currency } = body;
    const drawn = await this.#in(user, (tx) =>
      drawUpNetting(tx, month, currency, user.sub, this.config.RESERVATION_REMINDER_DAYS),
    );
    return shown(drawn);
  }

  @Post(':id/approve')
  @HttpCode(204)
  @ApiNoContentResponse()
  async approve(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.#in(user, (tx) => approveNetting(tx, id, user.sub, this.config.RESERVATION_REMINDER_DAYS));
  }

  @Post(':id/withdraw')
  @HttpCode(204)
  @ApiNoContentResponse()
  async withdraw(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithdrawBody }) { reason }: { reason: string },
  ): Promise<void> {
    await this.#in(user, (tx) => withdrawNetting(tx, id, user.sub, reason));
  }

  /** Notes that a transfer was paid; `nth` counts from 1. Saying so again changes nothing. */
  @Post(':id/transfers/:nth/paid')
  @HttpCode(204)
  @ApiNoContentResponse()
  async paid(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Param('nth', { schema: Nth }) nth: number,
    @Body({ schema: PaidBody }) body: { reference?: string },
  ): Promise<void> {
    await this.#in(user, (tx) => payTransfer(tx, id, nth - 1, { at: tx.now().toISOString(), by: user.sub, ...body }));
  }

  async #find(id: string): Promise<NettingState & { id: string }> {
    const found = await this.query.netting(CONSORTIUM, id);
    if (!found) throw httpRejection(404, reject('not-found', `There is no netting ${id}.`));
    return found;
  }

  #in<T>(user: SignedInUser, work: (tx: Tx) => Promise<Result<T, Rejection>>): Promise<T> {
    return this.database.transaction({ tenant: CONSORTIUM, actor: user.sub }, async (tx) => unwrap(await work(tx)));
  }
}

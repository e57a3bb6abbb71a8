import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { may, tasksFor, TaskList, type Action, type TaskAction } from '#lib/contracts';
import { DAY, unwrap, type Clock } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CLOCK, CONFIG, CurrentUser, May, type SignedInUser } from '#lib/service';
import { keepReservation, releaseByHand } from '../app/release-reservation.ts';
import type { PaymentConfig } from '../config.ts';
import { TasksQuery } from '../queries/tasks.query.ts';
import { Id, ReasonBody } from './shapes.ts';

const STEPS: readonly Action[] = [
  'vouchers.manage',
  'funds.allocate',
  'reservations.manage',
  'charges.settle',
  'ifm.reconcile',
  'invoices.manage',
  'incoming.manage',
  'deposits.manage',
  'manual.approve',
];
const ALLOWED_BY: Readonly<Record<string, Action>> = {
  'raise-allocation': 'funds.allocate',
  'vouchers-low': 'vouchers.manage',
  'vouchers-send': 'vouchers.manage',
  'vouchers-release': 'vouchers.manage',
  'vouchers-accept': 'vouchers.manage',
  'vouchers-come-back': 'vouchers.manage',
  'settle-charge': 'charges.settle',
  'ask-charges-policy': 'charges.settle',
  'leave-off-draft': 'invoices.manage',
  'credit-lent': 'invoices.manage',
  'accept-ifm-line': 'ifm.reconcile',
  'contest-ifm-line': 'ifm.reconcile',
  'approve-manual-entry': 'manual.approve',
  'refuse-manual-entry': 'manual.approve',
  'issue-invoice': 'invoices.manage',
  'discard-invoice': 'invoices.manage',
  'invoice-reminded': 'invoices.manage',
  'credit-invoice': 'invoices.manage',
  'accept-deposit-statement': 'deposits.manage',
  'accept-invoice-line': 'incoming.manage',
  'contest-invoice-line': 'incoming.manage',
};
const allowedBy = ({ name }: TaskAction): Action => ALLOWED_BY[name] ?? 'reservations.manage';

@Controller('api/payment')
@May('reservations.manage')
export class TasksController {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksQuery,
    @Inject(CONFIG) private readonly config: PaymentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('tasks')
  @May('reservations.tasks')
  @ApiOkResponse({ standardSchema: TaskList })
  async list(@CurrentUser() user: SignedInUser): Promise<TaskList> {
    const before = new Date(this.clock.now().getTime() - this.config.RESERVATION_REMINDER_DAYS * DAY);
    const { tasks, more } = await this.tasks.list(user.tenant, may(user, 'funds.allocate'), before);
    return { tasks: tasksFor(user, tasks, allowedBy, STEPS), more };
  }

  @Post('reservations/:id/release')
  @HttpCode(204)
  @ApiNoContentResponse()
  async release(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReasonBody }) { reason }: { reason: string },
  ): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await releaseByHand(tx, id, reason)),
    );
  }

  @Post('reservations/:id/keep')
  @HttpCode(204)
  @ApiNoContentResponse()
  async keep(@CurrentUser() user: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.database.transaction({ tenant: user.tenant, actor: user.sub }, async (tx) =>
      unwrap(await keepReservation(tx, id, this.config.RESERVATION_REMINDER_DAYS)),
    );
  }
}

import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { TaskList } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CONFIG, CurrentUser, Roles, type SignedInUser } from '#lib/service';
import { keepReservation, releaseByHand } from '../app/release-reservation.ts';
import type { PaymentConfig } from '../config.ts';
import { TasksQuery } from '../queries/tasks.query.ts';
import { Id, ReasonBody } from './shapes.ts';

@Controller('api/payment')
@Roles('staff', 'manager')
export class TasksController {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksQuery,
    @Inject(CONFIG) private readonly config: PaymentConfig,
  ) {}

  @Get('tasks')
  @ApiOkResponse({ standardSchema: TaskList })
  list(@CurrentUser() user: SignedInUser): Promise<TaskList> {
    return this.tasks.list(user.tenant, user.roles.includes('manager'));
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

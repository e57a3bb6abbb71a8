import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { tasksFor, TaskList } from '#lib/contracts';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { TasksQuery } from '../queries/tasks.query.ts';
import { allowedByTask, ANY_TASK } from './allowed-by.ts';
import { TaskQuery } from './shapes.ts';

@Controller('api/fulfillment/tasks')
@May('attempts.tasks')
export class TasksController {
  constructor(private readonly tasks: TasksQuery) {}

  @Get()
  @ApiOkResponse({ standardSchema: TaskList })
  async list(@CurrentUser() user: SignedInUser, @Query({ schema: TaskQuery }) { kind }: { kind?: string }): Promise<TaskList> {
    const { tasks, more } = await this.tasks.list(user.tenant, kind);
    return { tasks: tasksFor(user, tasks, allowedByTask, ANY_TASK), more };
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { TaskList } from '#lib/contracts';
import { Roles, Tenant } from '#lib/service';
import { TasksQuery } from '../queries/tasks.query.ts';
import { TaskQuery } from './shapes.ts';

@Controller('api/fulfillment/tasks')
@Roles('staff')
export class TasksController {
  constructor(private readonly tasks: TasksQuery) {}

  @Get()
  @ApiOkResponse({ standardSchema: TaskList })
  list(@Tenant() tenant: string, @Query({ schema: TaskQuery }) { kind }: { kind?: string }): Promise<TaskList> {
    return this.tasks.list(tenant, kind);
  }
}

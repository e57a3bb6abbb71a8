import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { TaskList } from '#lib/contracts';
import { Roles, Tenant } from '#lib/service';
import { TasksQuery } from '../queries/tasks.query.ts';

@Controller('api/intake/tasks')
export class TasksController {
  constructor(private readonly tasks: TasksQuery) {}

  @Get()
  @Roles('staff', 'manager', 'operator')
  @ApiOkResponse({ standardSchema: TaskList })
  list(@Tenant() tenant: string): Promise<TaskList> {
    return this.tasks.list(tenant);
  }
}

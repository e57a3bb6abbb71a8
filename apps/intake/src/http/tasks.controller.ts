import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { tasksFor, TaskList, type Action } from '#lib/contracts';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { TasksQuery } from '../queries/tasks.query.ts';

/** By the name of the task's step. */
const ALLOWED_BY = {
  correct: 'requests.correct',
  'go-on': 'requests.go-on',
  cancel: 'requests.cancel',
} as const satisfies Readonly<Record<string, Action>>;

@Controller('api/intake/tasks')
export class TasksController {
  constructor(private readonly tasks: TasksQuery) {}

  @Get()
  @May('requests.tasks')
  @ApiOkResponse({ standardSchema: TaskList })
  async list(@CurrentUser() user: SignedInUser): Promise<TaskList> {
    const { tasks, more } = await this.tasks.list(user.tenant);
    const allowedBy = ({ name }: { name: string }): Action => ALLOWED_BY[name as keyof typeof ALLOWED_BY];
    return { tasks: tasksFor(user, tasks, allowedBy, Object.values(ALLOWED_BY)), more };
  }
}

import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { tasksFor, TaskList, type Action, type TaskAction } from '#lib/contracts';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { TasksQuery } from '../queries/tasks.query.ts';

const STEPS: readonly Action[] = ['requests.decide', 'requests.look-again', 'requests.close-unfilled'];
const allowedBy = ({ name }: TaskAction): Action =>
  name === 'look-again' ? 'requests.look-again' : name === 'close' ? 'requests.close-unfilled' : 'requests.decide';

@Controller('api/sourcing/tasks')
@May('decisions.tasks')
export class TasksController {
  constructor(private readonly tasks: TasksQuery) {}

  @Get()
  @ApiOkResponse({ standardSchema: TaskList })
  async list(@CurrentUser() user: SignedInUser): Promise<TaskList> {
    const { tasks, more } = await this.tasks.list(user.tenant);
    return { tasks: tasksFor(user, tasks, allowedBy, STEPS), more };
  }
}

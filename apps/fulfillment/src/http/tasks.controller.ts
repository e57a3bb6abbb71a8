import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { MOST_AT_ONCE, tasksFor, TaskList, Worklists, type Task } from '#lib/contracts';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { TasksQuery } from '../queries/tasks.query.ts';
import { WorklistsQuery } from '../queries/worklists.query.ts';
import { allowedByTask, ANY_TASK } from './allowed-by.ts';
import { Id, Narrowed, TaskQuery } from './shapes.ts';

const Take = z
  .strictObject({
    attempts: z.array(Id).min(1).max(MOST_AT_ONCE),
    taken: z.boolean().meta({ description: 'False puts them back for whoever comes next' }),
  })
  .meta({ id: 'TakeTasks' });

/** The worklists: what waits for a hand on the way from decision to return. */
@Controller('api/fulfillment')
@May('attempts.tasks')
export class TasksController {
  constructor(
    private readonly tasks: TasksQuery,
    private readonly worklists: WorklistsQuery,
  ) {}

  @Get('tasks')
  @ApiOkResponse({ standardSchema: TaskList })
  async list(@CurrentUser() user: SignedInUser, @Query({ schema: TaskQuery }) query: TaskQuery): Promise<TaskList> {
    const { cursor, limit, ...narrowed } = query;
    const { tasks, ...page } = await this.tasks.list(user.tenant, user.sub, narrowed, limit, cursor);
    return { tasks: seenBy(user, tasks), ...page };
  }

  /** How much waits on each list, and by what the lists can be narrowed. */
  @Get('worklists')
  @ApiOkResponse({ standardSchema: Worklists })
  countTasks(@CurrentUser() user: SignedInUser, @Query({ schema: Narrowed }) narrowed: Narrowed): Promise<Worklists> {
    return this.worklists.counts(user.tenant, user.sub, narrowed, (tasks) => seenBy(user, tasks));
  }

  /** Takes tasks on, so that others see that somebody is at it; or puts them back. */
  @Post('tasks/take')
  @May('attempts.take')
  @HttpCode(204)
  @ApiNoContentResponse()
  async takeTasks(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: Take }) { attempts, taken }: z.infer<typeof Take>,
  ): Promise<void> {
    await this.tasks.take(user.tenant, taken ? user.sub : null, attempts);
  }
}

const seenBy = (user: SignedInUser, tasks: Task[]): Task[] => tasksFor(user, tasks, allowedByTask, ANY_TASK);

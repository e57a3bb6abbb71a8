import type { Task, TaskAction } from '../http/task.ts';
import { may, type Action, type Asking } from './permissions.ts';

/**
 * A worklist as one person has it: of each task only what they may do, and no task with nothing for them to do; whoever oversees (has
 * no step of the list's at all, such as an auditor) sees all tasks, without steps.
 * @param allowedBy what somebody must be let do, to carry a step out
 * @param steps all the actions the list's steps need
 */
export function tasksFor(
  who: Asking,
  tasks: readonly Task[],
  allowedBy: (step: TaskAction) => Action,
  steps: readonly Action[],
): Task[] {
  const oversees = !may(who, ...steps);
  return tasks.flatMap((task) => {
    const actions = task.actions.filter((step) => may(who, allowedBy(step)));
    return oversees || actions.length || !task.actions.length ? [{ ...task, actions }] : [];
  });
}

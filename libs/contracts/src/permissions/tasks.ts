import type { Task, TaskAction } from '../http/task.ts';
import { may, permission, type Action, type Asking } from './permissions.ts';

/** Those of the steps that are open to a person; what they can only propose says so. */
export const stepsFor = (who: Asking, steps: readonly TaskAction[], allowedBy: (step: TaskAction) => Action): TaskAction[] =>
  steps.flatMap((step) => {
    const grade = permission(who, allowedBy(step));
    return grade === 'no' ? [] : [{ ...step, ...(grade === 'propose' && { proposes: true as const }) }];
  });

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
    const actions = stepsFor(who, task.actions, allowedBy);
    return oversees || actions.length || !task.actions.length ? [{ ...task, actions }] : [];
  });
}

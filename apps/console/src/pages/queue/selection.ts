import type { Task, TaskAction } from '../../api/shapes.ts';
import { MOST_AT_ONCE, type Batchable } from '../../api/tasks.ts';

export const keyOf = ({ service, id }: Task): string => `${service}-${id}`;

/** Whether a task can be ticked: something of it is done with many at once. */
export const selectable = ({ actions, service, kind }: Task): boolean =>
  actions.some(({ batch }) => batch) || (service === 'fulfillment' && kind !== 'stuck' && actions.length > 0);

/** The attempt a fulfillment task is about. */
export const attemptOf = ({ id, service, kind }: Task): string | undefined =>
  service === 'fulfillment' && kind !== 'stuck' ? id.slice(0, 36) : undefined;

/** One action for many. */
export interface Common {
  readonly action: TaskAction;
  readonly batch: readonly Batchable[];
}

/** What can be done with all of these at once, in the order of the first. Fields start empty where they would start differently. */
export function commonActions(tasks: readonly Task[]): Common[] {
  const [first, ...rest] = tasks;
  if (!first || tasks.length > MOST_AT_ONCE) return [];
  return first.actions.flatMap((action) => {
    if (!action.batch) return [];
    const others = rest.map(({ actions }) =>
      actions.find(({ name, batch, proposes }) => name === action.name && batch && proposes === action.proposes),
    );
    if (others.some((other) => !other)) return [];
    const all = [action, ...(others as TaskAction[])];
    const fields = action.fields.map((field) => {
      const start = JSON.stringify(field.value);
      const alike = all.every((one) => JSON.stringify(one.fields.find(({ name }) => name === field.name)?.value) === start);
      return alike ? field : { ...field, value: undefined };
    });
    return [{ action: { ...action, fields }, batch: all.map(({ batch }) => batch!) }];
  });
}

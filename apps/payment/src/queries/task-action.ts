import type { TaskAction } from '#lib/contracts';

/** What may be done about a task; without fields and not the first choice unless said otherwise. */
export const action = (name: string, method: TaskAction['method'], path: string, more: Partial<TaskAction> = {}): TaskAction => ({
  name,
  method,
  path,
  fields: [],
  primary: false,
  ...more,
});

import type { TaskAction } from '#lib/contracts';

/** What a person fills in for an action. */
export type Field = TaskAction['fields'][number];

/** A field of an action. @param value what to start from, where there is anything */
export const field = (name: string, kind: Field['kind'], required: boolean, value?: unknown): Field => ({
  name,
  kind,
  required,
  ...(value === undefined || value === null ? {} : { value }),
});

import { z } from 'zod';
import { Moment, Sentence } from '../shapes/basic.ts';

/** A field a person fills in to carry out an action. */
export const TaskField = z
  .strictObject({
    name: z.string(),
    kind: z.enum(['text', 'long-text', 'url', 'date', 'money', 'number', 'choice', 'yes-no']),
    required: z.boolean(),
    options: z.array(z.strictObject({ value: z.string(), label: z.string() })).optional(),
    value: z.unknown().optional().meta({ description: 'What to start from' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .meta({ description: 'Of money that starts from nothing: in what it is given' }),
  })
  .meta({ id: 'TaskField' });

export type TaskField = z.infer<typeof TaskField>;

export const TaskAction = z
  .strictObject({
    name: z.string().meta({ description: 'Stable; the console has its label in the message catalog', example: 'receive' }),
    method: z.enum(['POST', 'PUT']),
    path: z.string().meta({ example: '/api/fulfillment/attempts/…/receive' }),
    fields: z.array(TaskField).default([]),
    primary: z.boolean().default(false),
    proposes: z.literal(true).optional().meta({ description: 'It waits for a supervisor’s release: a student worker’s' }),
    batch: z
      .strictObject({ path: z.string(), id: z.uuid(), version: z.int().positive() })
      .optional()
      .meta({ description: 'Where the same is done with many at once: `{ fields, attempts: [{ id, version }] }`' }),
  })
  .meta({ id: 'TaskAction' });

/** What a student worker proposes, for whoever releases it. */
export const ProposedStep = z
  .strictObject({
    step: z.string().meta({ description: 'As the action of a task is named', example: 'give-up' }),
    by: z.string().meta({ description: 'The account of the student worker' }),
    own: z.boolean().meta({ description: 'It is the caller’s own' }),
    state: z.enum(['proposed', 'sent-back', 'lapsed']),
    fields: z.array(z.strictObject({ name: z.string(), value: z.unknown() })).meta({ description: 'What was filled in' }),
    would: z.array(z.string()).meta({
      description: 'What would follow, as far as it was seen when it was tried out: types of messages and kinds of jobs',
      example: ['intake.request-cancelled.v1', 'tell-lender'],
    }),
    reason: z.string().optional().meta({ description: 'Why it was sent back' }),
  })
  .meta({ id: 'ProposedStep' });
export type ProposedStep = z.infer<typeof ProposedStep>;

/** Something that waits for a person, and all they can do about it. */
export const Task = z
  .strictObject({
    id: z.string().meta({ description: 'Stable while it waits' }),
    service: z.enum(['intake', 'sourcing', 'fulfillment', 'payment', 'directory']),
    kind: z.string().meta({ description: 'The worklist it belongs to', example: 'to-receive' }),
    requestId: z.uuid().optional().meta({ description: 'The request it is about; absent where it is about none' }),
    of: z
      .strictObject({
        kind: z.enum([
          'invoice',
          'incoming-invoice',
          'deposit',
          'ifm-report',
          'efts-report',
          'manual-entry',
          'vouchers',
          'netting',
        ]),
        id: z.string(),
        line: z.int().min(1).optional(),
      })
      .optional()
      .meta({ description: 'What of the library’s money it is about, where it is about a request only besides' }),
    library: z.string(),
    title: z.string().meta({ description: 'What is wanted, short' }),
    reason: Sentence.meta({ description: 'Why it waits, in plain words' }),
    since: Moment,
    deadline: Moment.optional(),
    supplier: z.string().optional(),
    wanted: z.enum(['copy', 'loan']).optional().meta({ description: 'Whether a copy or the item itself is wanted' }),
    branch: z.string().optional().meta({ description: 'Where the patron picks it up' }),
    taken: z.enum(['you', 'somebody']).optional().meta({ description: 'Who has taken it on; absent: nobody yet' }),
    proposed: ProposedStep.optional(),
    paste: z
      .strictObject({
        where: z.string().meta({ description: 'In which system it is asked by hand' }),
        fields: z.array(z.strictObject({ name: z.string(), value: z.string() })),
      })
      .optional()
      .meta({ description: 'What to paste into another system’s form, by that form’s own names of fields' }),
    actions: z.array(TaskAction),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof Task>;
export type TaskAction = z.infer<typeof TaskAction>;
export const TaskList = z
  .strictObject({
    tasks: z.array(Task),
    more: z.boolean(),
    next: z.string().optional().meta({ description: 'Where to go on: the `cursor` of the next call' }),
  })
  .meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof TaskList>;

const Counted = z.strictObject({ value: z.string(), count: z.int().nonnegative() });
/** How much waits on each worklist, and by what it can be narrowed. */
export const Worklists = z
  .strictObject({
    lists: z.array(
      z.strictObject({
        kind: z.string().meta({ example: 'to-receive' }),
        count: z.int().nonnegative(),
        oldest: Moment.optional(),
      }),
    ),
    total: z.int().nonnegative().meta({ description: 'Things that wait; one may stand on two lists' }),
    branches: z.array(Counted),
    suppliers: z.array(Counted),
    services: z.array(Counted),
  })
  .meta({ id: 'Worklists' });
export type Worklists = z.infer<typeof Worklists>;

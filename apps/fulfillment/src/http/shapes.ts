import { Day, Moment, MoneyShape, NotObtainedReason } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { z } from 'zod';
import { STAFF_ACTIONS, type StaffAction } from '../domain/attempt/index.ts';

export const Id = z.uuid();
const Link = z.url({ protocol: /^https?$/, error: 'it must be a web address' }).max(2000);
const Text = z.string().trim().min(1).max(1000);
const Pieces = z.int().min(0).max(100);
const nothing = z.strictObject({});
const reason = z.strictObject({ reason: Text });
const perhapsReason = z.strictObject({ reason: Text.optional() });

/** What each action takes; the same fields that a task offers with it. */
export const ACTION_BODIES: Readonly<Record<StaffAction | 'settle', z.ZodType<object>>> = {
  deliver: z.strictObject({ url: Link.optional(), note: Text.optional() }),
  receive: z.strictObject({
    pieces: Pieces.optional(),
    note: Text.optional(),
    damaged: z.boolean().optional(),
    restrictions: Text.optional(),
    customs: Text.optional(),
  }),
  'more-came': z.strictObject({ pieces: Pieces.min(1) }),
  return: z.strictObject({ damaged: z.boolean().optional(), note: Text.optional() }),
  'lender-renewed': z.strictObject({ dueDate: Day }),
  'settle-loss': z.strictObject({ note: Text }),
  'write-lender': z.strictObject({ note: Text }),
  'not-obtained': z.strictObject({ reason: NotObtainedReason, note: Text.optional() }),
  bought: z.strictObject({
    price: MoneyShape,
    url: Link.optional(),
    orderNumber: z.string().trim().min(1).max(200).optional(),
    reason: Text.optional(),
  }),
  'cannot-buy': reason,
  'order-confirmed': z.strictObject({ orderNumber: z.string().trim().min(1).max(200), price: MoneyShape }),
  'accept-condition': z.strictObject({ maxCost: MoneyShape.optional() }),
  'ship-back': z.strictObject({
    carrier: z.string().trim().max(100).optional(),
    tracking: z.string().trim().max(100).optional(),
    insuredFor: MoneyShape.optional(),
    customs: Text.optional(),
    pieces: Pieces.optional(),
  }),
  'lender-shipped': z.strictObject({ dueDate: Day.optional(), cost: MoneyShape.optional(), note: Text.optional() }),
  'hold-refused': reason,
  'order-refused': reason,
  'order-cancelled': reason,
  'return-unused': reason,
  'lender-said-no': reason,
  'ask-refund': reason,
  lost: perhapsReason,
  'lender-refused-renewal': perhapsReason,
  renew: nothing,
  'ask-status': nothing,
  'refund-granted': nothing,
  'not-on-shelf': perhapsReason,
  'not-received': perhapsReason,
  'give-up': perhapsReason,
  settle: z.strictObject({ note: Text }),
  'hold-placed': nothing,
  'asked-by-hand': nothing,
  notify: nothing,
  'check-out': nothing,
  'picked-up': nothing,
  catalog: nothing,
  'order-again': nothing,
  'decline-condition': nothing,
  'no-show': nothing,
  discard: nothing,
  'bad-copy': z.strictObject({ note: Text }),
  undo: nothing,
};

export const ActionQuery = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .meta({ description: 'The version the person had before them; another one is refused (409)' }),
});
export const isAction = (name: string): name is StaffAction => (STAFF_ACTIONS as readonly string[]).includes(name);
export const noAction = (name: string): RejectionError =>
  new RejectionError(reject('not-found', `There is no action "${name}".`, { remedy: `There are: ${STAFF_ACTIONS.join(', ')}.` }));

/** Where a page ended: the moment of its last row, and its id. */
export const Cursor = z
  .string()
  .max(100)
  .refine((text) => {
    const [at, id, ...more] = text.split('~');
    return !more.length && Moment.safeParse(at).success && Id.safeParse(id).success;
  }, 'it must be the `next` of a page')
  .meta({ description: 'Those after the last one of the page before: its `next`' });

const narrowing = {
  branch: z.string().max(60).optional().meta({ description: 'Where the patron picks it up' }),
  wanted: z.enum(['copy', 'loan']).optional(),
  supplier: z.string().max(200).optional().meta({ description: 'Lender, provider or collection' }),
  taken: z.enum(['you', 'somebody', 'nobody']).optional().meta({ description: 'Who has taken it on' }),
};
export const Narrowed = z.strictObject(narrowing);
export type Narrowed = z.infer<typeof Narrowed>;
export const TaskQuery = z.strictObject({
  kind: z.string().max(40).optional().meta({ description: 'One worklist', example: 'to-receive' }),
  request: Id.optional().meta({ description: 'What waits of one request' }),
  ...narrowing,
  limit: z.coerce.number().int().min(1).max(200).default(200),
  cursor: Cursor.optional(),
});
export type TaskQuery = z.infer<typeof TaskQuery>;

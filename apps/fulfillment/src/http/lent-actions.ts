import { Day, MoneyShape, type Action } from '#lib/contracts';
import { reject, RejectionError } from '#lib/kernel';
import { z } from 'zod';
import { LOAN_CONDITIONS } from '#lib/policy';
import { LENT_ACTIONS, REASONS_RETRY, REASONS_UNFILLED, type LentAction } from '../domain/lent/index.ts';

/** What somebody must be let do, to carry out a step of what is lent. */
export const LENT_ALLOWED_BY = {
  'will-supply': 'lending.answer',
  expect: 'lending.answer',
  condition: 'lending.answer',
  'try-later': 'lending.answer',
  unfilled: 'lending.answer',
  'cancel-yes': 'lending.answer',
  'cancel-no': 'lending.answer',
  'grant-renewal': 'lending.answer',
  'refuse-renewal': 'lending.answer',
  recall: 'lending.answer',
  'hold-return': 'lending.answer',
  'release-hold': 'lending.answer',
  tell: 'lending.answer',
  pull: 'lending.handle',
  undo: 'lending.handle',
  ship: 'lending.handle',
  'send-copy': 'lending.handle',
  'scan-again': 'lending.handle',
  'check-in': 'lending.handle',
  'declare-lost': 'lending.settle',
  'take-back-charge': 'lending.settle',
  bill: 'lending.settle',
  'write-off': 'lending.settle',
} as const satisfies Readonly<Record<LentAction, Action>>;

const Note = z.string().trim().min(1).max(1000).optional();
const note = z.strictObject({ note: Note });
const nothing = z.strictObject({});
const days = z.int().min(1).max(365).optional();
const Cost = MoneyShape.refine(({ minor }) => minor > 0, 'it must be more than nothing');
const condition = z.enum(LOAN_CONDITIONS).optional();
const short = z.string().trim().min(1).max(100).optional();

/** What each action takes; the same fields that are offered with it. */
export const LENT_BODIES: Readonly<Record<LentAction | 'settle', z.ZodType<object>>> = {
  'will-supply': z.strictObject({ loanDays: days, callNumber: short, note: Note }),
  expect: note,
  condition: z.strictObject({ cost: Cost.optional(), condition, loanDays: days, note: Note }),
  'try-later': z.strictObject({ reason: z.enum(REASONS_RETRY), after: Day.optional(), note: Note }),
  unfilled: z.strictObject({ reason: z.enum(REASONS_UNFILLED), note: Note }),
  pull: z.strictObject({ barcode: short, callNumber: short }),
  undo: nothing,
  ship: z.strictObject({
    barcode: short,
    dueDate: Day.optional(),
    pieces: z.int().min(1).max(100).optional(),
    carrier: short,
    tracking: short,
    cost: Cost.optional(),
    condition,
    note: Note,
  }),
  'send-copy': z.strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'it must be a web address' })
      .max(2000)
      .optional(),
    cost: Cost.optional(),
    note: Note,
  }),
  'scan-again': nothing,
  'cancel-yes': nothing,
  'cancel-no': note,
  'grant-renewal': z.strictObject({ dueDate: Day.optional() }),
  'refuse-renewal': note,
  recall: z.strictObject({ dueDate: Day.optional(), note: Note }),
  'hold-return': note,
  'release-hold': note,
  'check-in': z.strictObject({
    condition: z.string().trim().min(1).max(500).optional(),
    pieces: z.int().min(0).max(100).optional(),
  }),
  'declare-lost': note,
  bill: z.strictObject({ cost: Cost, note: Note }),
  'write-off': note,
  'take-back-charge': z.strictObject({ note: z.string().trim().min(1).max(500) }),
  tell: z.strictObject({ note: z.string().trim().min(1).max(1000) }),
  settle: z.strictObject({ note: z.string().trim().min(1).max(1000) }),
};

const isLentAction = (name: string): name is LentAction => (LENT_ACTIONS as readonly string[]).includes(name);
/** @throws RejectionError where there is no such action */
export function lentAction(name: string): LentAction {
  if (isLentAction(name)) return name;
  throw new RejectionError(
    reject('not-found', `There is no action "${name}".`, { remedy: `There are: ${LENT_ACTIONS.join(', ')}.` }),
  );
}

import { z } from 'zod';
import { Amount, bare, defineKind, event, Staff, Template } from './define.ts';
import { LOAN_CONDITIONS } from './lending.ts';

/** What a patron may be asked, and the answers that Trillium knows what to do with. */
export const QUESTIONS = {
  citation: ['staff', 'cancel'],
  'submitted-version': ['accept', 'go-on', 'cancel'],
  cost: ['agree', 'other-edition', 'staff', 'cancel'],
} as const;
export type Question = keyof typeof QUESTIONS;

export const AskPatron = event('ask-patron', {
  question: z.enum(Object.keys(QUESTIONS) as [Question, ...Question[]]),
  text: Template,
  /** An option whose label names a fact that has no value is not offered. */
  options: z
    .array(z.strictObject({ value: z.string(), label: Template }))
    .min(1)
    .max(6),
  default: z.string().describe('The answer that silence means'),
  answerWithinDays: z.int().min(1).max(60),
  cost: z.string().optional().describe('The fact that says how much the patron is asked to agree to'),
});
export const Buy = event('buy', {
  what: z.enum(['copy', 'print', 'e-book']),
  from: z.enum(['get-it-now', 'reprints-desk', 'vendor', 'best-copy', 'publisher']),
  upTo: Amount.optional().describe('With *publisher*, where staff buy a copy by hand: the most it may cost there'),
  addToCollection: z.boolean(),
});
export const Borrow = event('borrow', {
  lenders: z
    .enum(['free', 'outside', 'domestic', 'degree-granting', 'abroad'])
    .describe(
      'Who is asked; in which order, the lender-ranking policy says. *Degree-granting*: the library of the institution alone. *Abroad*: one at a time, paid with IFLA vouchers that are kept for it before it is asked',
    ),
  maxCost: Amount.optional().describe('The most a lender may charge without a person being asked'),
  mayRaiseTo: Amount.optional().describe('Up to where staff may raise it'),
  acceptsUpTo: Amount.optional().describe(
    'A price of the lender’s, named as its condition, up to this much is agreed to without asking a person',
  ),
  acceptsConditions: z
    .array(z.enum(LOAN_CONDITIONS))
    .min(1)
    .optional()
    .describe('Loan conditions that are agreed to without asking a person, as ISO 18626 names them'),
  payRoyalty: z.boolean().optional(),
});
export const Add = event('add', {
  effect: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe('What is added, in one word for programs'),
  bars: z.array(z.string()).min(1).optional().describe('Routes that no later rule may take'),
  onlyLenders: z.literal('lend-av').optional().describe('Only lenders of this sort are asked'),
});
/** What a rule of the sourcing policy may lead to; `type` is the route, or `add` for what is added on the way. */
export const SourcingEvent = z.discriminatedUnion('type', [
  bare('tell-patron'),
  bare('merge'),
  event('decline', { offer: z.enum(['reserve', 'none']) }),
  AskPatron,
  bare('hold'),
  bare('consortial-hold'),
  bare('scan'),
  bare('link'),
  z.strictObject({
    type: z.literal('deliver'),
    params: z
      .strictObject({ from: z.literal('repository').optional().describe('What is open in the repository of dissertations') })
      .optional(),
  }),
  Buy,
  Borrow,
  Staff,
  Add,
]);
export type SourcingEvent = z.infer<typeof SourcingEvent>;
export type EventType = SourcingEvent['type'];
export const EVENT_TYPES: readonly EventType[] = SourcingEvent.options.map((option) => option.shape.type.value);

export const sourcing = defineKind({
  question: 'How does the patron get it: open access, buy, borrow, or what the library already has?',
  asked: 'Sourcing, once a request is verified, and again after each answer and each supplier that could not.',
  hitPolicy: 'first',
  event: SourcingEvent,
  otherwise: Staff,
  lookups: [
    'request',
    'patron',
    'earlier',
    'tried',
    'fund',
    'vouchers',
    'copyright',
    'copyright-ruling',
    'licenses',
    'course-adoptions',
    'own-catalog',
    'shared-catalog',
    'open-access',
    'dissertation',
    'holders',
    'get-it-now',
    'reprints-desk',
    'item-quotes',
    'best-copy',
  ],
});

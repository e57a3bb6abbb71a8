import { z } from 'zod';
import { defineKind, event } from './define.ts';

export const NOTICES = [
  'request-received',
  'question',
  'question-reminder',
  'ready-for-pickup',
  'delivered',
  'pickup-ends',
  'link-ends',
  'not-picked-up',
  'due-soon',
  'overdue',
  'renewed',
  'renewal-refused',
  'recalled',
  'lost',
  'not-obtained',
  'cancelled',
  'unfilled',
  'declined',
] as const;

export const NoticesEvent = z.discriminatedUnion('type', [
  event('notify', {
    notice: z.enum(NOTICES).describe('The template that is sent'),
    to: z.enum(['patron', 'staff']),
    channel: z.enum(['email', 'page']).describe('By e-mail, or only on the page of the request'),
    afterDays: z.int().min(0).max(365).optional().describe('Not at once: after so many days, where it still holds then'),
    everyDays: z.int().min(1).max(365).optional().describe('Again each time so many days have passed, while it still holds'),
  }),
]);

export const notices = defineKind({
  question: 'Who is told what, when something happens to a request?',
  asked:
    'Directory, whenever something happens to a request, and each morning while a loan is out, or something waits to be picked up or opened.',
  hitPolicy: 'collect',
  event: NoticesEvent,
  otherwise: NoticesEvent,
  lookups: ['happening'],
});

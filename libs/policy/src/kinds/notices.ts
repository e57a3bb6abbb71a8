import { z } from 'zod';
import { defineKind, event } from './define.ts';

export const NOTICES = [
  'request-received',
  'question',
  'question-reminder',
  'ready-for-pickup',
  'delivered',
  'due-soon',
  'overdue',
  'recalled',
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
  }),
]);

export const notices = defineKind({
  question: 'Who is told what, when something happens to a request?',
  asked: 'Directory, whenever something happens to a request, and each morning while a question is open or a loan is out.',
  hitPolicy: 'collect',
  event: NoticesEvent,
  otherwise: NoticesEvent,
  lookups: ['happening'],
});

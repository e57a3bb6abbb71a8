import { z } from 'zod';
import { bare, event } from './define.ts';

/** What a rule of a ranking may do to a candidate. */
export const ScoreEvent = z.discriminatedUnion('type', [
  event('points', {
    points: z.number().min(-10_000_000).max(10_000_000).describe('Given, or taken where below zero'),
    per: z.string().optional().describe('A fact that is a number or an amount: so many points for each of its units'),
    atMost: z.number().positive().optional().describe('So many units of the fact count at most, above or below zero'),
  }),
  bare('exclude'),
]);

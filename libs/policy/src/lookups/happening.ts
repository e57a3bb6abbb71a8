import { ServiceType } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

/** What may happen to a request that somebody might want to hear of. */
export const HAPPENINGS = [
  'received',
  'asked',
  'still-unanswered',
  'arrived',
  'delivered',
  'shelf-ends',
  'link-ends',
  'not-picked-up',
  'due',
  'renewed',
  'renewal-refused',
  'recalled',
  'lost',
  'not-obtained',
  'cancelled',
  'unfilled',
  'declined',
  'told',
  'merged',
] as const;

export const happening = defineLookup({
  name: 'happening',
  label: 'what happened',
  cost: 'local',
  shape: z.strictObject({
    what: z.enum(HAPPENINGS),
    service: ServiceType,
    /** The patron has given an address and not asked to be left alone. */
    mayMail: z.boolean(),
    /** Needed within the library's rush time. */
    workingDaysLeft: z.int().nullable(),
    /** With `due`, `shelf-ends`, `link-ends`: days until that day, below zero once it is past. */
    daysUntilDue: z.int().optional(),
    /** With `still-unanswered`: days since the patron was asked. */
    daysUnanswered: z.int().nonnegative().optional(),
  }),
});

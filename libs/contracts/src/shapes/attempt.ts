import { z } from 'zod';

export const AttemptKind = z.enum(['deliver', 'link', 'hold', 'scan', 'buy', 'borrow']).meta({ id: 'AttemptKind' });
export type AttemptKind = z.infer<typeof AttemptKind>;

/**
 * Where a supply attempt stands, over all kinds (each kind's own table uses some of them; apps/fulfillment/src/domain).
 * The words are FIELD.md's.
 */
export const AttemptStatus = z
  .enum([
    'planned', // opened, nothing sent yet
    'asked', // sent outside, no answer yet
    'expect-to-supply',
    'will-supply',
    'conditional', // the lender or provider names a condition; a person or the policy answers
    'cancelling', // we asked to cancel; the lender has not said whether it could
    'ordered',
    'shipped',
    'received',
    'patron-notified',
    'checked-out',
    'returned-by-patron',
    'shipped-back',
    'delivered', // a copy or a link reached the patron
    'hold-placed',
    'unsure', // it may have reached a provider that ignores idempotency keys: a person looks
    'unfilled',
    'no-answer',
    'cancelled',
    'not-received', // sent, and never arrived
    'lost', // not coming back; until it is settled with the lender what is owed is open, and it may be found
    'closed',
  ])
  .meta({ id: 'AttemptStatus' });
export type AttemptStatus = z.infer<typeof AttemptStatus>;

/** How it stands with keeping a loan for longer. */
export const Renewal = z.enum(['asked', 'granted', 'refused']).meta({ id: 'Renewal' });
export type Renewal = z.infer<typeof Renewal>;

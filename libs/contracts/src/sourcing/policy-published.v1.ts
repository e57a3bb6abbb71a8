import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { LibrarySymbol, Moment } from '../shapes/basic.ts';

/** Whose policy it is: one library's, or everybody's who has none of their own. */
export const PolicyScope = z.union([z.literal('consortium'), LibrarySymbol]).meta({ id: 'PolicyScope' });

export const PolicyPublished = defineMessage({
  type: 'sourcing.policy-published.v1',
  kind: 'event',
  source: 'sourcing',
  summary: 'A policy is live: whoever evaluates it keeps the content by its hash and goes by it from now on.',
  data: z.strictObject({
    kind: z.string().meta({ description: 'The question it answers: sourcing, lending …' }),
    scope: PolicyScope,
    versionId: z.uuid(),
    number: z.int().positive().meta({ description: 'Counts the versions of this kind in this scope' }),
    sequence: z.int().positive().meta({ description: 'Grows with each change of what is live in this scope: the highest holds' }),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    name: z.string(),
    content: z.json().meta({ description: 'The policy; its canonical JSON has that hash' }),
    since: Moment,
  }),
});
export type PolicyPublished = DataOf<typeof PolicyPublished>;

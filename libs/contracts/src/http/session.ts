import { z } from 'zod';
import { PatronRef } from '../shapes/basic.ts';
import { Role } from './role.ts';

/** Who is asking, as the signed session says. No name: directory tells that to the person themselves. */
export const CurrentUser = z
  .strictObject({
    sub: z.string(),
    tenant: z.string(),
    roles: z.array(Role),
    patronRef: PatronRef.optional(),
    branch: z.string().max(60).optional().meta({ description: 'The only branch whose requests this person works with' }),
  })
  .meta({ id: 'CurrentUser' });
export type CurrentUser = z.infer<typeof CurrentUser>;

/** Answer of sign-in and of `GET /api/directory/me`: for the person's own screen only. */
export const SignedIn = z
  .strictObject({
    user: CurrentUser,
    displayName: z.string(),
    library: z.strictObject({ symbol: z.string(), name: z.string() }),
    recoveryCodes: z
      .array(z.string())
      .optional()
      .meta({ description: 'Where this sign-in put a second factor in force; shown this once' }),
    signOutAt: z.string().optional().meta({ description: 'Where the browser goes to end the provider’s session too' }),
  })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof SignedIn>;

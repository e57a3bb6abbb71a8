import { z } from 'zod';
import { Moment, PatronRef } from '../shapes/basic.ts';

const Until = z.iso
  .date()
  .optional()
  .meta({ description: 'The last day it holds, at the library; without it until it is ended' });

/** That somebody may ask in a patron's name, as one of the two sees it: with the other one's name. */
export const Proxy = z
  .strictObject({
    id: z.uuid(),
    patronRef: PatronRef.meta({ description: 'The other one of the two' }),
    name: z.string(),
    until: Until,
    since: Moment,
    grantedBy: z.enum(['patron', 'staff']),
  })
  .meta({ id: 'Proxy' });
export type Proxy = z.infer<typeof Proxy>;

export const OwnProxies = z
  .strictObject({
    forMe: z.array(Proxy).meta({ description: 'Who may ask in one’s name' }),
    forOthers: z.array(Proxy).meta({ description: 'In whose name one may ask' }),
  })
  .meta({ id: 'OwnProxies' });
export type OwnProxies = z.infer<typeof OwnProxies>;

/** A patron names another by what only who knows them can say: a card number or username alone would tell anybody's name. */
export const NewOwnProxy = z
  .strictObject({
    who: z.string().trim().min(1).max(100).meta({ description: 'Card number or username' }),
    familyName: z.string().trim().min(1).max(200).meta({ description: 'As the library has it' }),
    until: Until,
  })
  .meta({ id: 'NewOwnProxy' });
export type NewOwnProxy = z.infer<typeof NewOwnProxy>;

export const NewProxy = z
  .strictObject({
    proxy: z.string().trim().min(1).max(100).meta({ description: 'Card number, username or patronRef' }),
    until: Until,
  })
  .meta({ id: 'NewProxy' });
export type NewProxy = z.infer<typeof NewProxy>;

import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Role } from '../http/role.ts';

export const AccountChanged = defineMessage({
  type: 'directory.account-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'What somebody may do changed, or their account was closed; sessions under way follow. The subject is the account.',
  data: z.strictObject({
    roles: z.array(Role),
    active: z.boolean(),
  }),
});
export type AccountChanged = DataOf<typeof AccountChanged>;

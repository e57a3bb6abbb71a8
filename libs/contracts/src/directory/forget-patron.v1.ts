import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef } from '../shapes/basic.ts';

/** Directory to intake: a patron is to be erased. Intake answers `intake.patron-forgotten`. */
export const ForgetPatron = defineMessage({
  type: 'intake.forget-patron.v1',
  kind: 'command',
  source: 'directory',
  summary: 'Unlink every request of this patron, unless one is still open. Subject: the patron.',
  data: z.strictObject({ patronRef: PatronRef }),
});
export type ForgetPatron = DataOf<typeof ForgetPatron>;

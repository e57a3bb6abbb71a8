import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { CopyStep } from './circulate-copy.v1.ts';

export const CopyNotCirculated = defineMessage({
  type: 'directory.copy-not-circulated.v1',
  kind: 'event',
  source: 'directory',
  summary:
    'The lender’s own system could not be told that a copy is lent or back: a person does it there. Subject: the lender’s side.',
  data: z.strictObject({ step: CopyStep, reason: Sentence }),
});
export type CopyNotCirculated = DataOf<typeof CopyNotCirculated>;

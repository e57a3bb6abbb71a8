import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day } from '../shapes/basic.ts';

/** Where a copy of the library's own goes: out to another library, or back on the shelf. */
export const CopyStep = z
  .enum(['check-out', 'check-in'])
  .meta({ description: 'It was sent to the other library, or has come back' });

/** Fulfillment to directory, which alone speaks with library systems. It answers `directory.copy-not-circulated` where it could not. */
export const CirculateCopy = defineMessage({
  type: 'directory.circulate-copy.v1',
  kind: 'command',
  source: 'fulfillment',
  summary: 'Check a copy that is lent to another library out or in, in the lender’s own system. Subject: the lender’s side.',
  data: z.strictObject({
    step: CopyStep,
    barcode: z.string().max(100).meta({ description: 'Of the copy, as the library’s own system knows it' }),
    borrower: z.string().max(100).meta({ description: 'Symbol of the library that has it' }),
    due: Day.optional(),
  }),
});
export type CirculateCopy = DataOf<typeof CirculateCopy>;

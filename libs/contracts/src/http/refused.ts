import { z } from 'zod';
import { Moment } from '../shapes/basic.ts';

/** What is wrong with a message, as its sender is told (ISO 18626 errorType, a closed list). */
export const IsoErrorType = z.enum([
  'UnsupportedActionType',
  'UnsupportedReasonForMessageType',
  'UnrecognisedDataElement',
  'UnrecognisedDataValue',
  'BadlyFormedMessage',
]);

/** ISO 18626 messages that were not taken, the latest first. */
export const RefusedMessages = z
  .strictObject({
    refused: z.array(
      z.strictObject({
        id: z.uuid(),
        at: Moment,
        from: z.string().optional().meta({ description: 'The address it came from' }),
        partner: z.string().optional().meta({ description: 'Who it says it is from' }),
        kind: z.string().optional().meta({ description: 'request, supplyingAgencyMessage …, where that could be read' }),
        errorType: IsoErrorType.meta({ description: 'As its sender was told, in the standard’s words' }),
        why: z.string(),
        size: z.int().meta({ description: 'In bytes' }),
        body: z.string().meta({ description: 'Its first 16,384 characters' }),
      }),
    ),
    more: z.boolean(),
    next: z.string().optional().meta({ description: 'Where to go on: the `cursor` of the next call' }),
  })
  .meta({ id: 'RefusedMessages' });
export type RefusedMessages = z.infer<typeof RefusedMessages>;

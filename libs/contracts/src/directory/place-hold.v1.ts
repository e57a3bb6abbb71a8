import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef } from '../shapes/basic.ts';

/** Fulfillment to directory, which alone knows the card number a library system wants. It answers `directory.hold-answered`. */
export const PlaceHold = defineMessage({
  type: 'directory.place-hold.v1',
  kind: 'command',
  source: 'fulfillment',
  summary: 'Place a hold for this patron in the library’s own system. Subject: the supply attempt; one attempt has one hold.',
  data: z.strictObject({
    requestId: z.uuid(),
    patronRef: PatronRef,
    record: z.string().meta({ description: 'The record’s number in the library’s catalog' }),
    pickupBranch: z.string().optional(),
  }),
});
export type PlaceHold = DataOf<typeof PlaceHold>;

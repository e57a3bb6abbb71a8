import { z } from 'zod';
import { Moment } from '../shapes/basic.ts';
import { TaskAction } from './task.ts';

/** Something that came and nobody had announced: no number on it leads to anything that is waited for. */
export const Parcel = z
  .strictObject({
    id: z.uuid(),
    version: z.int().positive(),
    status: z.enum(['waiting', 'matched', 'sent-back', 'kept']),
    sender: z.string().optional().meta({ description: 'Symbol of the partner that sent it, where it is one' }),
    senderName: z.string().optional().meta({ description: 'Who sent it, in words' }),
    contents: z.string().meta({ description: 'What it is, as the desk sees it', example: 'Two bound volumes, a blue band' }),
    code: z.string().optional().meta({ description: 'The number on it, as it was scanned' }),
    note: z.string().optional(),
    cameAt: Moment,
    since: Moment.meta({ description: 'When it came to this status' }),
    deadline: Moment.optional().meta({ description: 'When the desk is reminded' }),
    attemptId: z.uuid().optional().meta({ description: 'The supply attempt that it turned out to belong to' }),
    requestId: z.uuid().optional(),
    number: z.string().optional().meta({ description: 'As on the band of what it was matched to', example: '7K3M-9QX2-ZPC' }),
    carrier: z.string().optional(),
    tracking: z.string().optional(),
    reason: z.string().optional(),
    actions: z.array(TaskAction),
  })
  .meta({ id: 'Parcel' });
export type Parcel = z.infer<typeof Parcel>;

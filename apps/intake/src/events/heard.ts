import type { Envelope } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { MessageContext } from '#lib/messaging';
import { hear, type Happened } from '../app/page-store.ts';
import { stepRequest } from '../app/step-request.ts';
import type { Progress } from '../domain/page/progress.ts';
import type { Outcome } from '../domain/request/request.ts';

// what the page has elsewhere, and what would only make the timeline long
const LEFT_OUT = new Set(['citation', 'wishes', 'patronRef', 'patronGroup', 'policy', 'requestId']);

const happened = (envelope: Envelope, text: string | undefined): Happened => ({
  id: envelope.id,
  at: envelope.time,
  service: envelope.source,
  type: envelope.type,
  ...(text && { text: text.slice(0, 2000) }),
  data: {
    subject: envelope.subject,
    ...Object.fromEntries(Object.entries(envelope.data as Record<string, unknown>).filter(([key]) => !LEFT_OUT.has(key))),
  },
});

/** Puts a message of another service on the page of the request it is about. */
export const onPage = ({ envelope, tx }: MessageContext, text?: string, see?: (progress: Progress) => Progress): Promise<void> =>
  hear(tx, envelope.correlation, happened(envelope, text), see);

/** The request is under way again: the patron has not got it after all. */
export async function resume({ envelope, tx }: MessageContext): Promise<void> {
  const command = { type: 'resume', told: envelope.time, now: tx.now().toISOString() } as const;
  const resumed = await stepRequest(tx, envelope.correlation, command);
  if (!resumed.ok && resumed.error.code !== 'not-found') unwrap(resumed);
}

/** The request has come to its end elsewhere. One that intake does not have is none of its business. */
export async function end({ envelope, tx }: MessageContext, outcome: Outcome): Promise<void> {
  const command = { type: 'end', outcome, told: envelope.time, now: tx.now().toISOString() } as const;
  const ended = await stepRequest(tx, envelope.correlation, command);
  if (!ended.ok && ended.error.code !== 'not-found') unwrap(ended);
}

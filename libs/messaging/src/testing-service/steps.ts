import { ok } from '#lib/kernel';
import { z } from 'zod';
import { aggregateStore } from '../store/aggregate-store.ts';
import { message, type AnyMessageType, type Effect } from '../store/effects.ts';
import type { Envelope } from '#lib/contracts';
import type { Tx } from '../store/tx.ts';

/** The example aggregate: it counts what it was told and whether it came in order. */
export interface Steps {
  readonly handled: number;
  /** The last message's sequence. */
  readonly sequence: number;
  /** How often a message did not follow the one before. */
  readonly disorder: number;
  readonly deadline?: string | null;
}

export type StepEvent =
  | { readonly type: 'handled'; readonly id: string; readonly sequence: number; readonly note: string }
  | { readonly type: 'deadline-set'; readonly at: string }
  | { readonly type: 'deadline-met' };

export function evolve(state: Steps, event: StepEvent): Steps {
  switch (event.type) {
    case 'handled':
      return {
        ...state,
        handled: state.handled + 1,
        sequence: event.sequence,
        disorder: state.disorder + (event.sequence === state.sequence + 1 ? 0 : 1),
      };
    case 'deadline-set':
      return { ...state, deadline: event.at };
    case 'deadline-met':
      return { ...state, deadline: null };
  }
}

export const steps = aggregateStore<Steps, StepEvent>({
  table: 'steps',
  initial: { handled: 0, sequence: 0, disorder: 0 },
  evolve,
  project: (state) => ({ handled: state.handled, deadline_at: state.deadline ?? null }),
});

export interface Stepped {
  readonly note: string;
}

/** What a service of the example says after each step. */
export const stepped = (service: string): AnyMessageType<z.ZodType<Stepped, Stepped>> => ({
  type: `${service}.stepped.v1`,
  source: service,
  data: z.strictObject({ note: z.string() }),
});

/** A message handled: one more step, and the service's own word on it, if it has one. */
export async function takeStep(
  tx: Tx,
  envelope: Envelope,
  data: Stepped,
  says?: AnyMessageType<z.ZodType<Stepped, Stepped>>,
): Promise<void> {
  await steps.step(
    tx,
    envelope.subject,
    () => ok([{ type: 'handled', id: envelope.id, sequence: envelope.sequence, note: data.note }]),
    (): Effect[] => (says ? [message(says, data)] : []),
  );
}

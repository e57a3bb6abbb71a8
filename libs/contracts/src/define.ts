import type { z } from 'zod';

/** One kind of message in one version: its name, its shape, who sends it and what it says, in a sentence. */
export interface MessageType<Type extends string = string, Shape extends z.ZodType = z.ZodType> {
  readonly type: Type;
  /** An event tells what happened; a command asks one service to do something. */
  readonly kind: 'event' | 'command';
  /** The service that sends it (its topic). */
  readonly source: string;
  readonly summary: string;
  readonly data: Shape;
}

/** Declares a message. Its type reads `service.what-happened.vN`; for commands `service` is the one that obeys. */
export const defineMessage = <const Type extends string, Shape extends z.ZodType>(
  message: MessageType<Type, Shape>,
): MessageType<Type, Shape> => message;

/** The data a message carries. */
export type DataOf<M> = M extends MessageType<string, infer Shape> ? z.infer<Shape> : never;

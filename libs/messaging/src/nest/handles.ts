import { EventPattern } from '@nestjs/microservices';
import type { z } from 'zod';
import type { AnyMessageType } from '../store/effects.ts';
import type { MessageContext } from './context.ts';

type Handler<Data> = (data: Data, context: MessageContext<Data>) => Promise<void>;

/**
 * `@EventPattern` for a contract: the method's data must be what the contract says (Nest's own typing of a plain string takes every
 * handler's data for `{}`).
 */
export const Handles =
  <Shape extends z.ZodType>(message: AnyMessageType<Shape>) =>
  <Method extends Handler<z.infer<Shape>>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    (EventPattern(message.type) as MethodDecorator)(target, key, descriptor);
  };

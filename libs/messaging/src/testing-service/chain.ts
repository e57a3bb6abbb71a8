import { Controller, Module, type DynamicModule, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MessageContext } from '../nest/context.ts';
import { Handles } from '../nest/handles.ts';
import { MessagingModule } from '../nest/module.ts';
import type { MessagingOptions } from '../options.ts';
import { stepped, takeStep, type Stepped } from './steps.ts';

/** A service that hears `from` and says its own word on each message: a link of a chain. */
export function chainModule(options: MessagingOptions, from: string): DynamicModule {
  const own = stepped(options.name);

  @Controller()
  class Hears {
    @Handles(stepped(from))
    async hear(@Payload() data: Stepped, @Ctx() { envelope, tx }: MessageContext<Stepped>): Promise<void> {
      await takeStep(tx, envelope, data, own);
    }
  }
  @Module({})
  class Link {}
  return { module: Link as Type, imports: [MessagingModule.forRoot(options)], controllers: [Hears] };
}

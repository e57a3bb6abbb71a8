import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { LentChanged } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { Policies } from '#lib/service';
import { adviseLending } from '../app/lent/advise.ts';

/** A library is asked: its own side hears of it, under its own name. */
@Controller()
export class Lending {
  constructor(private readonly policies: Policies) {}

  @Handles(LentChanged)
  async changed(@Payload() { status }: LentChanged, @Ctx() { envelope, tx }: MessageContext): Promise<void> {
    if (status === 'asked') await adviseLending(tx, this.policies, envelope.subject);
  }
}

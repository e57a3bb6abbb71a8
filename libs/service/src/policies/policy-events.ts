import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { PolicyPublished, PolicyWithdrawn } from '#lib/contracts';
import { Handles, type MessageContext } from '#lib/messaging';
import { keepPublished, keepWithdrawn } from './in-force.ts';
import { Policies } from './policies.ts';

/** What sourcing tells of policies. For every service that evaluates some, sourcing apart, which writes them down as it publishes. */
@Controller()
export class PolicyEvents {
  constructor(private readonly policies: Policies) {}

  @Handles(PolicyPublished)
  async published(@Payload() published: PolicyPublished, @Ctx() { tx }: MessageContext): Promise<void> {
    await keepPublished(tx, published);
    this.policies.changed(tx);
  }

  @Handles(PolicyWithdrawn)
  async withdrawn(@Payload() withdrawn: PolicyWithdrawn, @Ctx() { tx }: MessageContext): Promise<void> {
    await keepWithdrawn(tx, withdrawn);
    this.policies.changed(tx);
  }
}

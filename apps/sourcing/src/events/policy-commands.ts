import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { TellDirectoryPolicies, TellFulfillmentPolicies, TellPaymentPolicies, type TellPolicies } from '#lib/contracts';
import { Database, Handles, type MessageContext, type Tx } from '#lib/messaging';
import { readInForce, tellAgain } from '../app/policies/tell-again.ts';

/** Services that evaluate policies ask for what is live, at each of their starts. */
@Controller()
export class PolicyCommands {
  constructor(private readonly database: Database) {}

  @Handles(TellPaymentPolicies)
  payment(@Payload() asked: TellPolicies, @Ctx() { tx }: MessageContext): Promise<void> {
    return this.#tell(tx, asked);
  }
  @Handles(TellDirectoryPolicies)
  directory(@Payload() asked: TellPolicies, @Ctx() { tx }: MessageContext): Promise<void> {
    return this.#tell(tx, asked);
  }
  @Handles(TellFulfillmentPolicies)
  fulfillment(@Payload() asked: TellPolicies, @Ctx() { tx }: MessageContext): Promise<void> {
    return this.#tell(tx, asked);
  }

  async #tell(tx: Tx, { kinds }: TellPolicies): Promise<void> {
    // what goes live between reading and telling is told by itself, with a higher sequence
    await tellAgain(tx, await readInForce(this.database, kinds));
  }
}

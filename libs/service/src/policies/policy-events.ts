import { Controller, Inject, type OnModuleInit } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  PolicyPublished,
  PolicyWithdrawn,
  TellDirectoryPolicies,
  TellFulfillmentPolicies,
  TellPaymentPolicies,
} from '#lib/contracts';
import { Database, emit, Handles, message, type MessageContext } from '#lib/messaging';
import type { PolicyKind } from '#lib/policy';
import { stableId } from '../stable-id.ts';
import { keepPublished, keepWithdrawn } from './in-force.ts';
import { Policies } from './policies.ts';

/** The kinds of policy that the service evaluates; of others it keeps nothing. */
export const KINDS_KEPT = Symbol('the kinds of policy kept');

/** How each service asks sourcing to tell again what is live. */
const ASKING = [TellPaymentPolicies, TellDirectoryPolicies, TellFulfillmentPolicies];

/**
 * What sourcing tells of policies. For every service that evaluates some, sourcing apart, which writes them down as it publishes. At
 * each start it asks to be told again: what was published while nobody listened here is not told by itself.
 */
@Controller()
export class PolicyEvents implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    @Inject(KINDS_KEPT) private readonly kinds: readonly PolicyKind[],
  ) {}

  async onModuleInit(): Promise<void> {
    const { service } = this.database;
    const asking = ASKING.find(({ source }) => source === service);
    if (!asking) throw new Error(`${service} has no message with which it asks for policies (libs/contracts/src/sourcing)`);
    await this.database.transaction({ tenant: 'consortium', actor: 'system' }, (tx) =>
      emit(tx, message(asking, { kinds: [...this.kinds] }, { subject: stableId('policies of', service) })),
    );
  }

  @Handles(PolicyPublished)
  async published(@Payload() published: PolicyPublished, @Ctx() { tx }: MessageContext): Promise<void> {
    if (!this.#keeps(published.kind)) return;
    await keepPublished(tx, published);
    this.policies.changed(tx);
  }

  @Handles(PolicyWithdrawn)
  async withdrawn(@Payload() withdrawn: PolicyWithdrawn, @Ctx() { tx }: MessageContext): Promise<void> {
    if (!this.#keeps(withdrawn.kind)) return;
    await keepWithdrawn(tx, withdrawn);
    this.policies.changed(tx);
  }

  #keeps(kind: string): boolean {
    return this.kinds.some((one) => one === kind);
  }
}

import { Injectable } from '@nestjs/common';
import { DeadlineHandler, type DeadlineRunner, type Tx } from '#lib/messaging';
import { PolicyRegistry } from './policies/registry.ts';

/** A version that nobody works on does not lie about for ever. */
@Injectable()
@DeadlineHandler('policy_version')
export class PolicyDeadlines implements DeadlineRunner {
  constructor(private readonly registry: PolicyRegistry) {}

  onDeadline(tx: Tx, id: string): Promise<void> {
    return this.registry.expire(tx, id);
  }
}

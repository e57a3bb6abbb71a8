import { Module, type DynamicModule } from '@nestjs/common';
import type { PolicyKind } from '#lib/policy';
import { Policies } from './policies.ts';
import { KINDS_KEPT, PolicyEvents } from './policy-events.ts';

/**
 * For a service that evaluates policies which sourcing publishes: `imports: [PoliciesModule.keeping('charges')]`, then inject `Policies`.
 * Its schema needs the tables of `policyTablesSql`.
 */
@Module({})
export class PoliciesModule {
  /** @param kinds what the service evaluates; of other kinds it keeps nothing */
  static keeping(...kinds: [PolicyKind, ...PolicyKind[]]): DynamicModule {
    return {
      module: PoliciesModule,
      controllers: [PolicyEvents],
      providers: [Policies, { provide: KINDS_KEPT, useValue: kinds }],
      exports: [Policies],
    };
  }
}

import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { PolicyView } from '#lib/contracts';
import { May } from '#lib/service';
import { policySentences } from '#lib/policy';
import { LivePolicy } from '../app/live-policy.ts';

@Controller('api/sourcing/policies')
@May('policies.read')
export class PoliciesController {
  constructor(private readonly policy: LivePolicy) {}

  /** The live policy: its rules as sentences, in the order in which they are tried, and the JSON they come from. */
  @Get('sourcing')
  @ApiOkResponse({ standardSchema: PolicyView })
  async live(): Promise<PolicyView> {
    const compiled = await this.policy.live();
    const { policy, hash } = compiled;
    return {
      name: policy.name,
      hash,
      rules: policySentences(compiled).map(({ id, number, description, when, route, reason, whenUnknown }) => ({
        id,
        ...(number && { number }),
        description,
        when,
        route,
        reason,
        whenUnknown,
      })),
      otherwise: policy.otherwise!.reason,
      json: policy,
    };
  }
}

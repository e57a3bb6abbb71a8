import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import {
  NewPolicyVersion,
  PolicyCheck,
  PolicyKinds,
  PolicySettings,
  PolicySettingsChange,
  PolicyText,
  PolicyVersionDetail,
  PolicyVersions,
  PolicyView,
} from '#lib/contracts';
import { err, reject, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, findInForce, May, Policies, Tenant, type SignedInUser } from '#lib/service';
import { POLICY_KINDS, type PolicyKind } from '#lib/policy';
import { z } from 'zod';
import { checkContent } from '../app/policies/content.ts';
import { PolicyRegistry } from '../app/policies/registry.ts';
import { changeSettings, settingsOf, type PolicySettings as Settings } from '../app/policies/settings.ts';
import { inForceView, PoliciesQuery } from '../queries/policies.query.ts';
import { policyJsonSchema } from '../queries/policy-schema.ts';
import { policyWords } from '../queries/policy-words.ts';

const Kind = z.enum(POLICY_KINDS);

@Controller('api/sourcing/policies')
@May('policies.read')
export class PoliciesController {
  constructor(
    private readonly database: Database,
    private readonly policies: Policies,
    private readonly registry: PolicyRegistry,
    private readonly query: PoliciesQuery,
  ) {}

  /** The kinds of policies there are, and which version of each is in force here. */
  @Get()
  @ApiOkResponse({ standardSchema: PolicyKinds })
  kinds(@Tenant() tenant: string): Promise<PolicyKinds> {
    return this.query.kinds(tenant);
  }

  /** How this library wants its policies handled. */
  @Get('settings')
  @ApiOkResponse({ standardSchema: PolicySettings })
  async settings(@Tenant() tenant: string): Promise<PolicySettings> {
    return settingsView(await this.database.transaction({ tenant }, settingsOf));
  }

  @Put('settings')
  @May('policies.settings')
  @ApiOkResponse({ standardSchema: PolicySettings })
  async change(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: PolicySettingsChange }) change: z.infer<typeof PolicySettingsChange>,
  ): Promise<PolicySettings> {
    return settingsView(
      await this.database.transaction({ tenant: user.tenant, actor: user.sub }, (tx) => changeSettings(tx, change)),
    );
  }

  /** Checks a text and runs its cases; nothing is kept. */
  @Post('check')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: PolicyCheck })
  async check(@Body({ schema: PolicyText }) text: z.infer<typeof PolicyText>): Promise<PolicyCheck> {
    const { hash, kind, faults, caseFaults, results, compiled } = await checkContent(text);
    return {
      ...(hash !== undefined && { hash }),
      ...(kind !== undefined && { kind }),
      faults: faults.map((fault) => ({ ...fault })),
      caseFaults: caseFaults.map((fault) => ({ ...fault })),
      cases: results.map(({ name, passed, differences }) => ({ name, passed, differences: [...differences] })),
      ...(compiled && policyWords(compiled)),
    };
  }

  /** The policy in force here: its rules as sentences, in the order in which they are tried, and the JSON they come from. */
  @Get(':kind')
  @ApiOkResponse({ standardSchema: PolicyView })
  live(@Tenant() tenant: string, @Param('kind', { schema: Kind }) kind: PolicyKind): Promise<PolicyView> {
    return this.database.transaction({ tenant }, async (tx) => {
      if (!(await findInForce(tx, kind)))
        unwrap(err(reject('not-found', `There is no policy for "${kind}".`, { field: 'kind' })));
      const { compiled, ...inForce } = await this.policies.live(tx, kind);
      const { policy, hash } = compiled;
      const { scope, number, why, since } = inForceView(inForce, tenant);
      return {
        name: policy.name,
        hash,
        scope,
        number,
        why,
        since,
        ...policyWords(compiled),
        json: policy,
      };
    });
  }

  /** The JSON Schema by which an editor completes and explains a policy of this kind. */
  @Get(':kind/schema')
  @ApiOkResponse({ schema: { type: 'object', description: 'A JSON Schema (2020-12)' } })
  schema(@Param('kind', { schema: Kind }) kind: PolicyKind): Record<string, unknown> {
    return policyJsonSchema(kind);
  }

  /** All versions of this library's own policy, and those of the consortium's that are or have been live. */
  @Get(':kind/versions')
  @ApiOkResponse({ standardSchema: PolicyVersions })
  versions(@Tenant() tenant: string, @Param('kind', { schema: Kind }) kind: PolicyKind): Promise<PolicyVersions> {
    return this.query.versions(tenant, kind);
  }

  /** A draft to work on. */
  @Post(':kind/versions')
  @May('policies.write')
  @ApiCreatedResponse({ standardSchema: PolicyVersionDetail })
  async draft(
    @CurrentUser() user: SignedInUser,
    @Param('kind', { schema: Kind }) kind: PolicyKind,
    @Body({ schema: NewPolicyVersion }) { from, text, cases, note }: z.infer<typeof NewPolicyVersion>,
  ): Promise<PolicyVersionDetail> {
    const { id } = await this.registry.draft({ tenant: user.tenant, actor: user.sub }, kind, {
      ...(from !== undefined && { from }),
      ...(text !== undefined && { content: { text, cases: cases ?? '' } }),
      note,
    });
    return this.query.detail(user.tenant, id);
  }
}

const settingsView = ({ at, ...rest }: Settings): PolicySettings => ({ ...rest, ...(at && { at: at.toISOString() }) });

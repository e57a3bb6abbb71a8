import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import {
  PolicyApproval,
  PolicyDiff,
  PolicyEdit,
  PolicyProposal,
  PolicyPublishing,
  PolicyReason,
  PolicyTrial,
  PolicyTrialResult,
  PolicyVersionDetail,
} from '#lib/contracts';
import { CurrentUser, May, mustBeAllowed, Tenant, type SignedInUser } from '#lib/service';
import type { z } from 'zod';
import { compare } from '../app/policies/compare.ts';
import { PolicyRegistry, type Who } from '../app/policies/registry.ts';
import { PoliciesQuery } from '../queries/policies.query.ts';
import { PolicyTrialQuery } from '../queries/policy-trial.query.ts';
import { Id } from './shapes.ts';

const whoIs = ({ tenant, sub }: SignedInUser): Who => ({ tenant, actor: sub });

/** One version of a policy, from draft to live and back. */
@Controller('api/sourcing/policy-versions/:id')
@May('policies.read')
export class PolicyVersionsController {
  constructor(
    private readonly registry: PolicyRegistry,
    private readonly query: PoliciesQuery,
    private readonly trial: PolicyTrialQuery,
  ) {}

  /** The text as written, the cases, who has to act next, and the history. */
  @Get()
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  version(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<PolicyVersionDetail> {
    return this.query.detail(tenant, id);
  }

  /** Saves text and cases. The version is a draft again, an approval void. */
  @Put()
  @May('policies.write')
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  async edit(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyEdit }) edit: z.infer<typeof PolicyEdit>,
  ): Promise<PolicyVersionDetail> {
    await this.registry.edit(whoIs(user), id, edit);
    return this.query.detail(user.tenant, id);
  }

  /** What would change against what is in force: rules in words, and cases that come out otherwise. */
  @Get('diff')
  @ApiOkResponse({ standardSchema: PolicyDiff })
  async diff(@Tenant() tenant: string, @Param('id', { schema: Id }) id: string): Promise<PolicyDiff> {
    const { text, cases, kind } = await this.query.detail(tenant, id);
    const inForce = await this.query.inForce(tenant, kind);
    const before = inForce ? (await this.query.detail(tenant, inForce.versionId)).text : '';
    return { ...(inForce && { with: inForce }), text: before, ...(await compare(before, { text, cases })) };
  }

  /** Decides one request by this version: a past one by the facts kept with its decision, or facts as a case writes them. */
  @Post('try')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: PolicyTrialResult })
  async try(
    @Tenant() tenant: string,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyTrial }) trial: z.infer<typeof PolicyTrial>,
  ): Promise<PolicyTrialResult> {
    return this.trial.try(tenant, await this.query.detail(tenant, id), trial);
  }

  /** Asks for approval. Refused where the text has an error or a case fails. */
  @Post('propose')
  @HttpCode(200)
  @May('policies.write')
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  async propose(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyProposal }) proposal: z.infer<typeof PolicyProposal>,
  ): Promise<PolicyVersionDetail> {
    await this.registry.propose(whoIs(user), id, proposal);
    return this.query.detail(user.tenant, id);
  }

  /** Approves the content that was read; where four eyes are wanted, by somebody who wrote none of it. */
  @Post('approve')
  @HttpCode(200)
  @May('policies.approve')
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  async approve(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyApproval }) approval: z.infer<typeof PolicyApproval>,
  ): Promise<PolicyVersionDetail> {
    await this.registry.approve(whoIs(user), id, approval);
    return this.query.detail(user.tenant, id);
  }

  /** Back to a draft, with a reason. */
  @Post('send-back')
  @HttpCode(200)
  @May('policies.write', 'policies.approve')
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  async sendBack(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyReason }) reason: z.infer<typeof PolicyReason>,
  ): Promise<PolicyVersionDetail> {
    await this.registry.sendBack(whoIs(user), id, reason);
    return this.query.detail(user.tenant, id);
  }

  /** Live in every process within two seconds. Decisions under way end on the version they began with. */
  @Post('publish')
  @HttpCode(200)
  @May('policies.approve')
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  async publish(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyPublishing }) publishing: z.infer<typeof PolicyPublishing>,
  ): Promise<PolicyVersionDetail> {
    await this.registry.publish(whoIs(user), id, publishing);
    return this.query.detail(user.tenant, id);
  }

  /** Rolls back in one step: a version that has been live is live again. */
  @Post('restore')
  @HttpCode(200)
  @May('policies.approve')
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  async restore(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyReason }) reason: z.infer<typeof PolicyReason>,
  ): Promise<PolicyVersionDetail> {
    await this.registry.restore(whoIs(user), id, reason);
    return this.query.detail(user.tenant, id);
  }

  /** Gives a draft up. Of the library's live version: the consortium's holds again. */
  @Post('retire')
  @HttpCode(200)
  @May('policies.write', 'policies.approve')
  @ApiOkResponse({ standardSchema: PolicyVersionDetail })
  async retire(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PolicyReason }) reason: z.infer<typeof PolicyReason>,
  ): Promise<PolicyVersionDetail> {
    const { status } = await this.query.detail(user.tenant, id);
    if (status === 'live') mustBeAllowed(user, ['policies.approve']);
    await this.registry.retire(whoIs(user), id, reason);
    return this.query.detail(user.tenant, id);
  }
}

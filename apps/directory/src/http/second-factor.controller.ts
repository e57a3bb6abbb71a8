import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, May, type SignedInUser } from '#lib/service';
import { Passwords } from '../adapters/passwords.port.ts';
import { rolesOf } from '../app/accounts.ts';
import { SecondFactors } from '../app/second-factor.ts';
import { SignIn, tooMany } from '../app/sign-in.ts';
import { SignInTries } from '../app/sign-in-tries.ts';
import { mayGrant } from '../domain/account/account.ts';
import { addressOf, homeOf } from './session.controller.ts';
import { CodeBody, CurrentPasswordBody, Id, OwnSecurity, RecoveryCodes, SecondFactorSetup } from './shapes.ts';

/** One's own second factor, and somebody else's who has lost theirs. */
@Controller('api/directory')
export class SecondFactorController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly signIns: SignIn,
    private readonly tries: SignInTries,
    private readonly database: Database,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  @Get('me/security')
  @May('session.own')
  @ApiOkResponse({ standardSchema: OwnSecurity })
  async security(@CurrentUser() user: SignedInUser): Promise<OwnSecurity> {
    const secondFactor = await this.factors.state(homeOf(user), user.sub, user.roles);
    const by = user.by === 'provider' || user.by === 'library-system' ? user.by : 'password';
    return { signedInBy: by, secondFactor };
  }

  @Post('me/second-factor')
  @May('session.own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SecondFactorSetup })
  async begin(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: CurrentPasswordBody }) { password }: CurrentPasswordBody,
    @Req() request: Request,
  ): Promise<SecondFactorSetup> {
    const kept = await this.signIns.hashOf(homeOf(user), user.sub);
    await this.#counted(user, request, async () =>
      kept && (await this.passwords.verify(password, kept.hash))
        ? ok(undefined)
        : err(reject('current-password', 'The password is wrong.', { field: 'password', remedy: 'Type it again.' })),
    );
    return unwrap(await this.factors.begin(homeOf(user), user.sub, `${kept!.username} (${homeOf(user)})`));
  }

  @Put('me/second-factor')
  @May('session.own')
  @ApiOkResponse({ standardSchema: RecoveryCodes })
  async confirm(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: CodeBody }) { code }: CodeBody,
    @Req() request: Request,
  ): Promise<RecoveryCodes> {
    return this.#counted(user, request, async () => {
      const codes = await this.factors.confirm(homeOf(user), user.sub, code);
      return codes.ok ? ok({ recoveryCodes: [...codes.value] }) : codes;
    });
  }

  @Delete('me/second-factor')
  @May('session.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: CodeBody }) { code }: CodeBody,
    @Req() request: Request,
  ): Promise<void> {
    await this.#counted(user, request, () => this.factors.check(homeOf(user), user.sub, code));
    unwrap(await this.factors.remove(homeOf(user), user.sub, 'own', user.sub));
  }

  @Post('me/second-factor/recovery-codes')
  @May('session.own')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: RecoveryCodes })
  async renew(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: CodeBody }) { code }: CodeBody,
    @Req() request: Request,
  ): Promise<RecoveryCodes> {
    await this.#counted(user, request, () => this.factors.check(homeOf(user), user.sub, code));
    return { recoveryCodes: [...(await this.factors.renewCodes(homeOf(user), user.sub))] };
  }

  /** For somebody who has lost phone and recovery codes. */
  @Delete('accounts/:id/second-factor')
  @May('accounts.reset-password')
  @HttpCode(204)
  @ApiNoContentResponse()
  async reset(@CurrentUser() { tenant, sub, roles }: SignedInUser, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.database.transaction({ tenant, actor: sub }, async (tx) => {
      unwrap(mayGrant(roles, unwrap(await rolesOf(tx, id))));
    });
    unwrap(await this.factors.remove(tenant, id, 'reset', sub));
  }

  /** Guessing is limited as at sign-in. */
  async #counted<T>(user: SignedInUser, request: Request, check: () => Promise<Result<T, Rejection>>): Promise<T> {
    const wait = await this.tries.count(user.sub, addressOf(request));
    if (wait !== undefined) return unwrap(err(tooMany(wait)));
    const value = unwrap(await check());
    await this.tries.forget(user.sub, addressOf(request));
    return value;
  }
}

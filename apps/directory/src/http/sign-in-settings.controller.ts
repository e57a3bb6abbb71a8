import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Put, Req } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { BASE_CONFIG, CurrentUser, May, Tenant, type BaseConfig, type SignedInUser } from '#lib/service';
import { SignInSettings } from '../app/sign-in-settings.ts';
import { TestSignIn } from '../adapters/connections/sign-in.ts';
import type { SignInState } from '../domain/sign-in/settings.ts';
import { redirectUriOf } from './provider.controller.ts';
import { ConnectionTested, OidcBody, SecondFactorRoles, SignInSettingsView, Sip2Body } from './sign-in-shapes.ts';

/** How the people of a library sign in. An operator without `x-library` sets it for the consortium's own. */
@Controller('api/directory/sign-in')
@May('sign-in.manage')
export class SignInSettingsController {
  constructor(
    private readonly settings: SignInSettings,
    private readonly tests: TestSignIn,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: SignInSettingsView })
  async read(@Tenant() tenant: string, @Req() request: Request): Promise<SignInSettingsView> {
    return this.#view(await this.settings.of(tenant), request);
  }

  @Put('second-factor')
  @ApiOkResponse({ standardSchema: SignInSettingsView })
  async secondFactor(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Body({ schema: SecondFactorRoles }) { roles }: SecondFactorRoles,
    @Req() request: Request,
  ): Promise<SignInSettingsView> {
    return this.#view(await this.settings.setSecondFactorRoles(tenant, sub, roles), request);
  }

  @Put('oidc')
  @ApiOkResponse({ standardSchema: SignInSettingsView })
  async setOidc(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Body({ schema: OidcBody }) { clientSecret, ...settings }: OidcBody,
    @Req() request: Request,
  ): Promise<SignInSettingsView> {
    return this.#view(await this.settings.setOidc(tenant, sub, settings, clientSecret), request);
  }

  @Delete('oidc')
  @ApiOkResponse({ standardSchema: SignInSettingsView })
  async removeOidc(@CurrentUser() { tenant, sub }: SignedInUser, @Req() request: Request): Promise<SignInSettingsView> {
    return this.#view(await this.settings.setOidc(tenant, sub, undefined), request);
  }

  /** Tries what is typed, whether it is kept yet or not. */
  @Post('oidc/test')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ConnectionTested })
  testOidc(@Tenant() tenant: string, @Body({ schema: OidcBody }) body: OidcBody): Promise<ConnectionTested> {
    return this.tests.oidc(tenant, body);
  }

  @Put('sip2')
  @ApiOkResponse({ standardSchema: SignInSettingsView })
  async setSip2(
    @CurrentUser() { tenant, sub }: SignedInUser,
    @Body({ schema: Sip2Body }) { terminalPassword, ...settings }: Sip2Body,
    @Req() request: Request,
  ): Promise<SignInSettingsView> {
    return this.#view(await this.settings.setSip2(tenant, sub, settings, terminalPassword), request);
  }

  @Delete('sip2')
  @ApiOkResponse({ standardSchema: SignInSettingsView })
  async removeSip2(@CurrentUser() { tenant, sub }: SignedInUser, @Req() request: Request): Promise<SignInSettingsView> {
    return this.#view(await this.settings.setSip2(tenant, sub, undefined), request);
  }

  @Post('sip2/test')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ConnectionTested })
  testSip2(@Tenant() tenant: string, @Body({ schema: Sip2Body }) body: Sip2Body): Promise<ConnectionTested> {
    return this.tests.sip2(tenant, body);
  }

  #view(state: SignInState, request: Request): SignInSettingsView {
    return SignInSettingsView.parse({ ...state, redirectUri: redirectUriOf(request, this.base) });
  }
}

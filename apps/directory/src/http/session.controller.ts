import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { reject, unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { CurrentUser, httpRejection, May, Public, SessionEpochs, Sessions, type SignedInUser } from '#lib/service';
import { endAllSessions } from '../app/accounts.ts';
import { ChangePassword } from '../app/change-password.ts';
import { SecondFactors } from '../app/second-factor.ts';
import { ACCOUNT, SignIn } from '../app/sign-in.ts';
import { PasswordBody, SecondFactorSetup, SignedIn, SignInBody } from './shapes.ts';

@Controller('api/directory')
export class SessionController {
  constructor(
    private readonly signIns: SignIn,
    private readonly changes: ChangePassword,
    private readonly sessions: Sessions,
    private readonly epochs: SessionEpochs,
    private readonly secondFactors: SecondFactors,
    private readonly database: Database,
  ) {}

  @Post('session')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SignedIn, description: 'The session comes as a cookie' })
  async signIn(
    @Body({ schema: SignInBody }) body: SignInBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    const { signedIn, start, recoveryCodes } = unwrap(await this.signIns.execute({ ...body, address: addressOf(request) }));
    this.sessions.setCookie(response, await this.sessions.issue(signedIn.user, start));
    return recoveryCodes ? { ...signedIn, recoveryCodes: [...recoveryCodes] } : signedIn;
  }

  /** For whoever has to have a second factor and has none: the password gets its secret, and the next sign-in puts it in force. */
  @Post('session/second-factor')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SecondFactorSetup })
  async setUpSecondFactor(@Body({ schema: SignInBody }) body: SignInBody, @Req() request: Request): Promise<SecondFactorSetup> {
    const { user, library } = unwrap(await this.signIns.provePassword({ ...body, address: addressOf(request) }));
    const { required } = await this.secondFactors.state(user.tenant, user.sub, user.roles);
    if (!required)
      throw httpRejection(
        422,
        reject('second-factor-not-asked', 'Your library asks for no second factor.', { remedy: 'Sign in.' }),
      );
    return unwrap(await this.secondFactors.begin(user.tenant, user.sub, `${body.username} (${library.name})`));
  }

  @Delete('session')
  @Public()
  @HttpCode(204)
  @ApiNoContentResponse()
  signOut(@Res({ passthrough: true }) response: Response): void {
    this.sessions.clearCookie(response);
  }

  @Get('me')
  @May('session.own')
  @ApiOkResponse({ standardSchema: SignedIn })
  async me(@CurrentUser() user: SignedInUser): Promise<SignedIn> {
    const signedIn = user.scopes ? undefined : await this.signIns.whoIs(user);
    if (!signedIn)
      throw httpRejection(
        401,
        reject('sign-in-needed', 'This account is closed.', { remedy: 'Ask your library, or sign in as somebody else.' }),
      );
    return {
      ...signedIn,
      ...(user.by === 'provider' && { signOutAt: `/api/directory/oidc/${user.actingFrom ?? user.tenant}/sign-out` }),
    };
  }

  /** Ends all of one's sessions, this one too, wherever they are. */
  @Delete('me/sessions')
  @May('session.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOutEverywhere(@CurrentUser() user: SignedInUser, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.database.transaction({ tenant: homeOf(user), actor: user.sub }, async (tx) =>
      unwrap(await endAllSessions(tx, user.sub)),
    );
    this.sessions.clearCookie(response);
  }

  @Put('me/password')
  @May('session.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  async changePassword(
    @CurrentUser() { actingFrom, ...user }: SignedInUser,
    @Body({ schema: PasswordBody }) body: PasswordBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const tenant = actingFrom ?? user.tenant;
    unwrap(await this.changes.execute({ ...body, sub: user.sub, tenant, address: addressOf(request) }));
    // the other sessions have ended with the old password; this one goes on
    const epoch = await this.epochs.of(tenant, user.sub);
    if (this.sessions.tokenIn(request.headers.cookie))
      this.sessions.setCookie(response, await this.sessions.issue({ ...user, tenant }, { epoch, by: user.by }));
  }
}

/** The library whose account it is. @throws HttpRejection for a session of a program's, which is nobody's account */
export function homeOf({ sub, tenant, actingFrom }: SignedInUser): string {
  if (ACCOUNT.test(sub)) return actingFrom ?? tenant;
  throw httpRejection(
    403,
    reject('forbidden-no-account', 'This session belongs to no account.', { remedy: 'Sign in with an account of your own.' }),
  );
}

export const addressOf = (request: Request): string => request.ip ?? request.socket.remoteAddress ?? 'unknown';

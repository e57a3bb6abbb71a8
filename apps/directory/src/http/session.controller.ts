import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { reject, unwrap } from '#lib/kernel';
import { CurrentUser, httpRejection, May, Public, Sessions, type SignedInUser } from '#lib/service';
import { ChangePassword } from '../app/change-password.ts';
import { SignIn } from '../app/sign-in.ts';
import { PasswordBody, SignedIn, SignInBody } from './shapes.ts';

@Controller('api/directory')
export class SessionController {
  constructor(
    private readonly signIns: SignIn,
    private readonly changes: ChangePassword,
    private readonly sessions: Sessions,
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
    const signedIn = unwrap(await this.signIns.execute({ ...body, address: addressOf(request) }));
    this.sessions.setCookie(response, await this.sessions.issue(signedIn.user));
    return signedIn;
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
    const signedIn = await this.signIns.whoIs(user);
    if (!signedIn)
      throw httpRejection(
        401,
        reject('sign-in-needed', 'This account is closed.', { remedy: 'Ask your library, or sign in as somebody else.' }),
      );
    return signedIn;
  }

  @Put('me/password')
  @May('session.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  async changePassword(
    @CurrentUser() { sub, tenant, actingFrom }: SignedInUser,
    @Body({ schema: PasswordBody }) body: PasswordBody,
    @Req() request: Request,
  ): Promise<void> {
    unwrap(await this.changes.execute({ ...body, sub, tenant: actingFrom ?? tenant, address: addressOf(request) }));
  }
}

const addressOf = (request: Request): string => request.ip ?? request.socket.remoteAddress ?? 'unknown';

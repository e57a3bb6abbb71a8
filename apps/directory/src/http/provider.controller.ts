import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Rejection } from '#lib/kernel';
import { BASE_CONFIG, cookieIn, httpRejection, Public, Sessions, type BaseConfig } from '#lib/service';
import { ProviderSignIn } from '../app/provider.ts';
import { SignInSettings } from '../app/sign-in-settings.ts';
import { WaysToSignIn } from './sign-in-shapes.ts';

const COOKIE = 'trillium_sign_in';
const PATH = '/api/directory/oidc';
const Library = z.string().regex(/^([A-Z][A-Z0-9-]{1,15}|consortium)$/);
const StartQuery = z.strictObject({ to: z.string().max(2000).optional() });

/** Where we are, as the browser sees it. */
export const originOf = (request: Request, base: BaseConfig): string =>
  base.TRILLIUM_PUBLIC_URL
    ? new URL(base.TRILLIUM_PUBLIC_URL).origin
    : `${request.protocol}://${request.get('host') ?? 'localhost'}`;
export const redirectUriOf = (request: Request, base: BaseConfig): string => `${originOf(request, base)}${PATH}/callback`;

const statusFor = ({ code }: Rejection): number =>
  code.startsWith('no-such-') ? 404 : code.startsWith('forbidden-') ? 403 : 401;

/** Signing in at a library's OpenID provider: there, and back. */
@Controller('api/directory')
export class ProviderController {
  constructor(
    private readonly provider: ProviderSignIn,
    private readonly settings: SignInSettings,
    private readonly sessions: Sessions,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  /** How people of a library sign in. */
  @Get('libraries/:symbol/sign-in')
  @Public()
  @ApiOkResponse({ standardSchema: WaysToSignIn })
  async ways(@Param('symbol', { schema: Library }) symbol: string): Promise<WaysToSignIn> {
    const [provider, { sip2 }] = [await this.provider.providerOf(symbol), await this.settings.of(symbol)];
    return {
      ...(provider && { provider: { name: provider.settings.name, start: `${PATH}/${symbol}/start` } }),
      card: sip2 !== undefined,
    };
  }

  @Get('oidc/:symbol/start')
  @Public()
  @ApiFoundResponse({ description: 'To the provider' })
  async start(
    @Param('symbol', { schema: Library }) symbol: string,
    @Query({ schema: StartQuery }) { to }: z.infer<typeof StartQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const started = await this.provider.start(symbol, redirectUriOf(request, this.base), to);
    if (!started.ok) return this.#refuse(request, response, started.error);
    const { url, browser } = started.value;
    // Lax: it has to come along when the provider sends the browser back
    response.cookie(COOKIE, browser, { ...this.#cookie(), maxAge: 600_000 });
    response.redirect(302, url.href);
  }

  @Get('oidc/callback')
  @Public()
  @ApiFoundResponse({ description: 'Back to where one was, signed in' })
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const finished = await this.provider.finish(query, cookieIn(request.headers.cookie, COOKIE));
    response.clearCookie(COOKIE, this.#cookie());
    if (!finished.ok) return this.#refuse(request, response, finished.error);
    const { signedIn, start, returnTo } = finished.value;
    this.sessions.setCookie(response, await this.sessions.issue(signedIn.user, start));
    response.redirect(302, returnTo);
  }

  /** Ends the provider's session too, where it offers that; ours is ended before (`DELETE /api/directory/session`). */
  @Get('oidc/:symbol/sign-out')
  @Public()
  @ApiFoundResponse({ description: 'To the provider, or to the sign-in page' })
  async signOut(
    @Param('symbol', { schema: Library }) symbol: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const url = await this.provider.signOutUrl(symbol, `${originOf(request, this.base)}/sign-in`);
    response.redirect(302, url?.href ?? '/sign-in');
  }

  /** A browser is told on the sign-in page, a program as always. */
  #refuse(request: Request, response: Response, rejection: Rejection): void {
    if (request.accepts(['json', 'html']) !== 'html')
      throw httpRejection(rejection.code === 'oidc-unreachable' ? 502 : statusFor(rejection), rejection);
    response.redirect(302, `/sign-in?failed=${encodeURIComponent(rejection.code)}`);
  }

  #cookie(): { httpOnly: true; sameSite: 'lax'; secure: boolean; path: string } {
    return { httpOnly: true, sameSite: 'lax', secure: this.base.TRILLIUM_PUBLIC_URL?.startsWith('https:') ?? false, path: PATH };
  }
}

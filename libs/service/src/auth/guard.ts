import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isPractice, practisedBy, reject } from '#lib/kernel';
import { ACTIONS, LibrarySymbol, may, permission, type Action } from '#lib/contracts';
import type { BaseConfig } from '../config/base.ts';
import { httpRejection } from '../http/rejections.ts';
import { onBehalfOf } from '../logging/context.ts';
import { INSIDE, type Inside } from '../proposals/inject.ts';
import { BASE_CONFIG } from '../tokens.ts';
import { looksCrossSite } from './cross-site.ts';
import { Identify } from './identify.ts';
import { PracticeCopies } from './practice-copies.ts';
import { Sessions } from './sessions.ts';
import { needsOf } from './needs.ts';
import { PUBLIC, type AuthenticatedRequest, type SignedInUser } from './user.ts';

const CONSORTIUM = 'consortium';

/** Every route: who asks, for which library, and whether they may. Messages between services do not come this way. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identify: Identify,
    private readonly sessions: Sessions,
    private readonly copies: PracticeCopies,
    @Inject(BASE_CONFIG) private readonly base: BaseConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets) ?? false;
    const user = await this.#user(request, isPublic);
    request.user = user;
    if (user) onBehalfOf(user.tenant);
    if (isPublic) return true;
    if (!user)
      throw httpRejection(
        401,
        reject('sign-in-needed', 'You are not signed in, or your session has ended.', { remedy: 'Sign in and try again' }),
      );
    // a service with a route that says nothing does not start; should one get here all the same, it is open to nobody
    const needs = needsOf(this.reflector, context);
    mustBeAllowed(user, needs);
    if (permission(user, ...needs) === 'propose' && !user.releasedBy) request.user = { ...user, proposes: true };
    return true;
  }

  async #user(request: AuthenticatedRequest & Inside, isPublic: boolean): Promise<SignedInUser | undefined> {
    if (request[INSIDE]) return request[INSIDE];
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const cookie = bearer ? undefined : this.sessions.tokenIn(request.headers.cookie);
    const token = bearer ?? cookie;
    if (!token) return undefined;
    const user = await this.identify.who(token);
    if (!user) return undefined;
    if (cookie && looksCrossSite(request.method, request.headers, this.base.TRILLIUM_PUBLIC_URL)) {
      // a public route works without the session, so it goes on without
      if (isPublic) return undefined;
      throw httpRejection(
        403,
        reject('cross-site', 'This request may come from a page of another site.', {
          remedy: 'Send the header x-requested-with: trillium, or sign in by a Bearer token',
        }),
      );
    }
    const acting = actingFor(user, request.headers['x-library']);
    if (isPractice(acting.tenant)) await this.copies.mustBeThere(acting.tenant);
    return acting;
  }
}

/** @throws a 403 that says what it would take, where none of these is open to the person */
export function mustBeAllowed(user: SignedInUser, actions: readonly Action[]): void {
  if (may(user, ...actions)) return;
  const entries = actions.map((action) => ACTIONS[action]);
  const unnamed = user.tenant === CONSORTIUM && may({ ...user, tenant: 'LIBRARY' }, ...actions);
  if (user.scopes)
    throw httpRejection(
      403,
      reject('forbidden', `This key may not: ${entries.map(({ says }) => says).join('; ')}.`, {
        remedy: `Make one with the scope ${actions.join(' or ')}`,
      }),
    );
  const roles = [...new Set(entries.flatMap((entry) => entry.roles))];
  throw httpRejection(
    403,
    unnamed
      ? reject('forbidden', 'This is done for one library.', {
          field: 'x-library',
          remedy: 'Choose a library, or send its symbol as the header x-library',
        })
      : reject('forbidden', `You may not: ${entries.map(({ says }) => says).join('; ')}. This is for: ${roles.join(', ')}.`, {
          remedy: 'Ask an administrator of your library for the role',
        }),
  );
}

/**
 * The user as they act, by the header `x-library`: an operator for any library; whoever works at a library for its practice copy, with the
 * roles they have at home. A patron has nothing to do there: its patrons are invented.
 */
export function actingFor(user: SignedInUser, library: string | string[] | undefined): SignedInUser {
  if (library === undefined || library === user.tenant) return user;
  if (typeof library !== 'string' || !LibrarySymbol.safeParse(library).success)
    throw httpRejection(
      400,
      reject('malformed-library', 'This is no library’s symbol.', { field: 'x-library', remedy: 'Give a symbol such as LCC' }),
    );
  if (user.tenant === CONSORTIUM && user.roles.includes('operator'))
    return { sub: user.sub, tenant: library, roles: ['operator'], actingFrom: CONSORTIUM };
  if (practisedBy(library) === user.tenant && !user.scopes) return practising(user, library);
  throw httpRejection(
    403,
    reject('forbidden', 'Only an operator of the consortium may act for a library.', {
      field: 'x-library',
      remedy: 'Leave the header x-library out',
    }),
  );
}

function practising({ sub, tenant, roles: held, by }: SignedInUser, copy: string): SignedInUser {
  const roles = held.filter((role) => role !== 'patron' && role !== 'proxy');
  if (!roles.length)
    throw httpRejection(
      403,
      reject('forbidden', 'The practice copy is for those who work at the library.', {
        field: 'x-library',
        remedy: 'Leave the header x-library out',
      }),
    );
  return { sub, tenant: copy, roles, actingFrom: tenant, ...(by && { by }) };
}

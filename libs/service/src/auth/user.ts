import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { reject } from '#lib/kernel';
import type { CurrentUser as User, Role } from '#lib/contracts';
import { httpRejection } from '../http/rejections.ts';

/** Who asks, and for which library. */
export interface SignedInUser extends User {
  /** The tenant an operator comes from while acting for a library. */
  readonly actingFrom?: string;
}

/** A request after the guard. */
export interface AuthenticatedRequest extends Request {
  user?: SignedInUser;
}

export const PUBLIC = 'trillium:public';
export const ROLES = 'trillium:roles';

/** No sign-in needed. A session that comes along is still read. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Any of these roles is needed; without this decorator any signed-in user may. */
export const Roles = (...roles: readonly Role[]): MethodDecorator & ClassDecorator => SetMetadata(ROLES, roles);

const userOf = (context: ExecutionContext): SignedInUser => {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw httpRejection(401, reject('sign-in-needed', 'You are not signed in.', { remedy: 'Sign in and try again' }));
  return user;
};

/** The signed-in user. On a public route: undefined where nobody is, with `@CurrentUser({ optional: true })`. */
export const CurrentUser = createParamDecorator(
  (options: { optional?: boolean } | undefined, context: ExecutionContext): SignedInUser | undefined =>
    options?.optional ? context.switchToHttp().getRequest<AuthenticatedRequest>().user : userOf(context),
);

/** The library asked for: the user's own, or the one an operator acts for. */
export const Tenant = createParamDecorator((_: unknown, context: ExecutionContext): string => userOf(context).tenant);

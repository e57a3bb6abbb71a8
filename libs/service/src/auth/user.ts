import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { reject } from '#lib/kernel';
import type { Action, CurrentUser as User } from '#lib/contracts';
import { httpRejection } from '../http/rejections.ts';

/** Who asks, and for which library. */
export interface SignedInUser extends User {
  /** The tenant an operator comes from while acting for a library. */
  readonly actingFrom?: string;
  /** What a program may do: it has no roles. */
  readonly scopes?: readonly Action[];
  /** How a person showed who they are, where it was not by a password of ours. */
  readonly by?: string;
  /** What they ask for waits for a supervisor's release: it is tried out and kept (Proposing). */
  readonly proposes?: boolean;
  /** Who released it, where what was proposed is carried out now. */
  readonly releasedBy?: string;
}

/** A request after the guard. */
export interface AuthenticatedRequest extends Request {
  user?: SignedInUser;
}

export const PUBLIC = 'trillium:public';
export const MAY = 'trillium:may';
export const STEPS = 'trillium:steps';

/** No sign-in needed. A session that comes along is still read. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/**
 * What a person does by this route: any of these actions must be open to them, by the table in libs/contracts/src/permissions. Every
 * route says this or `@Public()`; a service with one that says neither does not start.
 */
export const May = (...actions: readonly [Action, ...Action[]]): MethodDecorator & ClassDecorator => SetMetadata(MAY, actions);

/** The steps of a route that carries several, by the name that stands in its path. */
export interface StepTable {
  readonly param: string;
  readonly table: Readonly<Record<string, Action>>;
}

/** As `May`, for a route of many steps: the one the path names must be open to the person. */
export const MayStep = (param: string, table: Readonly<Record<string, Action>>): MethodDecorator =>
  applyDecorators(May(...([...new Set(Object.values(table))] as [Action, ...Action[]])), SetMetadata(STEPS, { param, table }));

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

/** As which patron somebody is signed in. @throws HttpRejection 404 where they are nobody's patron */
export function ownPatronRef({ patronRef }: Pick<User, 'patronRef'>): string {
  if (patronRef) return patronRef;
  throw httpRejection(404, reject('not-found', 'You are signed in, but as nobody’s patron.'));
}

/** The library asked for: the user's own, or the one an operator acts for. */
export const Tenant = createParamDecorator((_: unknown, context: ExecutionContext): string => userOf(context).tenant);

import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, map, type Observable, switchMap } from 'rxjs';
import type { AuthenticatedRequest } from '../auth/user.ts';
import { type Access, AccessLog, type Sight } from './access-log.ts';

/** What a route shows, told from its answer. */
export interface Shown {
  readonly subjects: readonly string[];
  readonly detail?: Access['detail'];
  /** Whose it is, where an operator of the consortium looks at a library's. */
  readonly library?: string;
}

interface Sees {
  readonly kind: Sight;
  readonly shown: (answer: never, request: AuthenticatedRequest) => Shown | undefined;
}

const SEES = 'trillium:sees';

/**
 * A route that shows what is somebody's own: who saw it is written down before the answer leaves. Of people
 * who look at their own things nothing is written: let `shown` answer undefined for them.
 * @param shown whom or what the answer shows, or undefined where it shows nobody
 */
export const Sees = <Answer>(
  kind: Sight,
  shown: (answer: Answer, request: AuthenticatedRequest) => Shown | undefined,
): MethodDecorator => SetMetadata(SEES, { kind, shown } satisfies Sees);

@Injectable()
export class SeesInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: AccessLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const sees = this.reflector.get<Sees | undefined>(SEES, context.getHandler());
    if (!sees) return next.handle();
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    return next.handle().pipe(
      switchMap((answer: unknown) => {
        const noted = this.#note(request, sees, answer);
        return noted ? from(noted).pipe(map(() => answer)) : [answer];
      }),
    );
  }

  #note(request: AuthenticatedRequest, { kind, shown }: Sees, answer: unknown): Promise<void> | undefined {
    const { user } = request;
    if (!user) return undefined;
    const seen = shown(answer as never, request);
    if (!seen) return undefined;
    const { sub: account } = user;
    const tenant = seen.library ?? user.tenant;
    const actingFrom = user.actingFrom ?? (tenant === user.tenant ? undefined : user.tenant);
    return this.log.note({ tenant, account, actingFrom, kind, subjects: seen.subjects, detail: seen.detail ?? {} });
  }
}

import { Injectable, Optional, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { permission } from '#lib/contracts';
import { reject } from '#lib/kernel';
import { needsOf } from '../auth/needs.ts';
import type { AuthenticatedRequest } from '../auth/user.ts';
import { httpRejection } from '../http/rejections.ts';
import { Proposals } from './proposals.ts';
import { Taken } from './taken.ts';

const EACH = 'trillium:proposes-each';
/** For a route that does one thing many times: it proposes each of them by itself, as `user.proposes` asks it to. */
export const ProposesEach = (): MethodDecorator => SetMetadata(EACH, true);

/** What a student worker does of what must be released is kept instead of done; refused where a service keeps no proposals. */
@Injectable()
export class Proposing implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    @Optional() private readonly proposals?: Proposals,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const { user } = request;
    if (!user?.proposes || this.reflector.get<boolean | undefined>(EACH, context.getHandler())) return next.handle();
    const { proposals } = this;
    if (!proposals)
      throw httpRejection(403, reject('forbidden', 'A student worker does not do this alone.', { remedy: 'Ask staff to do it' }));
    const action = needsOf(this.reflector, context).find((need) => permission(user, need) === 'propose')!;
    const { method, originalUrl: path, body, params } = request;
    const step = { action, method, path, body: body as unknown, id: String(params['id']) };
    return defer(async () => {
      let answer: unknown;
      const taken = await proposals.propose(user, step, async () => {
        answer = await lastValueFrom(next.handle(), { defaultValue: undefined });
      });
      if (taken) throw new Taken(taken);
      return answer;
    });
  }
}

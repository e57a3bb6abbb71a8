import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { reject } from '#lib/kernel';
import { httpRejection, type AuthenticatedRequest } from '#lib/service';

/** Keeps out operators who act for a library: who its patrons are is the library's own business. */
@Injectable()
export class OwnLibraryOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (user?.actingFrom !== undefined)
      throw httpRejection(
        403,
        reject('forbidden', 'Only a library’s own staff see who its patrons are.', {
          remedy: 'Ask the library, or sign in as its staff.',
        }),
      );
    return true;
  }
}

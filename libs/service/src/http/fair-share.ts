import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { finalize, from, type Observable, switchMap } from 'rxjs';
import { reject } from '#lib/kernel';
import type { AuthenticatedRequest } from '../auth/user.ts';
import type { BaseConfig } from '../config/base.ts';
import { BASE_CONFIG } from '../tokens.ts';
import { httpRejection } from './rejections.ts';

export interface Places {
  /** Requests of one library that are worked on at once in this process. */
  readonly atOnce: number;
  /** Those that may wait for a place. */
  readonly waiting: number;
}

interface Library {
  working: number;
  readonly queue: (() => void)[];
}

/** Places to be worked on, for each library its own: who sends thousands at once waits behind themselves and before nobody else. */
export class FairShare {
  readonly #places: Places;
  readonly #libraries = new Map<string, Library>();

  constructor(places: Places) {
    this.#places = places;
  }

  /**
   * A place, as soon as there is one; call what it resolves to when done, once.
   * @returns undefined at once where too many wait already
   */
  enter(library: string): Promise<() => void> | undefined {
    const { atOnce, waiting } = this.#places;
    let mine = this.#libraries.get(library);
    if (!mine) this.#libraries.set(library, (mine = { working: 0, queue: [] }));
    const leave = (): void => this.#leave(library, mine);
    if (mine.working < atOnce) {
      mine.working += 1;
      return Promise.resolve(leave);
    }
    if (mine.queue.length >= waiting) return undefined;
    return new Promise((resolve) => mine.queue.push(() => resolve(leave)));
  }

  /** How many wait, over all libraries. */
  get waiting(): number {
    return [...this.#libraries.values()].reduce((sum, { queue }) => sum + queue.length, 0);
  }

  // the place goes to who waits longest, or is free
  #leave(name: string, library: Library): void {
    const next = library.queue.shift();
    if (next) return next();
    library.working -= 1;
    if (!library.working) this.#libraries.delete(name);
  }
}

/** Seconds after which a library that was turned away may find a place. */
const COME_BACK = 2;

/** Gives each request its library's place. What nobody is signed in for shares places by what is asked for. */
@Injectable()
export class FairShareInterceptor implements NestInterceptor {
  readonly #share: FairShare;

  constructor(@Inject(BASE_CONFIG) { TRILLIUM_REQUESTS_AT_ONCE: atOnce, TRILLIUM_REQUESTS_WAITING: waiting }: BaseConfig) {
    this.#share = new FairShare({ atOnce, waiting });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const { user } = http.getRequest<AuthenticatedRequest>();
    // a proposal is carried out in the place of the one who releases it: two places each, and full houses would wait for themselves
    if (user?.releasedBy) return next.handle();
    const library = user?.tenant ?? `(signed out) ${context.getClass().name}`;
    const place = this.#share.enter(library);
    if (!place) {
      // RFC 9110 §10.2.3, RFC 6585 §4
      http.getResponse<Response>().setHeader('retry-after', String(COME_BACK));
      throw httpRejection(
        429,
        reject('too-many-requests', 'Your library has too many requests waiting here already; this one was not taken.', {
          remedy: `Send it again in ${COME_BACK} seconds or more, fewer at once; many requests go best as one uploaded file`,
        }),
      );
    }
    return from(place).pipe(switchMap((leave) => next.handle().pipe(finalize(leave))));
  }
}

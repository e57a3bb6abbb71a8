import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { Action } from '#lib/contracts';
import { MAY, PUBLIC } from './user.ts';

/** A way into a service over HTTP, and what it asks of a person. */
export interface Route {
  readonly method: string;
  /** As Nest writes it: `/api/intake/requests/:id`. */
  readonly path: string;
  /** Any of these must be open to whoever calls; `public`: nothing is asked; undefined: the route does not say. */
  readonly needs: readonly Action[] | 'public' | undefined;
  /** Where it stands in the code. */
  readonly handler: string;
}

// what Nest's own decorators write
const [PATH, METHOD] = ['path', 'method'];

/** Every route of an application, from what its controllers say. */
export function routesOf(app: INestApplicationContext): readonly Route[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as Record<string, (...args: never[]) => unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name]!;
      const method = Reflect.getMetadata(METHOD, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const targets = [handler, metatype];
      const isPublic = reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets);
      const actions = reflector.getAllAndOverride<readonly Action[] | undefined>(MAY, targets);
      const [base, own] = [metatype, handler].map((target) => [Reflect.getMetadata(PATH, target) ?? ''].flat() as string[]);
      return base!.flatMap((start) =>
        own!.map((end) => ({
          method: RequestMethod[method],
          path: `/${[start, end]
            .flatMap((part) => part.split('/'))
            .filter(Boolean)
            .join('/')}`,
          needs: isPublic ? ('public' as const) : actions,
          handler: `${metatype.name}.${name}`,
        })),
      );
    });
  });
}

/** @throws where a route says neither what it needs nor that it is public: nobody would know who may call it */
export function checkRoutes(app: INestApplicationContext): void {
  const silent = routesOf(app).filter(({ needs }) => !needs);
  if (!silent.length) return;
  const list = silent.map(({ method, path, handler }) => `${method} ${path} (${handler})`).join(', ');
  throw new Error(
    `A route says neither @May('…') nor @Public(): ${list}. Name its action; a new one goes into libs/contracts/src/permissions.`,
  );
}

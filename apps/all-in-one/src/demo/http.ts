import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, json, type Request, type RequestHandler } from 'express';
import { reject } from '#lib/kernel';
import { httpRejection, looksCrossSite, projectRoot, type Sessions } from '#lib/service';
import { DEMO_ZONE, type DemoClock, PACES } from './pace.ts';

/** The file a newcomer uploads. */
export const DEMO_REQUESTS = join(projectRoot(), 'test/world/data/demo-requests.csv');

/**
 * `/api/demo`: the clock of the simulated world, and the demo's file. Exists in the demo only; reading needs any sign-in, moving
 * the clock an operator.
 */
export function demoRoutes(clock: DemoClock, sessions: () => Sessions): RequestHandler {
  const router = Router();
  const rolesOf = async ({ method, headers }: Request): Promise<readonly string[]> => {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (!bearer && looksCrossSite(method, headers))
      throw httpRejection(403, reject('cross-site', 'The request did not come from the console.'));
    const user = await sessions().read(bearer ?? sessions().tokenIn(headers.cookie) ?? '');
    if (!user) throw httpRejection(401, reject('sign-in-needed', 'Sign in first.'));
    return user.roles;
  };

  router.get('/clock', async (request, response) => {
    await rolesOf(request);
    response.set('cache-control', 'no-store').json({ ...(await clock.read()), timeZone: DEMO_ZONE });
  });
  router.post('/clock', json({ limit: 1000 }), async (request, response) => {
    if (!(await rolesOf(request)).includes('operator'))
      throw httpRejection(
        403,
        reject('forbidden', 'Only an operator moves the demo’s clock.', { remedy: 'Sign in as operator' }),
      );
    const { rate, to } = (request.body ?? {}) as { rate?: unknown; to?: unknown };
    if (to === 'next-morning') return void response.json({ ...(await clock.nextMorning()), timeZone: DEMO_ZONE });
    if (typeof rate === 'number' && PACES.includes(rate))
      return void response.json({ ...(await clock.pace(rate)), timeZone: DEMO_ZONE });
    throw httpRejection(
      422,
      reject('unknown-pace', `Give "rate" as one of ${PACES.join(', ')}, or "to": "next-morning".`, { field: 'rate' }),
    );
  });
  router.get('/requests.csv', async (request, response) => {
    await rolesOf(request);
    response.type('text/csv').attachment('demo-requests.csv').send(readFileSync(DEMO_REQUESTS));
  });

  const mounted = Router();
  mounted.use('/api/demo', router);
  return mounted;
}

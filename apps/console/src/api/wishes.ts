import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import type { OwnWishes, StandingWishes } from './shapes.ts';

const PATH = '/api/directory/me/wishes';

/** What the signed-in patron has said once for all their requests, and what their library has to choose from. */
export const ownWishesQuery = queryOptions({
  queryKey: ['own-wishes'],
  queryFn: ({ signal }): Promise<OwnWishes> => get(PATH, signal),
});

export const saveWishes = (wishes: StandingWishes): Promise<OwnWishes> => send('PUT', PATH, wishes);

import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import type { NewOwnProxy, NewProxy, OwnProxies } from './shapes.ts';

const OWN = '/api/directory/me/proxies';
const ofPatron = (patronRef: string): string => `/api/directory/patrons/${patronRef}/proxies`;

/** Who may ask in one's name, and in whose name one may ask. */
export const ownProxiesQuery = queryOptions({
  queryKey: ['proxies', 'own'],
  queryFn: ({ signal }): Promise<OwnProxies> => get(OWN, signal),
});
export const letAsk = (proxy: NewOwnProxy): Promise<OwnProxies> => send('POST', OWN, proxy);
export const endOwnProxy = (id: string): Promise<void> => send('DELETE', `${OWN}/${id}`);

/** The same of a patron, for the desk. */
export const proxiesQuery = (patronRef: string) =>
  queryOptions({
    queryKey: ['proxies', patronRef],
    queryFn: ({ signal }): Promise<OwnProxies> => get(ofPatron(patronRef), signal),
  });
export const letAskFor = (patronRef: string, proxy: NewProxy): Promise<OwnProxies> => send('POST', ofPatron(patronRef), proxy);
export const endProxy = (patronRef: string, id: string): Promise<void> => send('DELETE', `${ofPatron(patronRef)}/${id}`);

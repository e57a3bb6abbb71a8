import { queryOptions } from '@tanstack/react-query';
import type { Conversation, NewMessage } from '#lib/contracts';
import { get, send } from './client.ts';
import { ApiError } from './problems.ts';

const LIVE = 10_000;
const at = (id: string): string => `/api/directory/requests/${id}/conversation`;

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    // undefined is no answer to the cache: null says that there is no conversation for whoever asks
    queryFn: async ({ signal }): Promise<Conversation | null> => {
      try {
        return await get<Conversation>(at(id), signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (state.data === null ? false : LIVE),
  });

export const writeMessage = (id: string, message: NewMessage): Promise<Conversation> => send('POST', at(id), message);
export const markRead = (id: string): Promise<Conversation> => send('POST', `${at(id)}/read`, {});

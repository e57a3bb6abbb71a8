import { QueryClient } from '@tanstack/react-query';
import { mayPass } from './api/problems.ts';

/** What is known of the server's answers. A refusal is not asked again; a hiccup is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // "always": without a network the person is told so, instead of nothing happening
    queries: {
      networkMode: 'always',
      retry: (count, error) => count < 2 && mayPass(error),
      staleTime: 2_000,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from '../../api/problem';
import { setExpired } from './expired';

const retriesMax = 2;

/** Only what may succeed unchanged is tried again; a 401 asks for a new sign-in over the page, which stays as it is. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => noteExpiry(error, client) }),
    mutationCache: new MutationCache({ onError: (error) => noteExpiry(error, client) }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < retriesMax && asProblem(error).mayRetry,
        retryDelay: (attempt) => 600 * 2 ** attempt,
        staleTime: 15_000,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}

function noteExpiry(error: Error, client: QueryClient): void {
  if (asProblem(error).status === 401 && client.getQueryData(['me']) !== undefined) setExpired(true);
}

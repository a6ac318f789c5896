import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { QueuePage } from '../../api/desk';
import { queueQuery, type QueueSearch } from './queue_search';

const pageRows = 50;

export const queueOptions = (client: Client, search: QueueSearch) => infiniteQueryOptions({
  queryKey: ['queue', search],
  queryFn: ({ pageParam, signal }) => client.get<QueuePage>('desk/queue', { signal, query: { ...queueQuery(search), after: pageParam, limit: pageRows } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next,
  refetchInterval: 60_000,
  placeholderData: (old) => old,
});

/** The counts beside the queue's name in the navigation. */
export const queueCountsOptions = (client: Client) => queryOptions({
  queryKey: ['queue', 'counts'],
  queryFn: async ({ signal }) => (await client.get<QueuePage>('desk/queue', { signal, query: { scope: 'team', limit: 1 } })).counts,
  staleTime: 60_000,
});

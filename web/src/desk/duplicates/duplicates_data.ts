import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { ComparedPair, PossibleDuplicate } from '../../api/desk';
import type { Page } from '../../api/model';

export const duplicatesOptions = (client: Client) => infiniteQueryOptions({
  queryKey: ['duplicates'],
  queryFn: ({ signal, pageParam }) => client.get<Page<PossibleDuplicate>>('desk/duplicates', { signal, query: pageParam ? { after: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export const pairOptions = (client: Client, first: string, second: string) => queryOptions({
  queryKey: ['duplicates', 'pair', first, second],
  queryFn: ({ signal }) => client.get<ComparedPair>(`desk/duplicates/${first}/${second}`, { signal }),
});

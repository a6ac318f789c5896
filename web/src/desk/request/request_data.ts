import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { KindForm } from '../../api/model';
import type { RequestPage } from './model';

export const requestOptions = (client: Client, id: string) => queryOptions({
  queryKey: ['request', id],
  queryFn: ({ signal }) => client.get<RequestPage>(`desk/requests/${id}`, { signal }),
  staleTime: 5_000,
});

export const kindsOptions = (client: Client) => queryOptions({
  queryKey: ['kinds'],
  queryFn: async ({ signal }) => (await client.get<{ items: KindForm[] }>('desk/kinds', { signal })).items,
  staleTime: 600_000,
});

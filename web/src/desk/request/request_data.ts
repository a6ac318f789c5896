import { queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { KindForm } from '../../api/model';
import type { RequestPage } from './model';

/** An answer that was asked for before an act, and comes after the act's own, says what was: what is newer stays. */
export const newerPage = (old: RequestPage | undefined, next: RequestPage): RequestPage => (old && old.id === next.id && old.seq > next.seq ? old : replaceEqualDeep(old, next));

export const requestOptions = (client: Client, id: string) => queryOptions({
  queryKey: ['request', id],
  queryFn: ({ signal }) => client.get<RequestPage>(`desk/requests/${id}`, { signal }),
  staleTime: 5_000,
  structuralSharing: (old, next) => newerPage(old as RequestPage | undefined, next as RequestPage),
});

export const kindsOptions = (client: Client) => queryOptions({
  queryKey: ['kinds'],
  queryFn: async ({ signal }) => (await client.get<{ items: KindForm[] }>('desk/kinds', { signal })).items,
  staleTime: 600_000,
});

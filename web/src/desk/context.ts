import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Client } from '../api/client';
import type { Association, DeskMe } from '../api/desk';

export interface DeskContext {
  client: Client;
  slug: string;
}
export const DeskContextHolder = createContext<DeskContext | null>(null);

export function useDeskContext(): DeskContext {
  const context = use(DeskContextHolder);
  if (!context) throw new Error('outside the desk');
  return context;
}
export const useClient = (): Client => useDeskContext().client;

export const meOptions = (client: Client) => queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => client.get<DeskMe>('desk/me', { signal }),
  staleTime: 300_000,
});

export const associationOptions = (client: Client) => queryOptions({
  queryKey: ['association'],
  queryFn: ({ signal }) => client.get<Association>('desk/association', { signal }),
  staleTime: Infinity,
});

/** Who is signed in: inside the shell there is always somebody. */
export function useMe(): DeskMe {
  const client = useClient();
  const { data } = useQuery(meOptions(client));
  if (!data) throw new Error('nobody is signed in');
  return data;
}

export function useMay(): (action: string) => boolean {
  const { actions } = useMe();
  return (action) => actions.includes(action);
}

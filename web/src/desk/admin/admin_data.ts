import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { AuditRow, Branch, MessageRow, PolicyView, Staff, WorkCalendar } from '../../api/desk';
import type { Page, Text } from '../../api/model';

export const branchesOptions = (client: Client) => queryOptions({
  queryKey: ['branches'],
  queryFn: async ({ signal }) => (await client.get<{ items: Branch[] }>('desk/branches', { signal })).items,
  staleTime: 300_000,
});

export const staffOptions = (client: Client) => queryOptions({
  queryKey: ['staff'],
  queryFn: async ({ signal }) => (await client.get<{ items: Staff[] }>('desk/staff', { signal, query: { limit: 200 } })).items,
  staleTime: 60_000,
});

export interface Colleague {
  id: string;
  name: string;
  roles: string[];
}
/** Whom a request may be handed to: names and roles, for everybody who has a queue. */
export const colleaguesOptions = (client: Client) => queryOptions({
  queryKey: ['colleagues'],
  queryFn: async ({ signal }) => (await client.get<{ items: Colleague[] }>('desk/colleagues', { signal, query: { limit: 200 } })).items,
  staleTime: 300_000,
});

export const calendarOptions = (client: Client) => queryOptions({
  queryKey: ['calendar'],
  queryFn: ({ signal }) => client.get<WorkCalendar>('desk/calendar', { signal }),
});

/** As organisation/desk_views.h describes it; the kinds come from /desk/kinds. */
export interface Policy extends Omit<PolicyView, 'kinds' | 'clauses'> {
  document?: Text;
  acknowledged?: boolean;
  clauses: (PolicyView['clauses'][number] & { owed?: boolean; measured?: boolean; why?: Text })[];
}
export const policyOptions = (client: Client) => queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => client.get<Policy>('desk/policy', { signal }),
  staleTime: 300_000,
});

export const referenceDocumentsOptions = (client: Client) => queryOptions({
  queryKey: ['reference-documents'],
  queryFn: async ({ signal }) => (await client.get<{ items: { id: string; title: Text }[] }>('desk/reference-documents', { signal })).items,
  staleTime: 300_000,
});

export type MessageState = 'any' | 'failed' | 'waiting';
export const messagesOptions = (client: Client, state: MessageState) => infiniteQueryOptions({
  queryKey: ['messages', state],
  queryFn: ({ pageParam, signal }) => client.get<Page<MessageRow>>('desk/messages', { signal, query: { state, after: pageParam, limit: 50 } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next,
});

/** Whose acts the log can be asked for: names of staff, ended accounts too. */
export const auditActorsOptions = (client: Client) => queryOptions({
  queryKey: ['audit-actors'],
  queryFn: async ({ signal }) => (await client.get<{ items: { id: string; name: string }[] }>('desk/audit/staff', { signal, query: { limit: 200 } })).items,
  staleTime: 300_000,
});

export interface AuditSearch {
  party?: string;
  request?: string;
  who?: string;
  action?: string;
}
export const auditOptions = (client: Client, search: AuditSearch) => infiniteQueryOptions({
  queryKey: ['audit', search],
  queryFn: ({ pageParam, signal }) => client.get<Page<AuditRow>>('desk/audit', { signal, query: { ...search, before: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next,
});

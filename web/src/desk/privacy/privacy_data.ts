import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { Page } from '../../api/model';
import type { SubjectPage, SubjectRow } from '../../api/privacy';

export const subjectRequestsOptions = (client: Client, state: string) => infiniteQueryOptions({
  queryKey: ['subject-requests', state],
  queryFn: ({ signal, pageParam }) => client.get<Page<SubjectRow>>('desk/subject-requests', { signal, query: { state, ...(pageParam && { after: pageParam }) } }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export const subjectRequestOptions = (client: Client, id: string) => queryOptions({
  queryKey: ['subject-request', id],
  queryFn: ({ signal }) => client.get<SubjectPage>(`desk/subject-requests/${id}`, { signal }),
});

export const ofPersonOptions = (client: Client, party: string) => queryOptions({
  queryKey: ['subject-requests', 'of', party],
  queryFn: ({ signal }) => client.get<Page<SubjectRow>>(`desk/people/${party}/subject-requests`, { signal }),
});

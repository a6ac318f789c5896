import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { PersonFile, PersonHit } from '../../api/desk';
import type { Page } from '../../api/model';
import type { AssessmentView, DueVerification, Household, PersonEvent, Representatives } from '../../api/person_file';

/** Fewer characters than this find half the register. */
const queryLengthMin = 2;

/** What is looked for: without the signs that nobody sees, which the server does not count either. */
export const soughtText = (typed: string): string => typed.replace(/[\p{Cf}\p{Cc}]/gu, '').trim();
export const isEnough = (q: string): boolean => [...soughtText(q)].length >= queryLengthMin;

/** What stands while the answer is awaited: what was found for the same search when it was shorter, never for another. */
export const foundSoFar = <T>(q: string, before: string, found: T | undefined): T | undefined =>
  isEnough(before) && q.startsWith(before) ? found : undefined;

export const findPeopleOptions = (client: Client, typed: string) => {
  const q = soughtText(typed);
  return queryOptions({
    queryKey: ['people', 'find', q],
    queryFn: async ({ signal }) => (await client.get<{ items: PersonHit[] }>('desk/people', { signal, query: { q } })).items,
    enabled: isEnough(q),
    staleTime: 10_000,
    placeholderData: (old, query) => foundSoFar(q, String(query?.queryKey[2] ?? ''), old),
  });
};

export const personOptions = (client: Client, party: string) => queryOptions({
  queryKey: ['person', party],
  queryFn: ({ signal }) => client.get<PersonFile>(`desk/people/${party}`, { signal }),
});

export const assessmentsOptions = (client: Client, party: string) => queryOptions({
  queryKey: ['assessments', party],
  queryFn: ({ signal }) => client.get<Page<AssessmentView>>(`desk/people/${party}/assessments`, { signal }),
});

export const householdOptions = (client: Client, party: string) => queryOptions({
  queryKey: ['household', party],
  queryFn: ({ signal }) => client.get<Household>(`desk/people/${party}/household`, { signal }),
});

export const representativesOptions = (client: Client, party: string) => queryOptions({
  queryKey: ['representatives', party],
  queryFn: ({ signal }) => client.get<Representatives>(`desk/people/${party}/representatives`, { signal }),
});

/** `kind`: one of the kinds of what happens, or empty for all. */
export const timelineOptions = (client: Client, party: string, kind: string) => infiniteQueryOptions({
  queryKey: ['timeline', party, kind],
  queryFn: ({ signal, pageParam }) => client.get<Page<PersonEvent>>(`desk/people/${party}/timeline`, { signal, query: { ...(kind && { kind }), ...(pageParam && { after: pageParam }) } }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export const verificationsOptions = (client: Client) => infiniteQueryOptions({
  queryKey: ['verifications'],
  queryFn: ({ signal, pageParam }) => client.get<Page<DueVerification>>('desk/verifications', { signal, query: pageParam ? { after: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { Page } from '../../api/model';
import type { AnnouncedFile, FileRetention, HoldRow, RetentionSchedule } from '../../api/retention';

export const scheduleOptions = (client: Client) => queryOptions({
  queryKey: ['retention', 'schedule'],
  queryFn: ({ signal }) => client.get<RetentionSchedule>('desk/retention', { signal }),
});

const listOptions = <Row>(client: Client, path: string) => infiniteQueryOptions({
  queryKey: ['retention', path],
  queryFn: ({ signal, pageParam }) => client.get<Page<Row>>(path, { signal, query: { ...(pageParam && { after: pageParam }) } }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});
export const announcedOptions = (client: Client) => listOptions<AnnouncedFile>(client, 'desk/retention-files');
export const holdsOptions = (client: Client) => listOptions<HoldRow>(client, 'desk/holds');

export const fileRetentionOptions = (client: Client, party: string) => queryOptions({
  queryKey: ['retention', 'of', party],
  queryFn: ({ signal }) => client.get<FileRetention>(`desk/people/${party}/holds`, { signal }),
});

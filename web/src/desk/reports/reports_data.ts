import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { ClauseReport, ClauseRequest, ControlRow } from '../../api/desk';
import type { Page } from '../../api/model';

export interface ReportSearch {
  from?: string;
  to?: string;
  q?: string;
  problems?: string;
}
const day = /^\d{4}-\d{2}-\d{2}$/;

export function readReportSearch(raw: Record<string, unknown>): ReportSearch {
  const text = (name: string, pattern?: RegExp) => {
    const value = raw[name];
    return typeof value === 'string' && value !== '' && (!pattern || pattern.test(value)) ? value : undefined;
  };
  const search: ReportSearch = { from: text('from', day), to: text('to', day), q: text('q'), problems: raw['problems'] === 'yes' ? 'yes' : undefined };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as ReportSearch;
}

export const reportOptions = (client: Client, { from, to }: ReportSearch) => queryOptions({
  queryKey: ['clauses', from ?? '', to ?? ''],
  queryFn: ({ signal }) => client.get<ClauseReport>('desk/reports/clauses', { signal, query: { from, to } }),
  placeholderData: (old) => old,
});

export const clauseRequestsOptions = (client: Client, clause: string, search: { outcome?: string; control?: string; from?: string; to?: string }) => infiniteQueryOptions({
  queryKey: ['clauses', 'requests', clause, search],
  queryFn: ({ pageParam, signal }) => client.get<Page<ClauseRequest>>(`desk/reports/clauses/${clause}/requests`, { signal, query: { ...search, after: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next,
  placeholderData: (old) => old,
});

export const outcomes = ['owed', 'kept', 'broken', 'overridden', 'not_measured', 'late'] as const;
export type ReportOutcome = (typeof outcomes)[number];

export function totalsOf(controls: readonly ControlRow[]): Record<ReportOutcome, number> {
  const sum = (name: ReportOutcome) => controls.reduce((total, control) => total + control[name], 0);
  return { owed: sum('owed'), kept: sum('kept'), broken: sum('broken'), overridden: sum('overridden'), not_measured: sum('not_measured'), late: sum('late') };
}

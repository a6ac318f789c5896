import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { Id, Instant, Page, Text } from '../../api/model';

export type ImportState = 'uploaded' | 'checking' | 'checked' | 'importing' | 'done' | 'undoing' | 'undone' | 'discarded';

/** As src/imports/import_view.h describes them. */
export interface ImportRow {
  id: Id;
  state: ImportState;
  file: string;
  made_at: Instant;
  /** Empty: from the command line. */
  by: string;
  rows_all: number;
  rows_done: number;
  people_made: number;
  rows_known: number;
  rows_failed: number;
  people_withdrawn: number;
  people_stayed: number;
}
export interface ImportColumn {
  heading: string;
  /** Empty: not imported. */
  field: string;
  samples: string[];
}
export interface ImportProblem {
  /** As the spreadsheet numbers it. */
  row?: number;
  /** How many rows have it. */
  rows?: number;
  heading: string;
  code: string;
  message: Text;
  remedy: Text;
}
export interface ImportView extends ImportRow {
  sheet: string;
  /** Of the file, with people that were not read. */
  other_sheets: string[];
  calendar: string;
  is_remembered: boolean;
  columns: ImportColumn[];
  fields: string[];
  rows_likely: number;
  problems: ImportProblem[];
  problem_counts: ImportProblem[];
  holds_errors: boolean;
  is_stalled: boolean;
}
export interface MapColumns {
  mapping: string[];
  calendar: string;
}

export const isWorking = (state: ImportState) => state === 'checking' || state === 'importing' || state === 'undoing';
export const maxBytes = 64 * 1_048_576;

export const importsOptions = (client: Client) => infiniteQueryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal, pageParam }) => client.get<Page<ImportRow>>('desk/imports', { signal, query: pageParam ? { after: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export const importOptions = (client: Client, id: Id) => queryOptions({
  queryKey: ['imports', id],
  queryFn: ({ signal }) => client.get<ImportView>(`desk/imports/${id}`, { signal }),
  refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? 700 : false),
});

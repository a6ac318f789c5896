import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { Id, Instant, Text } from '../../api/model';

// As src/governance describes them.
export type VersionState = 'draft' | 'approved' | 'scheduled' | 'in_force' | 'superseded';
export interface ApprovalCard {
  id?: Id;
  body: string;
  meeting: string;
  term: string;
  decided_on?: string;
  minutes?: { id: Id; name: string; type: string; bytes: number };
  recorded_at?: Instant;
  recorded_by?: string;
}
export interface VersionCard {
  digest: string;
  pack: string;
  state: VersionState;
  document: Text;
  imported_at: Instant;
  approval?: ApprovalCard;
  effective_at?: Instant;
  review_due?: string;
  circulated_at?: Instant;
  readers: number;
  acknowledged: number;
  acknowledged_by_me: boolean;
  open_requests: number;
}
export interface KindCount {
  kind: string;
  title: Text;
  open: number;
}
export interface ReadableVersion {
  digest: string;
  state: VersionState;
  name: Text;
  document: Text;
  approval?: { body: string; meeting: string; term: string; decided_on?: string };
  effective_at?: Instant;
  clauses: { id: string; text: Text; source?: string }[];
  terms: { id: string; title: Text; text: Text }[];
  legal_references: Text[];
}
export interface VersionView extends VersionCard {
  approvals: ApprovalCard[];
  effects: { effective_at: Instant; decided_at: Instant; decided_by: string; cancelled_at?: Instant }[];
  kept_by: KindCount[];
  readable: ReadableVersion;
}
export interface DraftCard {
  id: Id;
  title: string;
  base: string;
  origin: string;
  state: 'open' | 'approved' | 'discarded';
  revision: number;
  problems: number;
  version?: string;
  created_at: Instant;
  created_by: string;
  changed_at: Instant;
  changed_by: string;
}
export interface Reader {
  id: string;
  name: string;
  acknowledged_at?: Instant;
  signed_as?: string;
}
export interface ReaderGroup {
  group: 'staff' | 'volunteers' | 'contractors';
  total: number;
  acknowledged: number;
  readers: Reader[];
}
export interface Readers {
  digest: string;
  circulated_at?: Instant;
  circulated_by?: string;
  reminded_at: Instant[];
  groups: ReaderGroup[];
}
export interface Contractor {
  id: Id;
  name: string;
  purpose: string;
  email?: string;
  phone?: string;
  state: 'active' | 'ended';
  created_at: Instant;
  ended_at?: Instant;
}
export interface Comparison {
  from: string;
  to: string;
  lines: { code: string; weight: number; place: Text; text: Text }[];
  kept_by: KindCount[];
}

export interface VersionList {
  items: VersionCard[];
  /** That a new draft follows. */
  newest?: string;
}
export const versionsOptions = (client: Client) => queryOptions({
  queryKey: ['policy-versions'],
  queryFn: ({ signal }) => client.get<VersionList>('desk/policy/versions', { signal }),
});
export const versionOptions = (client: Client, digest: string) => queryOptions({
  queryKey: ['policy-versions', digest],
  queryFn: ({ signal }) => client.get<VersionView>(`desk/policy/versions/${digest}`, { signal }),
});
export const readersOptions = (client: Client, digest: string) => queryOptions({
  queryKey: ['policy-readers', digest],
  queryFn: ({ signal }) => client.get<Readers>(`desk/policy/versions/${digest}/readers`, { signal }),
});
export const draftsOptions = (client: Client) => queryOptions({
  queryKey: ['policy-drafts'],
  queryFn: async ({ signal }) => (await client.get<{ items: DraftCard[] }>('desk/policy/drafts', { signal })).items,
});
export const contractorsOptions = (client: Client) => queryOptions({
  queryKey: ['contractors'],
  queryFn: async ({ signal }) => (await client.get<{ items: Contractor[] }>('desk/policy/contractors', { signal })).items,
});
export const comparisonOptions = (client: Client, from: string, to: string) => queryOptions({
  queryKey: ['policy-differences', from, to],
  queryFn: ({ signal }) => client.get<Comparison>('desk/policy/differences', { signal, query: { from, to } }),
});

/** What people call a version: the beginning of its digest. */
export const shortDigest = (digest: string): string => digest.slice(0, 8);

export const stateTones = { draft: 'neutral', approved: 'info', scheduled: 'info', in_force: 'ok', superseded: 'neutral' } as const;

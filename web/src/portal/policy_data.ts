import type { Instant, Text } from '../api/model';

// As src/governance describes it.
export interface ReadableVersion {
  digest: string;
  state: string;
  name: Text;
  document: Text;
  approval?: { body: string; meeting: string; term: string; decided_on?: string };
  effective_at?: Instant;
  clauses: { id: string; text: Text; source?: string }[];
  terms: { id: string; title: Text; text: Text }[];
  legal_references: Text[];
}
/** What is asked of a volunteer; no version: nothing. */
export interface DuePolicy {
  version?: ReadableVersion;
  acknowledged_at?: Instant;
}
/** What a contractor's link opens. */
export interface LinkReading {
  purpose: string;
  version: ReadableVersion;
  acknowledged_at?: Instant;
}

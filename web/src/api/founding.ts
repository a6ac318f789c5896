import type { Text } from '../ui/texts';
import type { Outline } from './model';

// What travels while an association is founded: POST /api/found/…

export interface PolicySource {
  from: 'shipped' | 'association';
  name: string;
}
export interface PolicyChoice {
  source: PolicySource;
  /** Empty while the policy holds mistakes. */
  title: Text;
  document: Text;
  kinds: number;
  clauses: number;
}
export interface FoundingStart {
  expires_at: string;
  policies: PolicyChoice[];
}
export interface FoundingDraft {
  slug: string;
  name: { ar: string; en: string };
  licence: string;
  policy?: PolicySource;
  approval?: { meeting: string; term: string; date?: string };
  administrator?: { name: string; email: string };
}
export interface FoundingObstacle {
  code: string;
  field: string;
  parameters: Record<string, string>;
}
export interface FoundingReading {
  outline?: Outline;
  obstacles: FoundingObstacle[];
}
export interface FoundedAssociation {
  slug: string;
  name: { ar: string; en: string };
  setup_link: string;
  portal: string;
  desk: string;
}

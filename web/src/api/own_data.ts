// A person's own file in the portal, and what they ask of their data.
import type { Calendar, ConsentState, Day, Id, Instant, Obstacle } from './model';

/** What the association knows of a person, as they read it themselves. */
export interface OwnValue {
  field: string;
  value: string;
  calendar?: Calendar;
  printed?: string;
  source: string;
  by_staff: boolean;
  at: Instant;
  verified_at?: Instant;
}
export interface OwnFile {
  kind: string;
  values: OwnValue[];
  phones: { masked: string; verified_at?: Instant }[];
  identities: { type: string; number_masked: string; expires_on?: Day; calendar?: Calendar; sighted_at?: Instant }[];
  consents: ConsentState[];
  roles: string[];
}
export interface SubjectOffer {
  action: string;
  free: boolean;
  obstacles: Obstacle[];
}
/** What a person asks of their own data. */
export interface OwnSubjectRequest {
  id: Id;
  kind: string;
  field?: string;
  state: string;
  asked_at: Instant;
  due_on: Day;
  asked?: { value: string; calendar?: Calendar };
  reason?: string;
  extension?: string;
  answer?: string;
  extended_at?: Instant;
  answered_at?: Instant;
  carry_out_at?: Instant;
  offers: SubjectOffer[];
}

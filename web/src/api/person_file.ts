// Of a person's file: what they need, what is verified again, who lives with them and acts for them, and what happened.
import type { Day, Id, Instant, Text } from './model';

export interface Need {
  need: string;
  priority: string;
  note?: string;
}
export interface Assessment {
  on: Day;
  how: string;
  members: number;
  income_halalas: number;
  obligations_halalas: number;
  needs: Need[];
  summary: string;
}
export interface AssessmentView {
  id: Id;
  assessment: Assessment;
  left_per_head_halalas: number;
  again_on: Day;
  due: boolean;
  by?: string;
  recorded_at: Instant;
}
export interface DueVerification {
  party: Id;
  name: string;
  fields: string[];
  since: Instant;
}
export interface HouseholdMember {
  party: Id;
  name: string;
  relation: string;
  since: Instant;
  by?: string;
}
export interface Household {
  members: HouseholdMember[];
}
export interface Representative {
  id: Id;
  party: Id;
  name: string;
  capacity: string;
  evidence: string;
  number_masked: string;
  valid_until?: Day;
  is_valid: boolean;
  since: Instant;
  by?: string;
}
export interface Representatives {
  acting_for_them: Representative[];
  they_act_for: Representative[];
}
/** What happened around a person: an act of the audit log, or a message. */
export interface PersonEvent {
  kind: string;
  at: Instant;
  action: string;
  who_kind: string;
  who_name?: string;
  role?: string;
  request?: Id;
  reference?: string;
  title?: Text;
  purpose?: Text;
  /** The log's own: JSON of codes, or empty. */
  detail: string;
  channel?: string;
  state?: string;
  read_at?: Instant;
}

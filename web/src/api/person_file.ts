// Of a person's file: what they need, and what is verified again.
import type { Day, Id, Instant } from './model';

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

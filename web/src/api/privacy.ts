// What people ask of their own data, as the desk sees it.
import type { Calendar, Day, Id, Instant } from './model';
import type { SubjectOffer } from './own_data';

export interface SubjectRow {
  id: Id;
  /** Empty, as the name: the reader may not know who it is, or nothing is left of them. */
  party: Id;
  name: string;
  kind: string;
  field?: string;
  state: string;
  asked_at: Instant;
  due_on: Day;
  late: boolean;
  in_portal: boolean;
}
export interface FieldValue {
  value: string;
  calendar?: Calendar;
}
export interface SubjectPage {
  row: SubjectRow;
  entered_by?: string;
  answered_by?: string;
  reason?: string;
  extension?: string;
  answer?: string;
  asked?: FieldValue;
  current?: FieldValue;
  extended_at?: Instant;
  answered_at?: Instant;
  carry_out_at?: Instant;
  offers: SubjectOffer[];
}

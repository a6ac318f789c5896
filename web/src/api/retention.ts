// How long what is known of people is kept, as its keepers see it.
import type { Day, Id, Instant } from './model';

export interface RetentionCategory {
  category: string;
  /** Months. */
  proposed: number;
  least: number;
  most: number;
  whole_file: boolean;
  /** Nothing: no period is in force. */
  months?: number;
  basis?: string;
  set_by?: string;
  set_at?: Instant;
  works_from?: Day;
  passed_on?: Day;
  destroyed: number;
}
export interface RetentionSchedule {
  items: RetentionCategory[];
}
export interface SetPeriod {
  months?: number;
  basis?: string;
}
export interface Foresight {
  count: number;
  /** It was not counted further. */
  more: boolean;
}
export interface AnnouncedFile {
  id: Id;
  /** Empty, as the name: the reader may not know who it is. */
  party: Id;
  name: string;
  category: string;
  noted_at: Instant;
  destroy_on: Day;
  held: boolean;
}
export interface HoldRow {
  id: Id;
  party: Id;
  name: string;
  reason?: string;
  placed_by?: string;
  placed_at: Instant;
  review_on: Day;
  review_due: boolean;
}
export interface PlaceHold {
  reason: string;
  review_on: Day;
}
export interface Held {
  held: boolean;
}
export interface FileRetention {
  holds: HoldRow[];
  category?: string;
  destroy_on?: Day;
}
export interface RetentionNotice {
  items: { category: string; months: number }[];
}

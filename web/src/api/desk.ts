// The desk's part of the contract; what both faces use stands in model.ts.
import type {
  Attachment, Calendar, Capacity, ConsentState, Day, DecisionView, DeliveryView, FormItem, Id, IdentityType, Instant, ItemValue, KindForm, OfferView,
  Page, QuestionView, RequestCard, SightedValue, Signature, StandingStep, Status, TellingView, Text, Values,
} from './model';

export interface Named {
  id: Id;
  name: string;
}
export interface Branch {
  id: Id;
  name: Text;
}
/** A code to sign by, sent to the phone on the applicant's file. */
export interface SigningCodeSent {
  challenge: string;
  /** Masked: its last four digits are readable. */
  phone: string;
  expires_at: Instant;
  resend_at: Instant;
}

export interface Association {
  slug: string;
  name: Text;
  neutral: boolean;
  licence?: string;
}
export interface DeskMe {
  staff: { id: Id; name: string; email: string };
  roles: string[];
  branches: Branch[];
  association: Association;
  actions: string[];
  must_acknowledge?: boolean;
  /** Of roles, as the policy in force calls them. */
  titles: Readonly<Record<string, Text>>;
}
export type QueueScope = 'mine' | 'team' | 'all';
export type QueueState = 'any' | 'due' | 'overdue' | 'blocked';
export interface QueueRow {
  request: Id;
  reference: string;
  kind: Id;
  kind_title: Text;
  step: Id;
  step_title: Text;
  step_kind: string;
  person?: string;
  person_neutral?: string;
  who: string[];
  assignee?: Named;
  opened_at: Instant;
  due?: Instant;
  earliest?: Instant;
  blocked_by?: string;
  status: Status;
  branch?: string;
  confidential: boolean;
}
export interface QueuePage extends Page<QueueRow> {
  counts: { mine: number; team: number; all: number; overdue: number; due_today: number; blocked: number };
}
/** A part of a name, in one word, that what was typed met. */
export interface HitPart {
  part: string;
  how: 'same' | 'spelling' | 'script' | 'beginning' | 'similar';
  letters?: number;
}
export interface PersonHit {
  party: Id;
  name: string;
  identity_masked?: string;
  phone_masked?: string;
  branch?: string;
  matched_by: 'identity' | 'phone' | 'name' | 'reference';
  score?: number;
  request?: Id;
  parts: readonly HitPart[];
}
export interface RegisterPerson {
  full_name: string;
  identity_type: IdentityType;
  identity_number?: string;
  identity_expires_on?: Day;
  identity_calendar?: Calendar;
  birth_date?: Day;
  birth_calendar?: Calendar;
  gender?: string;
  phone?: string;
  region?: string;
  city?: string;
  short_address?: string;
  branch?: Id;
  /** Who was shown as likely the same, and is not. */
  not_same?: Id[];
}
/** What two people were compared by, and how it came out. */
export interface EvidenceView {
  part: string;
  level: string;
  bits: number;
}
export interface LikelySame {
  person: PersonHit;
  probability: number;
  verdict: string;
  evidence: EvidenceView[];
}
export interface PossibleDuplicate {
  first: PersonHit;
  second: PersonHit;
  probability: number;
  verdict: string;
  evidence: EvidenceView[];
  found_at: Instant;
}
export interface ComparedPair {
  probability: number;
  verdict: string;
  evidence: EvidenceView[];
  state: string;
  decided_at?: Instant;
  decided_by?: string;
}
export interface PersonFile {
  party: Id;
  kind: 'party' | 'claim';
  values: { field: string; value: string; calendar?: Calendar; source: string; by?: string; at: Instant; verified_at?: Instant; changes: boolean; again_on?: Day; due: boolean }[];
  phones: { masked: string; number: string; verified_at?: Instant }[];
  identities: { type: IdentityType; number_masked: string; number: string; expires_on?: Day; sighted_by?: string; sighted_at?: Instant }[];
  class: string;
  branch?: string;
  requests: RequestCard[];
  consents: ConsentState[];
  roles: string[];
  merges: { id: Id; merged: Id; at: Instant; by?: string }[];
  /** Their death is on record: the file is closed. */
  died: boolean;
}
export interface ClaimRow {
  claim: Id;
  party: Id;
  name: string;
  reference?: string;
  at: Instant;
  candidates: PersonHit[];
}
export type SightedDocument = SightedValue;
export interface OpenRequest {
  kind: Id;
  channel: string;
  beneficiary?: Id;
  applicant?: Id;
  capacity: Capacity;
  /** Of somebody who has no file yet. */
  full_name?: string;
  phone?: string;
  branch?: Id;
  happened_at?: Instant;
  questions: string[];
}
export interface DeskStep extends StandingStep {
  by: string[];
  clause?: string;
  record?: string;
}
export interface ItemView extends Pick<FormItem, 'id' | 'kind' | 'type' | 'title' | 'required' | 'known_as'> {
  value?: ItemValue;
  matched?: boolean;
  valid?: boolean;
  verified_by?: string;
  verified_at?: Instant;
  checks: string[];
}
export type { QuestionView };
export interface TimelineRow {
  seq: number;
  kind: string;
  step?: Id;
  at: Instant;
  recorded_at: Instant;
  actor_kind: string;
  actor_name?: string;
  role?: string;
  text?: string;
  parameters: Record<string, unknown>;
  struck: boolean;
  may_strike: boolean;
  clause?: string;
}
export interface ControlOutcome {
  clause: string;
  control: string;
  outcome: string;
  due?: Instant;
}
export interface RequestPage {
  id: Id;
  reference: string;
  seq: number;
  kind: Id;
  kind_title: Text;
  status: Status;
  outcome?: string;
  confidentiality: string;
  channel: string;
  received_at: Instant;
  submitted_at?: Instant;
  policy_version: string;
  beneficiary?: { party: Id; name: string; kind?: 'party' | 'claim' };
  applicant?: { party: Id; name: string; capacity?: Capacity; relation?: string };
  assignee?: Named;
  branch?: string;
  steps: DeskStep[];
  items: ItemView[];
  questions: QuestionView[];
  declaration?: { signed_at: Instant; method: string; signer: string; capacity: Capacity; void: boolean; text: Text; version: number };
  told: TellingView[];
  timeline: TimelineRow[];
  decision?: DecisionView;
  deliveries: DeliveryView[];
  overrides: { control: string; clause?: string; step: Id; reason: string; by: string; at: Instant }[];
  offers: OfferView[];
  control_outcomes: ControlOutcome[];
  attachments: Attachment[];
  next: { step: Id; who: string[]; assignee?: Named; due?: Instant; earliest?: Instant; blocked_by?: string }[];
}
export interface DeskSubmission {
  values: Values;
  declaration?: Signature;
}
export interface ControlRow {
  control: string;
  kind: string;
  name: string;
  chosen: boolean;
  owed: number;
  kept: number;
  broken: number;
  overridden: number;
  not_measured: number;
  late: number;
  why_not_measured?: Text;
}
export interface ClauseRow {
  clause: string;
  text: Text;
  source?: string;
  owed_by_policy: boolean;
  measured: boolean;
  why?: Text;
  controls: ControlRow[];
}
export interface ClauseReport {
  policy_version: string;
  items: ClauseRow[];
  measured_at: Instant;
}
export interface ClauseRequest {
  request: Id;
  reference: string;
  kind_title: Text;
  control: string;
  outcome: string;
  due?: Instant;
}
export interface MessageRow {
  id: Id;
  at: Instant;
  channel: string;
  template: string;
  title?: Text;
  request?: Id;
  state: 'waiting' | 'sent' | 'failed' | 'given_up';
  attempts: number;
  code?: string;
}
export interface AuditRow {
  seq: number;
  at: Instant;
  who_kind: string;
  who: string;
  who_name?: string;
  role?: string;
  action: string;
  object: string;
  party?: Id;
  detail: string;
  /** What a consent is for. */
  purpose?: Text;
  /** The object, when it is a request, and its number. */
  request?: Id;
  reference?: string;
  /** The object, when it is a member of staff. */
  object_name?: string;
  /** About confidential work of others: neither object nor person is named. */
  hidden: boolean;
}
export interface Staff {
  id: Id;
  name: string;
  email: string;
  roles: string[];
  branches: Id[];
  state: 'invited' | 'active' | 'disabled';
  last_sign_in?: Instant;
}
export interface StaffInvited {
  staff: Staff;
  setup_link: string;
}
export interface WorkCalendar {
  rest_days: number[];
  holidays: { date: Day; title: Text; proposed?: boolean }[];
  hours: { from: string; to: string }[];
  ramadan_hours: { from: string; to: string }[];
  years_by?: Calendar;
}
export interface PolicyView {
  id: Id;
  name: Text;
  digest: string;
  in_force_since: Day;
  approval?: { body: string; meeting: string; term: string; date?: Day };
  review_due?: Day;
  clauses: { id: Id; text: Text; source?: string; controls: { control: string; kind: string; name: string; chosen: boolean }[] }[];
  kinds: KindForm[];
}

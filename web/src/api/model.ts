// What travels between the pages and the server (contract: /api/openapi.json; `npm run api` writes schema.d.ts from it).
// Instants and dates are ISO, money is in halalas, an absent value is left out.
import type { Period, Text } from '../ui/texts';
export type { Period, Text };
export type Instant = string;
export type Day = string;
export type Id = string;
export type Calendar = 'hijri' | 'gregorian';

/** Problems carry its words; offers name only the code, whose words the page has (ui/refusals). */
export interface Obstacle {
  code: string;
  field?: string;
  clause?: string;
  parameters: Record<string, unknown>;
  remedy?: string;
  message?: Text;
  remedy_text?: Text;
}
export interface ProblemDocument {
  type: string;
  title: string;
  title_en?: string;
  status: number;
  code: string;
  request_id?: string;
  obstacles: Obstacle[];
}
export interface Page<T> {
  items: T[];
  next?: string;
}
export type Done = Record<string, never>;
export interface Association {
  slug: string;
  name: Text;
}
export interface Attachment {
  id: Id;
  name: string;
  type: string;
  bytes: number;
  destroyed_at?: Instant; // nothing is left to open
}

// A kind of request, as it is offered
export type Comparison = 'equals' | 'differs' | 'present' | 'absent' | 'at_least' | 'at_most';
export interface Condition {
  fact: string;
  comparison: Comparison;
  value: string;
}
export type ItemKind = 'field' | 'upload' | 'sighted';
export type ValueType
  = | 'text' | 'long_text' | 'number' | 'money' | 'date' | 'choice' | 'yes_no' | 'phone' | 'email' | 'identity_number' | 'iban' | 'short_address' | 'region';
export interface FormItem {
  id: Id;
  kind: ItemKind;
  type: ValueType;
  title: Text;
  hint?: Text;
  required: boolean;
  when: Condition[];
  choices: { id: Id; title: Text }[];
  known_as?: string;
  identity_document: boolean;
  min?: number;
  max?: number;
  legal_basis?: string;
}
/** What is written down at a step: the fields of its record, and what stands there. */
export interface StepRecord {
  step: Id;
  fields: { field: FormItem; shown: boolean; value?: ItemValue }[];
  fee_halalas?: number;
  share?: { of: Id; attended: Id; at_least: number };
  capacity?: number;
  places_left?: number;
  consent?: { purpose: { id: Id; text: Text; required: boolean }; notice_version: number; given: boolean };
}
/** What an item begins with, and from where the association knows it. */
export interface Begun {
  item: Id;
  value: ItemValue;
  source: 'file' | 'request' | 'sign_in';
  reference?: string;
}
export type SignMethod = 'drawn' | 'code' | 'witness';
export interface StepPromise {
  id: Id;
  kind: string;
  title: Text;
  who: string[];
  at_least?: Period;
  at_most?: Period;
  within?: Period;
  conditional: boolean; // left out for some, by their answers or by how an earlier step ends
  fee_halalas?: number;
  capacity?: number; // for how many there is a place
}
export interface Purpose {
  id: Id;
  text: Text;
  required: boolean;
}
export interface KindForm {
  id: Id;
  title: Text;
  summary: Text;
  emergency: boolean;
  chosen: boolean;
  identity_required: boolean;
  conditions: Text[];
  items: FormItem[];
  declaration?: { text: Text; version: number; signed_by: SignMethod[] };
  privacy_notice: Text;
  privacy_notice_version: number;
  purposes: Purpose[];
  steps: StepPromise[];
  policy_version: string;
}
export interface KindCard {
  id: Id;
  title: Text;
  summary: Text;
  emergency: boolean;
  identity_required: boolean;
  item_count: number;
  conditions: Text[];
}
export interface PortalHome {
  slug: string;
  name: Text;
  neutral: boolean;
  neutral_name?: Text;
  licence?: string;
  help: Text;
  channels: string[];
  kinds: KindCard[];
  titles: Readonly<Record<string, Text>>;
  mail_page: boolean;
}

// Values
export type IdentityType = 'NAT' | 'IQA' | 'GCC' | 'PAS' | 'border' | 'none';
export interface SightedValue {
  /** `other`: a deed, a licence, a card: no identity document. */
  type: IdentityType | 'other';
  number: string;
  /** '' where the document has none. */
  expires_on: Day;
  calendar?: Calendar;
}
export interface ItemValue {
  text?: string;
  date?: Day;
  calendar?: Calendar;
  attachments?: Id[];
  sighted?: SightedValue;
}
export type Values = Record<Id, ItemValue>;
export type Capacity = 'self' | 'guardian' | 'agent';
export interface Signature {
  method: SignMethod;
  drawing?: Id;
  challenge?: string;
  code?: string;
  witness?: string;
  declaration_version: number;
  content_digest: string;
}
/** Over what is sent now, and, of a completion, what stands in the request already. */
export interface DigestBody {
  kind: Id;
  values: Values;
  request?: Id;
  capacity?: Capacity;
}
export interface ContentDigest {
  content_digest: string;
  declaration_version: number;
}
export interface ConsentGiven {
  purpose: Id;
  given: boolean;
  notice_version: number;
}
export interface Beneficiary {
  full_name: string;
  identity_type?: IdentityType;
  identity_number?: string;
  relation: string;
}
export interface SubmitRequest {
  kind: Id;
  values: Values;
  consents: ConsentGiven[];
  declaration?: Signature;
  capacity: Capacity;
  beneficiary?: Beneficiary;
  applicant_name?: string;
}

// Who is signed in to the portal
export interface CodeSent {
  challenge: string;
  expires_at: Instant;
  resend_at: Instant;
}
export interface PartyChoice {
  party: Id;
  label: string;
  kind: 'claim' | 'party';
}
export interface ConsentState {
  purpose: Id;
  given_at?: Instant;
  withdrawn_at?: Instant;
  notice_version: number;
  /** The purpose in the words of the policy in force. */
  text?: Text;
}
export interface PortalMe {
  phone_masked: string;
  acting_for?: PartyChoice;
  parties: PartyChoice[];
  consents: ConsentState[];
}

// A request
export type Status = 'open' | 'returned' | 'held' | 'closed';
export interface RequestCard {
  id: Id;
  reference: string;
  kind: Id;
  kind_title: Text;
  status: Status;
  outcome?: string;
  step?: Id;
  step_title?: Text;
  due?: Instant;
  received_at: Instant;
  /** A message about it has not been read. */
  unread?: boolean;
}
export type StepStatus = 'waiting' | 'open' | 'done' | 'skipped' | 'voided';
export interface StandingStep {
  id: Id;
  kind: string;
  title: Text;
  status: StepStatus;
  opened_at?: Instant;
  done_at?: Instant;
  due?: Instant;
  earliest?: Instant;
  outcome?: string;
  optional?: boolean;
}
export interface TellingView {
  what: string;
  channel: string;
  proof: string;
  at: Instant;
  text?: string;
  /** It was found later that it did not arrive. */
  failed?: boolean;
}
export interface ReplyView {
  step: Id;
  text: string;
  channel: string;
  at: Instant;
}
export interface QuestionView {
  id: Id;
  step?: Id;
  text: string;
  asked_at: Instant;
  answer?: string;
  answered_at?: Instant;
}
export interface StandingItem {
  id: Id;
  title: Text;
  state: 'given' | 'missing' | 'matched' | 'not_valid' | 'asked_again';
  value?: ItemValue;
}
export interface OfferView {
  action: string;
  step?: Id;
  free: boolean;
  obstacles: Obstacle[];
  outcomes: string[];
  earliest?: Instant;
  due?: Instant;
}
export interface DecisionView {
  outcome: string;
  reasons?: string;
  decided_on: Day;
  amount_halalas?: number;
}
export interface DeliveryView {
  step: Id;
  what?: string;
  delivered_on: Day;
  amount_halalas?: number;
  confirmed_at?: Instant;
}
export interface RequestStanding {
  id: Id;
  reference: string;
  seq: number;
  kind: Id;
  kind_title: Text;
  status: Status;
  outcome?: string;
  received_at: Instant;
  submitted_at?: Instant;
  steps: StandingStep[];
  next?: { step: Id; who: string[]; due?: Instant; earliest?: Instant };
  answer_not_before?: Day;
  answer_by?: Day;
  told: TellingView[];
  /** About it, in the reader's inbox. */
  messages: number;
  unread_messages: number;
  items: StandingItem[];
  returned?: { items: Id[]; reason?: string; until?: Day };
  decision?: DecisionView;
  deliveries: DeliveryView[];
  replies?: ReplyView[];
  questions?: QuestionView[];
  rating?: { invited_at?: Instant; rated_at?: Instant };
  actions: OfferView[];
  appeal?: { request: Id; reference: string };
  /** Of what staff wrote down, what the applicant is shown. */
  records: StepRecord[];
}
export interface PortalMessage {
  id: Id;
  at: Instant;
  subject: string;
  text: string;
  channel: string;
  read_at?: Instant;
  request?: Id;
}
export interface OpeningView {
  at: Instant;
  who_role: string;
  branch?: string;
  what: string;
}
export interface DemoMessage {
  at: Instant;
  channel: string;
  to_masked: string;
  subject: string;
  text: string;
}
export interface DemoMessages {
  items: DemoMessage[];
  more: boolean;
}

// A document as the server writes it (base/outline.h): what the terminal, a page and the PDF show of the same thing.
export interface DrawnPoint {
  x: number;
  y: number;
}
export interface Drawing {
  title: string;
  right_to_left: boolean;
  width: number;
  height: number;
  boxes: readonly { id: string; x: number; y: number; width: number; height: number; lines: readonly string[]; notes: readonly string[]; optional: boolean }[];
  arrows: readonly { points: readonly DrawnPoint[]; label: string; label_at: DrawnPoint }[];
}
export interface OutlineBlock {
  sort: 'heading' | 'paragraph' | 'note' | 'list' | 'table' | 'drawing';
  level: number;
  anchor: string;
  text: string;
  items: readonly string[];
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  drawing?: Drawing;
}
export interface Outline {
  language: string;
  title: string;
  subtitle: string;
  page_words: string;
  blocks: readonly OutlineBlock[];
}
export interface PolicyReading {
  digest: string;
  outline: Outline;
}

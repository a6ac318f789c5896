// Held by the compiler: what the pages read is what the server's own OpenAPI document says it gives, and what they send is what it takes.
// `schema.d.ts` is generated from that document (npm run api); nothing of this file reaches a browser.
import type * as Imports from '../desk/imports/imports_data';
import type * as Versions from '../desk/policy/versions_data';
import type { RequestPage } from '../desk/request/model';
import type { DuePolicy, LinkReading } from '../portal/policy_data';
import type * as Desk from './desk';
import type * as Founding from './founding';
import type * as Model from './model';
import type * as OwnData from './own_data';
import type * as File from './person_file';
import type * as Privacy from './privacy';
import type * as Retention from './retention';
import type { components } from './schema';

type Server = components['schemas'];
/** Words of a closed set are strings on the wire, and texts are maps of languages. */
type OnTheWire<T> = T extends string ? string
  : T extends number | boolean | null | undefined ? T
    : T extends readonly (infer Item)[] ? OnTheWire<Item>[]
      : T extends object ? { [Key in keyof T]: OnTheWire<T[Key]> }
        : T;
type Fits<Given, Wanted> = OnTheWire<Given> extends OnTheWire<Wanted> ? true : { given: OnTheWire<Given>; wanted: OnTheWire<Wanted> };
/** What a page sends is also nothing that the server does not know: it refuses unknown fields. */
type Taken<Sent, Wanted> = Exclude<keyof Sent, keyof Wanted> extends never ? Fits<Sent, Wanted> : { unknown: Exclude<keyof Sent, keyof Wanted> };
type Holds<All extends Record<string, true>> = All;

export type Answers = Holds<{
  portalHome: Fits<Server['PortalHome'], Model.PortalHome>;
  policyReading: Fits<Server['PolicyReading'], Model.PolicyReading>;
  outline: Fits<Server['Outline'], Model.Outline>;
  kindForm: Fits<Server['KindForm'], Model.KindForm>;
  portalMe: Fits<Server['PortalMe'], Model.PortalMe>;
  begun: Fits<Server['BegunValue'], Model.Begun>;
  requestCard: Fits<Server['RequestCard'], Model.RequestCard>;
  requestStanding: Fits<Server['RequestStanding'], Model.RequestStanding>;
  attachment: Fits<Server['AttachmentView'], Model.Attachment>;
  contentDigest: Fits<Server['ContentDigest'], Model.ContentDigest>;
  codeSent: Fits<Server['CodeView'], Model.CodeSent>;
  consentState: Fits<Server['ConsentState'], Model.ConsentState>;
  openingView: Fits<Server['OpeningView'], Model.OpeningView>;
  demoMessage: Fits<Server['DemoMessage'], Model.DemoMessage>;
  portalMessage: Fits<Server['Shown'], Model.PortalMessage>;
  demoMessages: Fits<Server['DemoList'], Model.DemoMessages>;
  association: Fits<Server['DeskAssociation'], Desk.Association>;
  signingCode: Fits<Server['SigningCode'], Desk.SigningCodeSent>;
  deskMe: Fits<Server['DeskMe'], Desk.DeskMe>;
  queuePage: Fits<Server['QueuePage'], Desk.QueuePage>;
  personHit: Fits<Server['PersonHit'], Desk.PersonHit>;
  personFile: Fits<Server['PersonFile'], Desk.PersonFile>;
  household: Fits<Server['Household'], File.Household>;
  representatives: Fits<Server['Representatives'], File.Representatives>;
  personEvent: Fits<Server['PersonEvent'], File.PersonEvent>;
  phoneCode: Fits<Server['PhoneCode'], Desk.SigningCodeSent>;
  assessment: Fits<Server['AssessmentView'], File.AssessmentView>;
  dueVerification: Fits<Server['DueVerification'], File.DueVerification>;
  likelySame: Fits<Server['LikelySame'], Desk.LikelySame>;
  possibleDuplicate: Fits<Server['PossibleDuplicate'], Desk.PossibleDuplicate>;
  comparedPair: Fits<Server['ComparedPair'], Desk.ComparedPair>;
  ownFile: Fits<Server['OwnFile'], OwnData.OwnFile>;
  ownSubjectRequest: Fits<Server['OwnSubjectRequest'], OwnData.OwnSubjectRequest>;
  subjectRow: Fits<Server['SubjectRow'], Privacy.SubjectRow>;
  subjectPage: Fits<Server['SubjectPage'], Privacy.SubjectPage>;
  retentionSchedule: Fits<Server['RetentionSchedule'], Retention.RetentionSchedule>;
  foresight: Fits<Server['Foresight'], Retention.Foresight>;
  announcedFile: Fits<Server['AnnouncedRow'], Retention.AnnouncedFile>;
  holdRow: Fits<Server['HoldRow'], Retention.HoldRow>;
  fileRetention: Fits<Server['FileRetention'], Retention.FileRetention>;
  retentionNotice: Fits<Server['RetentionNotice'], Retention.RetentionNotice>;
  importView: Fits<Server['ImportView'], Imports.ImportView>;
  importRow: Fits<Server['ImportRow'], Imports.ImportRow>;
  claimRow: Fits<Server['ClaimRow'], Desk.ClaimRow>;
  requestPage: Fits<Server['RequestPage'], RequestPage>;
  clauseReport: Fits<Server['ClauseReport'], Desk.ClauseReport>;
  clauseRequest: Fits<Server['ClauseRequest'], Desk.ClauseRequest>;
  messageRow: Fits<Server['LogRow'], Desk.MessageRow>;
  auditRow: Fits<Server['AuditRow'], Desk.AuditRow>;
  staff: Fits<Server['StaffView'], Desk.Staff>;
  staffInvited: Fits<Server['StaffInvited'], Desk.StaffInvited>;
  calendar: Fits<Server['CalendarView'], Desk.WorkCalendar>;
  policy: Fits<Server['PolicyPage'], Desk.PolicyView>;
  versionList: Fits<Server['VersionList'], Versions.VersionList>;
  versionView: Fits<Server['VersionView'], Versions.VersionView>;
  readers: Fits<Server['Readers'], Versions.Readers>;
  duePolicy: Fits<Server['DuePolicy'], DuePolicy>;
  linkReading: Fits<Server['LinkReading'], LinkReading>;
  foundingStart: Fits<Server['FoundingStart'], Founding.FoundingStart>;
  foundingReading: Fits<Server['FoundingReading'], Founding.FoundingReading>;
  foundedAssociation: Fits<Server['FoundedAssociation'], Founding.FoundedAssociation>;
}>;

export type Bodies = Holds<{
  submitRequest: Taken<Model.SubmitRequest, Server['SubmitRequest']>;
  digest: Taken<Model.DigestBody, Server['DigestBody']>;
  openRequest: Taken<Desk.OpenRequest, Server['OpenRequestBody']>;
  mapColumns: Taken<Imports.MapColumns, Server['MapColumns']>;
  registerPerson: Taken<Desk.RegisterPerson, Server['RegisterPerson']>;
  deskSubmission: Taken<Desk.DeskSubmission, Server['SubmissionBody']>;
  retentionPeriod: Taken<Retention.SetPeriod, Server['SetPeriod']>;
  hold: Taken<Retention.PlaceHold, Server['PlaceHold']>;
  calendar: Taken<Desk.WorkCalendar, Server['CalendarView']>;
  founding: Taken<Founding.FoundingDraft, Server['FoundingDraft']>;
}>;

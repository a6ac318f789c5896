import type { UploadedFile } from '../ui/Upload';
import type { Beneficiary, Capacity, Day, Id, Instant, Values } from './model';
import { openStore } from './store';

/** An application as far as it is filled in; kept on the device until it is sent, thrown away or signed out of. */
export interface Draft {
  kind: Id;
  policyVersion: string;
  savedAt: Instant;
  step: string;
  values: Values;
  /** Names and sizes of the attachments that the values point to. */
  files: Record<Id, UploadedFile>;
  consents: Record<Id, boolean>;
  capacity: Capacity;
  beneficiary: Partial<Beneficiary>;
  applicantName?: string;
  /** The idempotency key of the submission: the same over its retries, new after a change. */
  submissionKey: string;
}

/** A draft older than this is forgotten: what it points to on the server is gone too. */
const keptDays = 30;

export async function readDraft(association: string, kind: Id, today: Day): Promise<Draft | undefined> {
  const store = await openStore(association);
  const draft = await store.get('drafts', kind);
  if (!draft) return undefined;
  const oldest = new Date(Date.parse(`${today}T00:00:00Z`) - keptDays * 86_400_000).toISOString();
  if (draft.savedAt >= oldest) return draft;
  await store.delete('drafts', kind);
  return undefined;
}

export async function keepDraft(association: string, draft: Draft): Promise<void> {
  await (await openStore(association)).put('drafts', draft);
}

export async function dropDraft(association: string, kind: Id): Promise<void> {
  await (await openStore(association)).delete('drafts', kind);
}

/** Newest first. */
export async function listDrafts(association: string): Promise<Draft[]> {
  const drafts = await (await openStore(association)).getAll('drafts');
  return drafts.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
}

import type { Client } from '../../api/client';
import type { Id, Instant, Outline, Text } from '../../api/model';
import type { DraftCard } from './versions_data';

// A draft while it is edited: its files as the server has them, and what was typed since.

export type Files = Readonly<Record<string, string>>;
export interface FaultView {
  file: string;
  line: number;
  column: number;
  code: string;
  text: Text;
}
export interface DraftView extends DraftCard {
  files: Files;
  faults: readonly FaultView[];
  newest: string;
  base_moved: boolean;
  may_be_approved: boolean;
}
export interface DraftSaved {
  revision: number;
  changed_at: Instant;
  faults: readonly FaultView[];
}

const own = ['pack.yaml', 'clauses.yaml', 'requests.yaml', 'messages.yaml', 'examples.yaml'];

/** The pack's own files first, in the order in which they are read; then the common parts. */
export function inOrder(files: Files): string[] {
  const rank = (name: string) => (own.includes(name) ? String(own.indexOf(name)) : `9${name}`);
  return Object.keys(files).sort((a, b) => rank(a).localeCompare(rank(b)));
}

/** Of the parts that several packs use: in a folder of their own. */
export const isShared = (file: string): boolean => file.includes('/');

/** Which schema a file goes by: "common/inquiry/requests.yaml" by that of requests. */
export const schemaName = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.yaml$/, '');

/** Only what differs from what the server has. */
export function changedFiles(before: Files, now: Files): Record<string, string> {
  return Object.fromEntries(Object.entries(now).filter(([name, text]) => before[name] !== text));
}

const keyOf = (draft: Id) => `sila-draft-${draft}`;
interface Kept {
  revision: number;
  changed: Record<string, string>;
}
/** What was typed and not saved outlives a reload and a session that ended. */
export function keepTyped(draft: Id, kept: Kept): void {
  try {
    if (Object.keys(kept.changed).length === 0) sessionStorage.removeItem(keyOf(draft));
    else sessionStorage.setItem(keyOf(draft), JSON.stringify(kept));
  } catch {
    // A full or forbidden store keeps nothing; the page itself still does.
  }
}
export function keptTyped(draft: Id): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(draft)) ?? 'null') as Kept | null ?? undefined;
  } catch {
    return undefined;
  }
}

export const checkFiles = async (client: Client, draft: Id, files: Record<string, string>, signal: AbortSignal) =>
  (await client.post<{ faults: FaultView[] }>('desk/policy/checks', { draft, files }, { signal })).faults;
export const readFiles = async (client: Client, files: Files, language: string, signal: AbortSignal) =>
  (await client.post<{ outline?: Outline }>('desk/policy/readings', { language, files }, { signal })).outline;

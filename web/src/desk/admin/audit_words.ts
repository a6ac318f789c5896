import type { AuditRow } from '../../api/desk';
import type { Desk } from '../../texts/desk.ar';
import type { DeskFormats } from '../formats';
import { wordFor } from '../texts';

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

function parsed(detail: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(detail || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What tells one thing without a name from its neighbours: an id begins with its time, so its end; a digest's beginning. */
export function shortReference(object: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(object)) return object.slice(-8);
  return /^[0-9a-f]{64}$/.test(object) ? object.slice(0, 12) : '';
}

/** What was done, in words: an act of the log; of a request, as its own timeline says it. Nothing: an act without words. */
export function actionSaid(action: string, desk: Desk): string | undefined {
  const acts: Readonly<Record<string, string>> = desk.words.auditActions;
  const events: Readonly<Record<string, string>> = desk.request.timeline.kinds;
  return acts[action.replace('.', '_')] ?? events[action.replace(/^request\./, '')];
}

/** What of an account was changed: «role:officer», «state:disabled», «name». */
function changeSaid(code: string, desk: Desk): string {
  const [what = '', value] = code.split(':');
  if (value === undefined) return wordFor(desk.words.audit.changes, what);
  return what === 'role' ? wordFor(desk.words.roles, value) : wordFor(desk.words.staffStates, value);
}

/** What an entry of the audit log says beyond its act, in words; nothing when it holds something that has none: then the page shows it as it is. */
export function auditDetail(row: Pick<AuditRow, 'detail' | 'purpose'>, desk: Desk, formats: DeskFormats): string[] | undefined {
  const { audit, auditEntry, fields } = desk.words;
  const said = parsed(row.detail);
  if (!said) return undefined;
  const words: Readonly<Record<string, (value: unknown) => string>> = {
    seq: (value) => auditEntry(formats.number(Number(value))),
    note: () => audit.reason,
    purpose: (value) => audit.purpose(formats.words(row.purpose) || String(value)),
    notice_version: (value) => audit.notice(formats.number(Number(value))),
    roles: (value) => formats.list(strings(value).map((role) => wordFor(desk.words.roles, role))),
    changed: (value) => formats.list(strings(value).map((code) => changeSaid(code, desk))),
    kind: (value) => wordFor(desk.privacy.kinds, String(value)),
    field: (value) => wordFor(fields, String(value)),
    fields: (value) => formats.list(strings(value).map((field) => wordFor(fields, field))),
    how: (value) => wordFor(desk.personFile.means, String(value)),
    effective_at: (value) => audit.effective(formats.bothDates(String(value))),
    digest: (value) => audit.version(String(value).slice(0, 12)),
    revision: (value) => audit.revision(formats.number(Number(value))),
    decided_on: (value) => audit.decided(formats.bothDates(String(value))),
    approval: () => '',
    request: () => '',
    list: (value) => wordFor(audit.lists, String(value)),
    format: (value) => audit.format(String(value).toUpperCase()),
    rows: (value) => audit.rows(Number(value)),
  };
  const names = Object.keys(said);
  if (names.some((name) => !(name in words))) return undefined;
  return Object.keys(words).flatMap((name) => (name in said ? words[name]?.(said[name]) || [] : []));
}

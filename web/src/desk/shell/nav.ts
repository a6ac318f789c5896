import { BookOpenCheck, Building2, CalendarDays, CopyCheck, FileSpreadsheet, FolderLock, Hourglass, IdCard, Inbox, MessagesSquare, ScrollText, ShieldCheck, UserCog, Users, type LucideIcon } from 'lucide-react';
import type { Desk } from '../../texts/desk.ar';

export interface NavEntry {
  to: string;
  text: keyof Desk['nav'];
  icon: LucideIcon;
  /** The right without which the page answers 403: then the link is left out. */
  right: string;
}

export const work: readonly NavEntry[] = [
  { to: '/queue', text: 'queue', icon: Inbox, right: 'queue_read' },
  { to: '/people', text: 'people', icon: Users, right: 'person_find' },
  { to: '/claims', text: 'claims', icon: IdCard, right: 'claim_match' },
  { to: '/duplicates', text: 'duplicates', icon: CopyCheck, right: 'duplicate_judge' },
  { to: '/data-requests', text: 'privacy', icon: FolderLock, right: 'person_read' },
  { to: '/retention', text: 'retention', icon: Hourglass, right: 'person_erase' },
  { to: '/imports', text: 'imports', icon: FileSpreadsheet, right: 'person_import' },
];
export const administration: readonly NavEntry[] = [
  { to: '/clauses', text: 'clauses', icon: ShieldCheck, right: 'report_read' },
  { to: '/policy', text: 'policy', icon: BookOpenCheck, right: 'policy_read' },
  { to: '/messages', text: 'messages', icon: MessagesSquare, right: 'message_read' },
  { to: '/audit', text: 'audit', icon: ScrollText, right: 'audit_read' },
  { to: '/staff', text: 'staff', icon: UserCog, right: 'staff_manage' },
  { to: '/branches', text: 'branches', icon: Building2, right: 'branch_manage' },
  { to: '/calendar', text: 'calendar', icon: CalendarDays, right: 'calendar_manage' },
];

/** Where somebody begins: the first page that their rights open. */
export function homeOf(may: (right: string) => boolean): string {
  return [...work, ...administration].find((entry) => may(entry.right))?.to ?? '/account';
}

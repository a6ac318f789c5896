import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { HandHeart } from 'lucide-react';
import { useFormats } from '../../ui/texts';
import { useClient, useMay, useMe } from '../context';
import { queueCountsOptions } from '../queue/queue_data';
import { useDesk, wordFor } from '../texts';
import { administration, work, type NavEntry } from './nav';

function Entries({ entries, onMove, badge }: { entries: readonly NavEntry[]; onMove?: () => void; badge?: string }) {
  const { nav } = useDesk();
  return entries.map(({ to, text, icon: Icon }) => (
    <li key={to}>
      <Link to={to} className="nav-link" activeProps={{ 'aria-current': 'page' }} onClick={onMove}>
        <Icon aria-hidden="true" />
        <span className="grow truncate">{nav[text]}</span>
        {to === '/queue' && badge && <span className="nav-badge numbers">{badge}</span>}
      </Link>
    </li>
  ));
}

/** What this person may open, and who they are. */
export function Sidebar({ onMove }: { onMove?: () => void }) {
  const { app, words } = useDesk();
  const { words: say, number } = useFormats();
  const me = useMe();
  const may = useMay();
  const client = useClient();
  const { data: counts } = useQuery({ ...queueCountsOptions(client), enabled: may('queue_read') });
  const allowed = (entries: readonly NavEntry[]) => entries.filter((entry) => may(entry.right));
  const admin = allowed(administration);
  const role = me.roles[0];
  return (
    <>
      <div className="nav-head">
        <span className="nav-mark" aria-hidden="true"><HandHeart /></span>
        <div className="grow">
          <b>{me.association.neutral ? app.title : say(me.association.name)}</b>
          {!me.association.neutral && <span>{app.title}</span>}
        </div>
      </div>
      <nav aria-label={app.navigation} className="nav-lists">
        <ul className="list"><Entries entries={allowed(work)} onMove={onMove} badge={counts && counts.team > 0 ? number(counts.team) : undefined} /></ul>
        {admin.length > 0 && (
          <>
            <h2 id="nav-administration">{app.administration}</h2>
            <ul className="list" aria-labelledby="nav-administration"><Entries entries={admin} onMove={onMove} /></ul>
          </>
        )}
      </nav>
      <Link to="/account" className="nav-me" onClick={onMove}>
        <span className="avatar" aria-hidden="true">{initials(me.staff.name)}</span>
        <span className="grow">
          <b>{me.staff.name}</b>
          <span>{role ? wordFor(words.roles, role) : app.account}</span>
        </span>
      </Link>
    </>
  );
}

/** The first letters of the first and the last name, without the article. */
function initials(name: string): string {
  const parts = name.trim().split(/\s+/).map((part) => part.replace(/^\u0627\u0644(?=..)/u, ''));
  return [parts[0]?.[0], parts.length > 1 ? parts.at(-1)?.[0] : undefined].filter(Boolean).join(' ');
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { PersonEvent } from '../../api/person_file';
import { Select } from '../../ui/choices';
import { EmptyState } from '../../ui/feedback';
import { Timeline, type TimelineEntry, type TimelineState } from '../../ui/Timeline';
import { actionSaid, auditDetail } from '../admin/audit_words';
import { useClient } from '../context';
import { useDates, type DeskFormats } from '../formats';
import { LoadMore } from '../parts/LoadMore';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import type { Desk } from '../../texts/desk.ar';
import { useDesk, wordFor } from '../texts';
import { nameOf } from './PersonPage';
import { personOptions, timelineOptions } from './people_data';

const problems = new Set(['party.erased', 'party.death_noted', 'request.telling_failed', 'request.overridden', 'request.glass_broken']);

function stateOf(event: PersonEvent): TimelineState {
  if (problems.has(event.action) || event.state === 'given_up' || event.state === 'failed') return 'problem';
  if (event.state === 'waiting') return 'waiting';
  return event.kind === 'opening' || event.kind === 'portal' ? 'note' : 'done';
}

function Who({ event }: { event: PersonEvent }) {
  const { request, words } = useDesk();
  const { name } = useDates();
  if (event.kind === 'message') return null;
  const role = wordFor(words.roles, event.role ?? event.who_kind);
  return <span>{event.who_name ? request.timeline.asRole(name(event.who_name), role) : role}</span>;
}

/** What stands beside the act: of a message its channel and how it went, of other acts the log's own detail. */
function factsOf(event: PersonEvent, desk: Desk, dates: DeskFormats): string {
  const { words, personFile } = desk;
  if (event.kind === 'message') {
    const read = event.read_at ? [personFile.readAt(dates.stamp(event.read_at))] : [];
    return [wordFor(words.channels, event.channel ?? ''), wordFor(words.messageStates, event.state ?? ''), ...read].join(' · ');
  }
  // Which entry of the request it was is for the request's own page.
  if (event.action.startsWith('request.')) return '';
  return (auditDetail({ detail: event.detail, ...(event.purpose && { purpose: event.purpose }) }, desk, dates) ?? []).filter(Boolean).join(' · ');
}

/** Two are no acts of the log: a message, and that somebody came with a list. */
function said(event: PersonEvent, desk: Desk): string {
  if (event.kind === 'message') return desk.personFile.messageSent;
  if (event.action === 'party.imported') return desk.personFile.cameWithList;
  return actionSaid(event.action, desk) ?? wordFor(desk.personFile.eventKinds, event.kind);
}

function About({ event }: { event: PersonEvent }) {
  const dates = useDates();
  if (!event.request) return event.title ? <> <bdi>{dates.words(event.title)}</bdi></> : null;
  return (
    <span className="entry-about">
      {event.title && <bdi>{dates.words(event.title)}</bdi>} <Link to="/requests/$request" params={{ request: event.request }}><Numeric>{event.reference ?? ''}</Numeric></Link>
    </span>
  );
}

function useEntries(events: readonly PersonEvent[]): TimelineEntry[] {
  const desk = useDesk();
  const dates = useDates();
  return events.map((event, index) => ({
    id: `${index}`,
    state: stateOf(event),
    title: <span className="entry-title"><span className="entry-name">{said(event, desk)}</span><About event={event} /></span>,
    note: factsOf(event, desk, dates),
    children: (
      <div className="entry-foot">
        <Who event={event} />
        <time dateTime={event.at}>{dates.bothDates(event.at)} · {dates.time(event.at)}</time>
      </div>
    ),
  }));
}

/** Everything that happened around one person, newest first. */
export default function TimelinePage() {
  const client = useClient();
  const navigate = useNavigate();
  const { party = '' } = useParams({ strict: false }) as { party?: string };
  const { kind = '' } = useSearch({ strict: false }) as { kind?: string };
  const { people, personFile } = useDesk();
  const file = useQuery(personOptions(client, party));
  const list = useInfiniteQuery(timelineOptions(client, party, kind));
  const entries = useEntries(list.data?.pages.flatMap((page) => page.items) ?? []);
  const name = (file.data && nameOf(file.data)) || people.title;
  const show = (next: string) => void navigate({ to: '/people/$party/timeline', params: { party }, search: (next ? { kind: next } : {}) as Record<string, string>, replace: true });
  return (
    <Page title={personFile.timelineTitle} tabTitle={personFile.timelineTitle} lead={personFile.timelineLead} crumbs={<><Crumb to="/people">{people.title}</Crumb><Crumb to="/people/$party" params={{ party }}>{name}</Crumb></>}>
      <div className="card filters">
        <Select label={personFile.eventKind} name="kind" value={kind} options={Object.entries(personFile.eventKinds).map(([id, label]) => ({ id, label }))} emptyOption={personFile.anyEvent} onClear={() => show('')} onChange={show} />
      </div>
      <section className="card stack" aria-label={personFile.timelineTitle}>
        <Loaded query={list}>
          {() => (
            <>
              {entries.length === 0 && !list.hasNextPage ? <EmptyState icon={<History />} title={personFile.timelineEmpty}>{personFile.timelineEmptyText}</EmptyState> : <Timeline entries={entries} label={personFile.timelineTitle} />}
              <LoadMore hasNext={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
            </>
          )}
        </Loaded>
      </section>
    </Page>
  );
}

import { FilePen } from 'lucide-react';
import { useState } from 'react';
import type { TimelineRow } from '../../api/desk';
import { Button } from '../../ui/Button';
import { Chip, Clause } from '../../ui/feedback';
import { Timeline, type TimelineEntry, type TimelineState } from '../../ui/Timeline';
import { useDates, type DeskFormats } from '../formats';
import { useDesk, wordFor } from '../texts';
import { entryFacts } from './entry_facts';
import { stepOf, type RequestPage } from './model';

const shownFirst = 12;
const problems = new Set(['telling_failed', 'declaration_voided', 'overridden', 'lapsed', 'step_voided']);
const turns = new Set(['returned', 'held', 'withdrawn', 'step_skipped', 'reassigned', 'reminded', 'rectified']);

function stateOf(entry: TimelineRow): TimelineState {
  if (entry.struck) return 'skipped';
  if (problems.has(entry.kind)) return 'problem';
  if (turns.has(entry.kind)) return 'note';
  return entry.kind === 'step_opened' ? 'waiting' : 'done';
}

function Who({ entry }: { entry: TimelineRow }) {
  const { request, words } = useDesk();
  const { name } = useDates();
  const role = entry.role ? wordFor(words.roles, entry.role) : wordFor(words.roles, entry.actor_kind);
  if (entry.actor_name) return <>{entry.actor_kind === 'staff' ? request.timeline.asRole(name(entry.actor_name), role) : name(entry.actor_name)}</>;
  return <>{role}</>;
}

/** A day after the deed or later counts as recorded afterwards; minutes do not. */
const recordedLater = (entry: TimelineRow): boolean => Date.parse(entry.recorded_at) - Date.parse(entry.at) > 3_600_000;

/** A step's own entries are named with it: «Step started: Study». */
function entryName(entry: TimelineRow, page: RequestPage, kinds: Readonly<Record<string, string>>, formats: DeskFormats): string {
  const name = wordFor(kinds, entry.kind);
  const step = entry.kind.startsWith('step_') ? stepOf(page, entry.step) : undefined;
  return step ? `${name}: ${formats.words(step.title)}` : name;
}

interface RequestTimelineProps {
  page: RequestPage;
  onStrike?: (entry: TimelineRow) => void;
}

/** Everything that happened, newest first: when in both calendars, by whom in which role; what was struck stays readable. */
export function RequestTimeline({ page, onStrike }: RequestTimelineProps) {
  const desk = useDesk();
  const { timeline } = desk.request;
  const formats = useDates();
  const [isWhole, setWhole] = useState(false);
  const newest = [...page.timeline].reverse();
  const shown = isWhole ? newest : newest.slice(0, shownFirst);
  const entries = shown.map((entry): TimelineEntry => ({
    id: String(entry.seq),
    state: stateOf(entry),
    struck: entry.struck,
    title: (
      <span className="entry-title">
        <span className="entry-name">{entryName(entry, page, timeline.kinds, formats)}</span>
        {entry.clause && <Clause id={entry.clause} />}
        {entry.struck && <Chip isPlain>{timeline.struck}</Chip>}
      </span>
    ),
    note: entryFacts(entry, page, desk, formats).join(' · '),
    children: (
      <>
        {entry.text && <p className="prose quote entry-text"><bdi>{entry.text}</bdi></p>}
        <div className="entry-foot">
          <span><Who entry={entry} /></span>
          <time dateTime={entry.at}>{formats.bothDates(entry.at)} · {formats.time(entry.at)}</time>
          {recordedLater(entry) && <span>{timeline.recordedLater(formats.stamp(entry.recorded_at))}</span>}
        </div>
        {onStrike && entry.may_strike && (
          <Button variant="quiet" size="small" aria-label={timeline.strike} icon={<FilePen aria-hidden="true" />} onPress={() => onStrike(entry)} />
        )}
      </>
    ),
  }));
  return (
    <section className="card stack" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{timeline.title}</h2>
      {entries.length === 0 ? <p className="muted">{timeline.empty}</p> : <Timeline entries={entries} label={timeline.title} />}
      {!isWhole && newest.length > shownFirst && <div><Button size="small" onPress={() => setWhole(true)}>{timeline.showAll(newest.length - shownFirst)}</Button></div>}
    </section>
  );
}

import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { SubjectRow } from '../../api/privacy';
import { Chip } from '../../ui/feedback';
import { useDates } from '../formats';
import { useDesk, wordFor } from '../texts';

const tones: Readonly<Record<string, 'ok' | 'warn' | undefined>> = { open: 'warn', granted: 'ok', done: 'ok' };

export function SubjectState({ row }: { row: SubjectRow }) {
  const { privacy } = useDesk();
  return (
    <span className="row-wrap">
      {row.late && <Chip tone="error">{privacy.late}</Chip>}
      <Chip tone={tones[row.state]}>{wordFor(privacy.states, row.state)}</Chip>
    </span>
  );
}

/** What was asked, by whom and until when it is answered. */
export function SubjectRowLine({ row, isNamed = true }: { row: SubjectRow; isNamed?: boolean }) {
  const { privacy, words } = useDesk();
  const dates = useDates();
  const who = row.name || (row.state === 'done' ? privacy.gone : privacy.somebody);
  const what = wordFor(privacy.kinds, row.kind) + (row.field ? `: ${wordFor(words.fields, row.field)}` : '');
  const facts = [privacy.asked(dates.bothShort(row.asked_at)), row.in_portal ? privacy.inPortal : privacy.atDesk, ...(row.state === 'open' ? [privacy.answerBy(dates.bothDates(row.due_on))] : [])];
  const body = (
    <>
      <span className="grow">
        <b className="strong">{isNamed ? <bdi>{who}</bdi> : what}</b>
        <span className="sub">{isNamed && <>{what} · </>}{facts.join(' · ')}</span>
      </span>
      <SubjectState row={row} />
    </>
  );
  // Of whom nothing is left there is no page.
  if (row.state === 'done') return <span className="row-item">{body}</span>;
  return <Link className="row-item" data-row="" to="/data-requests/$id" params={{ id: row.id }}>{body}<ArrowLeft className="row-arrow" aria-hidden="true" /></Link>;
}

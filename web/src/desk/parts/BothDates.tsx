import { useDates } from '../formats';

/** A date that has effect: the chosen calendar above, the other one below. */
export function BothDates({ iso, withTime }: { iso: string; withTime?: boolean }) {
  const dates = useDates();
  return (
    <time dateTime={iso} className="both-dates">
      <span>{dates.date(iso)}</span>
      <span className="both-dates-other">{dates.otherDate(iso)}{withTime && <> · {dates.time(iso)}</>}</span>
    </time>
  );
}

import { CalendarClock, TriangleAlert } from 'lucide-react';
import { useDates } from '../formats';
import { useDesk } from '../texts';

/** How near the latest date is, in words and with an icon: never by colour alone. */
export function DueMark({ due }: { due: string | undefined }) {
  const dates = useDates();
  const { queue } = useDesk();
  if (!due) return <span className="due" data-tone="none">{queue.noDue}</span>;
  const { text, tone } = dates.due(due);
  const Icon = tone === 'late' ? TriangleAlert : CalendarClock;
  return <span className="due" data-tone={tone}><Icon aria-hidden="true" /><span>{text}</span></span>;
}

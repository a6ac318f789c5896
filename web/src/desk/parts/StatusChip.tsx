import { Chip } from '../../ui/feedback';
import { useDesk, wordFor } from '../texts';
import { statusTone } from './status_tone';

/** A closed request says how it ended. */
export function StatusChip({ status, outcome }: { status: string; outcome?: string }) {
  const { words } = useDesk();
  const text = status === 'closed' && outcome ? wordFor(words.outcomes, outcome) : wordFor(words.statuses, status);
  return <Chip tone={statusTone(status, outcome)}>{text}</Chip>;
}

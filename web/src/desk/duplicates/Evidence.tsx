import { Check, CircleSlash2, Equal, X } from 'lucide-react';
import type { EvidenceView } from '../../api/desk';
import { Chip } from '../../ui/feedback';
import { useDates } from '../formats';
import { useDesk, wordFor } from '../texts';

function Icon({ one }: { one: EvidenceView }) {
  if (one.level === 'differs') return <X aria-hidden="true" />;
  if (one.level === 'missing') return <CircleSlash2 aria-hidden="true" />;
  return one.level === 'same' ? <Check aria-hidden="true" /> : <Equal aria-hidden="true" />;
}

/** Why two people may be one: each part, and how it came out. */
export function Evidence({ evidence }: { evidence: readonly EvidenceView[] }) {
  const { duplicates } = useDesk();
  return (
    <ul className="list evidence" aria-label={duplicates.why}>
      {evidence.map((one) => (
        <li key={one.part} className="evidence-part" data-level={one.level}>
          <Icon one={one} /> <span>{wordFor(duplicates.parts, one.part)}: {wordFor(duplicates.levels, one.level)}</span>
        </li>
      ))}
    </ul>
  );
}

export function VerdictChip({ verdict, probability }: { verdict: string; probability: number }) {
  const { duplicates } = useDesk();
  const dates = useDates();
  const tone = verdict === 'likely' || verdict === 'same' ? 'warn' : undefined;
  return (
    <span className="row-wrap">
      <Chip {...(tone && { tone })}>{wordFor(duplicates.verdicts, verdict)}</Chip>
      {verdict !== 'different' && <span className="muted small">{duplicates.probability(`${dates.number(Math.round(probability * 100))}%`)}</span>}
    </span>
  );
}

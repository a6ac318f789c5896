import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { KindForm, RequestStanding, StandingItem } from '../../api/model';
import { Chip, type Tone } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import { AnswerText } from '../form/AnswerText';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

const tones: Record<StandingItem['state'], Tone> = { given: 'neutral', missing: 'warn', matched: 'ok', not_valid: 'error', asked_again: 'warn' };

/** What was given, when one asks to see it; the form is read then, for the words of its choices. */
export function Given({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { words } = useFormats();
  const { client } = usePortal();
  const [isOpen, setOpen] = useState(false);
  const { data: form } = useLoad<KindForm>(isOpen ? `kind/${standing.kind}` : null, (signal) => client.get(`portal/kinds/${standing.kind}`, { signal }));
  if (standing.items.length === 0) return null;
  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.standing.items}<ChevronDown aria-hidden="true" /></summary>
      <dl>
        {standing.items.map((item) => (
          <div className="summary-row" key={item.id}>
            <dt className="spread">
              <span>{words(item.title)}</span>
              <Chip tone={tones[item.state]}>{texts.standing.itemStates[item.state] ?? item.state}</Chip>
            </dt>
            <dd><AnswerText item={form?.items.find((one) => one.id === item.id)} value={item.value} /></dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

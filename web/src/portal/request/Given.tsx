import { ChevronDown } from 'lucide-react';
import type { ItemValue, RequestStanding, StandingItem } from '../../api/model';
import { Chip, type Tone } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import { useTexts } from '../texts';

const tones: Record<StandingItem['state'], Tone> = { given: 'neutral', missing: 'warn', matched: 'ok', not_valid: 'error', asked_again: 'warn' };

/** A value as people read it, whatever its kind; the catalogue's words for choices are the form's business. */
export function ValueText({ value }: { value: ItemValue | undefined }) {
  const texts = useTexts();
  const { both, digits } = useFormats();
  if (!value) return <span className="muted">{texts.form.notGiven}</span>;
  if (value.date) return <>{both(value.date)}</>;
  if (value.attachments) return <>{texts.standing.file(value.attachments.length)}</>;
  if (value.sighted) {
    return (
      <>
        {texts.common.identityTypes[value.sighted.type]} <bdi className="ltr">{digits(value.sighted.number)}</bdi>
        <span className="small muted" style={{ display: 'block' }}>{texts.standing.expires(both(value.sighted.expires_on))}</span>
      </>
    );
  }
  return <bdi>{value.text}</bdi>;
}

export function Given({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { words } = useFormats();
  if (standing.items.length === 0) return null;
  return (
    <details className="card">
      <summary>{texts.standing.items}<ChevronDown aria-hidden="true" /></summary>
      <dl>
        {standing.items.map((item) => (
          <div className="summary-row" key={item.id}>
            <dt className="spread">
              <span>{words(item.title)}</span>
              <Chip tone={tones[item.state]}>{texts.standing.itemStates[item.state] ?? item.state}</Chip>
            </dt>
            <dd><ValueText value={item.value} /></dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

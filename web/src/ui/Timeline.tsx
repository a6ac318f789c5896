import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommon, useFormats } from './texts';

export type TimelineState = 'done' | 'now' | 'waiting' | 'skipped' | 'problem' | 'note';
export interface TimelineEntry {
  id: string;
  state: TimelineState;
  title: ReactNode;
  note?: ReactNode;
  /** Struck by a rectification: stays readable. */
  struck?: boolean;
  children?: ReactNode;
}

export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label?: string }) {
  return (
    <ol className="timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} data-state={entry.state} data-struck={entry.struck} aria-current={entry.state === 'now' ? 'step' : undefined}>
          <div className="timeline-title">{entry.title}</div>
          {entry.note && <div className="timeline-note">{entry.note}</div>}
          {entry.children}
        </li>
      ))}
    </ol>
  );
}

/** Where one is in a form of several pages; on a phone one line says it. */
export function Steps({ steps, current, label }: { steps: readonly { id: string; label: string }[]; current: number; label?: string }) {
  const common = useCommon();
  const formats = useFormats();
  const here = steps[current];
  return (
    <div>
      <ol className="steps" aria-label={label ?? common.steps.label}>
        {steps.map((step, index) => (
          <li key={step.id} data-state={index < current ? 'done' : undefined} aria-current={index === current ? 'step' : undefined}>
            <span>
              {index < current && <Check role="img" aria-label={common.steps.done} />}
              {step.label}
            </span>
          </li>
        ))}
      </ol>
      <p className="steps-count" aria-hidden="true">
        <b>{here?.label}</b>
        <span className="muted">{common.steps.progress(formats.number(current + 1), formats.number(steps.length))}</span>
      </p>
    </div>
  );
}

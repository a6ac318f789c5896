import type { ReactNode } from 'react';
import type { Draft } from '../../api/drafts';
import type { FormItem } from '../../api/model';
import { Alert } from '../../ui/feedback';
import { useTexts } from '../texts';
import type { BegunById } from './begun';
import { BegunNote } from './BegunNote';
import { ItemInput } from './ItemInput';

interface ItemsStepProps {
  title: string;
  lead?: string;
  items: readonly FormItem[];
  /** What stands there without anybody having typed it. */
  begun?: BegunById;
  draft: Pick<Draft, 'values' | 'files'>;
  errors: Readonly<Record<string, ReactNode>>;
  onChange: (change: Pick<Draft, 'values'> & Partial<Pick<Draft, 'files'>>) => void;
}

export function ItemsStep({ title, lead, items, begun, draft, errors, onChange }: ItemsStepProps) {
  const texts = useTexts();
  const begunAt = (id: string) => {
    const one = begun?.get(id);
    return one && one.value === draft.values[id] ? one : undefined;
  };
  return (
    <section className="card stack">
      <div className="stack-small">
        <h2>{title}</h2>
        {lead && <p className="small muted">{lead}</p>}
      </div>
      {items.some((item) => begunAt(item.id)) && <Alert tone="info">{texts.form.begunLead}</Alert>}
      {items.length === 0 && <p className="muted">{texts.form.emptyStep}</p>}
      <div className="two">
        {items.map((item) => {
          const from = begunAt(item.id);
          return (
            <ItemInput
              key={item.id}
              item={item}
              note={from && <BegunNote begun={from} />}
              value={draft.values[item.id]}
              files={draft.files}
              error={errors[item.id]}
              onChange={(value, files) => onChange({
                values: { ...draft.values, [item.id]: value },
                ...(files ? { files: { ...draft.files, ...Object.fromEntries(files.map((file) => [file.id, file])) } } : {}),
              })}
            />
          );
        })}
      </div>
    </section>
  );
}

import type { ReactNode } from 'react';
import type { Draft } from '../../api/drafts';
import type { FormItem } from '../../api/model';
import { useTexts } from '../texts';
import { ItemInput } from './ItemInput';

interface ItemsStepProps {
  title: string;
  lead?: string;
  items: readonly FormItem[];
  draft: Pick<Draft, 'values' | 'files'>;
  errors: Readonly<Record<string, ReactNode>>;
  onChange: (change: Pick<Draft, 'values'> & Partial<Pick<Draft, 'files'>>) => void;
}

export function ItemsStep({ title, lead, items, draft, errors, onChange }: ItemsStepProps) {
  const texts = useTexts();
  return (
    <section className="card stack">
      <div className="stack-small">
        <h2>{title}</h2>
        {lead && <p className="small muted">{lead}</p>}
      </div>
      {items.length === 0 && <p className="muted">{texts.form.emptyStep}</p>}
      <div className="two">
        {items.map((item) => (
          <ItemInput
            key={item.id}
            item={item}
            value={draft.values[item.id]}
            files={draft.files}
            error={errors[item.id]}
            onChange={(value, files) => onChange({
              values: { ...draft.values, [item.id]: value },
              ...(files ? { files: { ...draft.files, ...Object.fromEntries(files.map((file) => [file.id, file])) } } : {}),
            })}
          />
        ))}
      </div>
    </section>
  );
}

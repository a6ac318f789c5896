import { PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Draft } from '../../api/drafts';
import type { FormItem, KindForm } from '../../api/model';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import { useTexts } from '../texts';
import { AnswerText } from './AnswerText';
import type { StepName } from './rules';
import { beneficiaryName } from './start';

function Section({ title, onEdit, children }: { title: string; onEdit: () => void; children: ReactNode }) {
  const texts = useTexts();
  return (
    <section className="card stack-small">
      <div className="spread">
        <h2>{title}</h2>
        <Button variant="quiet" icon={<PencilLine aria-hidden="true" />} aria-label={texts.form.editStep(title)} onPress={onEdit}>{texts.common.actions.edit}</Button>
      </div>
      {children}
    </section>
  );
}

interface ReviewStepProps {
  form: KindForm;
  draft: Draft;
  items: readonly FormItem[];
  errors: Readonly<Record<string, ReactNode>>;
  /** Fields that are not right yet, with the page on which they stand. */
  faulty: readonly { field: string; step: StepName }[];
  onEdit: (step: StepName, field?: string) => void;
}

export function ReviewStep({ form, draft, items, errors, faulty, onEdit }: ReviewStepProps) {
  const texts = useTexts();
  const { words } = useFormats();
  const [first] = faulty;
  const rows = (list: readonly FormItem[]) => (
    <dl>
      {list.map((item) => (
        <div className="summary-row" key={item.id} data-fault={Boolean(errors[item.id])}>
          <dt>{words(item.title)}</dt>
          <dd><AnswerText item={item} value={draft.values[item.id]} files={draft.files} />{errors[item.id] && <span className="small" style={{ display: 'block' }}>{errors[item.id]}</span>}</dd>
        </div>
      ))}
    </dl>
  );
  const fields = items.filter((item) => item.kind === 'field');
  const papers = items.filter((item) => item.kind !== 'field');
  const whose = { self: texts.form.self, guardian: texts.form.guardian, agent: texts.form.agent }[draft.capacity];
  return (
    <>
      {first && (
        <Alert tone="warn" title={texts.form.incomplete(faulty.length)} action={<Button onPress={() => onEdit(first.step, first.field)}>{texts.form.goTo}</Button>} />
      )}
      <Section title={texts.form.who} onEdit={() => onEdit('start')}>
        <dl>
          <div className="summary-row"><dt>{texts.form.who}</dt><dd>{whose}</dd></div>
          {draft.capacity !== 'self' && <div className="summary-row"><dt>{texts.form.beneficiary}</dt><dd><bdi>{beneficiaryName(form, draft)}</bdi></dd></div>}
          {form.purposes.map((purpose) => (
            <div className="summary-row" key={purpose.id}><dt>{words(purpose.text)}</dt><dd>{draft.consents[purpose.id] ? texts.form.consentYes : texts.form.consentNo}</dd></div>
          ))}
        </dl>
      </Section>
      {fields.length > 0 && <Section title={texts.form.steps.data} onEdit={() => onEdit('data')}>{rows(fields)}</Section>}
      {papers.length > 0 && <Section title={texts.form.steps.papers} onEdit={() => onEdit('papers')}>{rows(papers)}</Section>}
    </>
  );
}

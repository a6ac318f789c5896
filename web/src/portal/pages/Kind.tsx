import { ArrowRight, CircleCheck, FileText, IdCard, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FormItem, KindForm } from '../../api/model';
import { Alert, LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { useFormats } from '../../ui/texts';
import { Breadcrumb, GoButton, PageHead, Promises } from '../bits';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

function ItemList({ title, hint, icon, items }: { title: string; hint?: string; icon: ReactNode; items: readonly FormItem[] }) {
  const texts = useTexts();
  const { words } = useFormats();
  if (items.length === 0) return null;
  return (
    <div className="stack-small">
      <h3>{title}</h3>
      {hint && <p className="small muted">{hint}</p>}
      <ul className="ticks">
        {items.map((item) => (
          <li key={item.id}>
            {icon}
            <span>
              {words(item.title)}
              {!item.required && <span className="small muted"> ({texts.kind.optional})</span>}
              {item.when.length > 0 && <span className="small muted" style={{ display: 'block' }}>{texts.kind.when}</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Needed({ form }: { form: KindForm }) {
  const texts = useTexts();
  const of = (kind: FormItem['kind']) => form.items.filter((item) => item.kind === kind);
  const papers = of('upload').length + of('sighted').length;
  return (
    <section className="card stack" aria-labelledby="papers">
      <h2 id="papers">{texts.kind.papers}</h2>
      {papers === 0 && <p className="muted">{texts.kind.noPapers}</p>}
      <ItemList title={texts.kind.sighted} hint={texts.kind.sightedHint} icon={<IdCard aria-hidden="true" />} items={of('sighted')} />
      <ItemList title={texts.kind.uploads} icon={<FileText aria-hidden="true" />} items={of('upload')} />
      <ItemList title={texts.kind.data} icon={<PencilLine aria-hidden="true" />} items={of('field')} />
    </section>
  );
}

/** What it costs and how many it is for: asked before anything else is read. */
function Cost({ form }: { form: KindForm }) {
  const { kind } = useTexts();
  const { money, words } = useFormats();
  const rows = form.steps.flatMap((step) => [
    ...(step.fee_halalas === undefined ? [] : [{ id: `${step.id}.fee`, label: words(step.title), said: money(step.fee_halalas), step }]),
    ...(step.capacity === undefined ? [] : [{ id: `${step.id}.capacity`, label: kind.capacity, said: kind.places(step.capacity), step }]),
  ]);
  if (rows.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="cost">
      <h2 id="cost">{kind.cost}</h2>
      <dl>
        {rows.map(({ id, label, said, step }) => (
          <div key={id} className="summary-row"><dt>{label}</dt><dd className="strong">{said}{step.conditional && <span className="small muted"> ({kind.conditional})</span>}</dd></div>
        ))}
      </dl>
    </section>
  );
}

export default function Kind({ parameters }: { parameters: Record<string, string> }) {
  const texts = useTexts();
  const { words } = useFormats();
  const { client } = usePortal();
  const kind = parameters['kind'] ?? '';
  const { data: form, problem, reload } = useLoad<KindForm>(`kind/${kind}`, (signal) => client.get(`portal/kinds/${kind}`, { signal }));
  if (problem && !form) return <ErrorState problem={problem} onRetry={reload} />;
  if (!form) return <LoadingState />;
  const apply = <GoButton to={`kinds/${kind}/apply`} variant="primary" wide icon={<ArrowRight data-flip aria-hidden="true" />}>{texts.kind.apply}</GoButton>;
  return (
    <>
      <Breadcrumb items={[{ to: '', label: texts.shell.home }]} here={words(form.title)} />
      <PageHead title={words(form.title)}><p className="lead">{words(form.summary)}</p></PageHead>
      {form.emergency && <Alert tone="warn">{texts.kind.emergencyNote}</Alert>}
      <div className="columns">
        <div className="stack">
          <section className="card stack" aria-labelledby="conditions">
            <h2 id="conditions">{texts.kind.conditions}</h2>
            {form.conditions.length === 0
              ? <p className="muted">{texts.kind.noConditions}</p>
              : <ul className="ticks">{form.conditions.map((condition, index) => <li key={index}><CircleCheck aria-hidden="true" /><span>{words(condition)}</span></li>)}</ul>}
          </section>
          <Cost form={form} />
          <Needed form={form} />
        </div>
        <aside className="stack" aria-label={texts.kind.happens}>
          <div className="card stack-small only-wide">{apply}<p className="tiny muted">{texts.kind.applyHint}</p></div>
          <section className="card stack">
            <h2>{texts.kind.happens}</h2>
            <Promises steps={form.steps} />
            <p className="tiny muted">{texts.kind.policyNote}</p>
          </section>
        </aside>
      </div>
      <div className="form-bar only-narrow">{apply}</div>
    </>
  );
}

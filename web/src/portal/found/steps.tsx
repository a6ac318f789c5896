import { Pencil } from 'lucide-react';
import { lazy, Suspense, type ReactNode } from 'react';
import type { FoundingStart, PolicyChoice, PolicySource } from '../../api/founding';
import { Button } from '../../ui/Button';
import { Choice, type Option } from '../../ui/choices';
import { Alert, EmptyState, Skeleton } from '../../ui/feedback';
import { FieldError } from '../../ui/Field';
import { Outline } from '../../ui/Outline';
import { Obstacles, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useFormats, useLanguage } from '../../ui/texts';
import type { StepName, Typed } from './founding';
import { useFound } from './texts';
import { useReading } from './useFounding';

const DateField = lazy(() => import('../../ui/DateField'));

export interface StepProps {
  typed: Typed;
  /** What is to be said of a field now. */
  errors: Readonly<Record<string, ReactNode>>;
  onChange: (next: Partial<Typed>) => void;
  /** The reader has been in this field. */
  onSeen: (field: string) => void;
}

export function AssociationStep({ typed, errors, onChange, onSeen }: StepProps) {
  const texts = useFound();
  const { name } = typed;
  const portal = `${location.origin}/${typed.slug}/`;
  return (
    <>
      <p className="lead">{texts.associationLead}</p>
      <div className="two">
        <TextField label={texts.nameAr} name="name.ar" isRequired maxLength={120} value={name.ar} error={errors['name.ar']} onChange={(ar) => onChange({ name: { ...name, ar } })} onBlur={() => onSeen('name.ar')} />
        <TextField label={texts.nameEn} name="name.en" isRequired maxLength={120} value={name.en} error={errors['name.en']} onChange={(en) => onChange({ name: { ...name, en } })} onBlur={() => onSeen('name.en')} />
        <TextField label={texts.licence} name="licence" hint={texts.licenceHint} isRequired maxLength={30} value={typed.licence} error={errors['licence']} onChange={(licence) => onChange({ licence })} onBlur={() => onSeen('licence')} />
        <TextField
          label={texts.slug} name="slug" hint={texts.slugHint} isRequired kind="email" maxLength={40} value={typed.slug} error={errors['slug']}
          onChange={(slug) => { onSeen('slug'); onChange({ slug }); }} onBlur={() => onSeen('slug')}
        />
      </div>
      {typed.slug && !errors['slug'] && <p className="small muted">{texts.address} <bdi className="ltr">{portal}</bdi></p>}
    </>
  );
}

const idOf = (source: PolicySource) => `${source.from}/${source.name}`;

function useOption(): (choice: PolicyChoice) => Option {
  const texts = useFound();
  const { words } = useFormats();
  return ({ source, title, document, kinds, clauses }) => ({
    id: idOf(source),
    label: words(title) || source.name,
    hint: words(title) ? [words(document), texts.kinds(kinds), texts.clauses(clauses)].join(' · ') : texts.faulty,
  });
}

/** Templates and what others publish: one choice in two lists. */
function Policies({ start, typed, onChange }: { start: FoundingStart } & Pick<StepProps, 'typed' | 'onChange'>) {
  const texts = useFound();
  const option = useOption();
  const lists = (['shipped', 'association'] as const)
    .map((from) => ({ from, choices: start.policies.filter(({ source }) => source.from === from) }))
    .filter(({ choices }) => choices.length > 0);
  // One of the two is chosen from, not both: the mark stands once.
  return lists.map(({ from, choices }, index) => (
    <Choice
      key={from} label={from === 'shipped' ? texts.templates : texts.published} isRequired={index === 0} options={choices.map(option)} value={typed.policy ? idOf(typed.policy) : ''}
      onChange={(id) => onChange({ policy: choices.find(({ source }) => idOf(source) === id)?.source })}
    />
  ));
}

function Reading({ token, typed }: { token: string; typed: Typed }) {
  const texts = useFound();
  const { language } = useLanguage();
  const { reading, problem } = useReading(token, typed, language);
  if (!typed.policy) return null;
  if (problem) return <ProblemAlert problem={problem} />;
  if (!reading) return <p className="small muted" role="status">{texts.reading}</p>;
  return (
    <>
      {reading.obstacles.length > 0 && <Alert isLive tone="error" title={texts.refused}><Obstacles obstacles={reading.obstacles} /></Alert>}
      {reading.outline && (
        <details className="found-reading">
          <summary>{texts.read}</summary>
          <div className="found-outline" role="region" aria-label={reading.outline.title} tabIndex={0}><Outline outline={reading.outline} /></div>
        </details>
      )}
    </>
  );
}

export function PolicyStep({ token, start, typed, errors, onChange, today }: StepProps & { token: string; start: FoundingStart; today: string }) {
  const texts = useFound();
  const { approval } = typed;
  if (start.policies.length === 0) return <EmptyState title={texts.noneYet} />;
  return (
    <>
      <p className="lead">{texts.policyLead}</p>
      <div className="stack" data-field="policy">
        <Policies start={start} typed={typed} onChange={onChange} />
        <FieldError>{errors['policy']}</FieldError>
      </div>
      <Reading token={token} typed={typed} />
      <Choice
        label={texts.approval} name="approval" isRequired value={typed.isApproved} error={errors['approval']} onChange={(isApproved) => onChange({ isApproved })}
        options={[{ id: 'yes', label: texts.approved, hint: texts.approvedHint }, { id: 'no', label: texts.notApproved, hint: texts.notApprovedHint }]}
      />
      {typed.isApproved === 'yes' && (
        <div className="two">
          <TextField label={texts.meeting} name="approval.meeting" hint={texts.meetingHint} maxLength={60} value={approval.meeting} error={errors['approval.meeting']} onChange={(meeting) => onChange({ approval: { ...approval, meeting } })} />
          <TextField label={texts.term} name="approval.term" maxLength={60} value={approval.term} error={errors['approval.term']} onChange={(term) => onChange({ approval: { ...approval, term } })} />
          <Suspense fallback={<Skeleton height={80} />}>
            <DateField label={texts.approvedOn} name="approval.date" max={today} value={approval.date} error={errors['approval.date']} onChange={(date) => onChange({ approval: { ...approval, date } })} />
          </Suspense>
        </div>
      )}
    </>
  );
}

export function AdministratorStep({ typed, errors, onChange, onSeen }: StepProps) {
  const texts = useFound();
  const { administrator } = typed;
  return (
    <>
      <p className="lead">{texts.administratorLead}</p>
      <div className="two">
        <TextField label={texts.administratorName} name="administrator.name" isRequired maxLength={120} value={administrator.name} error={errors['administrator.name']} onChange={(name) => onChange({ administrator: { ...administrator, name } })} onBlur={() => onSeen('administrator.name')} />
        <TextField label={texts.administratorEmail} name="administrator.email" hint={texts.emailHint} isRequired kind="email" maxLength={254} value={administrator.email} error={errors['administrator.email']} onChange={(email) => onChange({ administrator: { ...administrator, email } })} onBlur={() => onSeen('administrator.email')} />
      </div>
      <Alert tone="info">{texts.handOver}</Alert>
    </>
  );
}

function Part({ step, rows, onEdit }: { step: StepName; rows: readonly (readonly [string, ReactNode])[]; onEdit: (step: StepName) => void }) {
  const texts = useFound();
  const title = texts.step[step];
  return (
    <section>
      <div className="spread">
        <h3>{title}</h3>
        <Button variant="quiet" size="small" icon={<Pencil aria-hidden="true" />} aria-label={texts.edit(title)} onPress={() => onEdit(step)} />
      </div>
      <dl>{rows.map(([label, said]) => <div className="summary-row" key={label}><dt>{label}</dt><dd>{said}</dd></div>)}</dl>
    </section>
  );
}

export function ReviewStep({ typed, start, onEdit }: { typed: Typed; start: FoundingStart; onEdit: (step: StepName) => void }) {
  const texts = useFound();
  const { words, both } = useFormats();
  const { policy, approval } = typed;
  const choice = start.policies.find(({ source }) => policy && idOf(source) === idOf(policy));
  const said = [approval.meeting && texts.meetingIs(approval.meeting), approval.term && texts.termIs(approval.term), approval.date && both(approval.date)].filter(Boolean);
  const approved = typed.isApproved === 'yes' ? (said.length > 0 ? texts.approvedShort(said.join(' · ')) : texts.approved) : texts.notApproved;
  return (
    <>
      <p className="lead">{texts.reviewLead}</p>
      <Part
        step="association" onEdit={onEdit}
        rows={[[texts.nameAr, typed.name.ar], [texts.nameEn, <bdi key="en">{typed.name.en}</bdi>], [texts.licence, <bdi key="licence">{typed.licence}</bdi>], [texts.slug, <bdi key="slug" className="ltr">{typed.slug}</bdi>]]}
      />
      <Part step="policy" onEdit={onEdit} rows={[[texts.step.policy, policy ? texts.from[policy.from](words(choice?.title) || policy.name) : ''], [texts.approval, approved]]} />
      <Part step="administrator" onEdit={onEdit} rows={[[texts.administratorName, typed.administrator.name], [texts.administratorEmail, <bdi key="email" className="ltr">{typed.administrator.email}</bdi>]]} />
    </>
  );
}

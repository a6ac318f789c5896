import { CloudCheck, CloudOff } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Draft } from '../../api/drafts';
import type { KindForm } from '../../api/model';
import { placeObstacles } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Alert, EmptyState } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { ProblemAlert } from '../../ui/Problem';
import { useRouter } from '../../ui/router';
import { useFormats } from '../../ui/texts';
import { Steps } from '../../ui/Timeline';
import { Breadcrumb, GoButton, PageHead } from '../bits';
import { remember } from '../load';
import { useTexts } from '../texts';
import { beginDraft, type BegunById } from './begun';
import type { KeptDraft } from './draft';
import { ItemsStep } from './ItemsStep';
import { ReviewStep } from './ReviewStep';
import { valuesToSend, type StepName } from './rules';
import { SignStep, type Signer } from './SignStep';
import { beneficiaryName } from './start';
import { StartStep } from './StartStep';
import { useApply } from './useApply';

const Dialog = lazy(() => import('../../ui/Dialog'));

function Origin({ kept }: { kept: KeptDraft }) {
  const texts = useTexts();
  const { moment } = useFormats();
  const [isAsking, setAsking] = useState(false);
  const [shown] = useState({ origin: kept.origin, savedAt: kept.savedAt });
  if (shown.origin === 'new' || kept.origin === 'new') return null;
  const isRebased = shown.origin === 'rebased';
  return (
    <>
      <Alert
        tone={isRebased ? 'warn' : 'info'}
        title={isRebased ? texts.form.rebased : texts.form.restored}
        action={<Button variant="secondary" size="small" onPress={() => setAsking(true)}>{texts.form.startOver}</Button>}
      >
        {isRebased ? texts.form.rebasedText : texts.form.restoredText(moment(shown.savedAt ?? ''))}
      </Alert>
      {isAsking && (
        <Suspense>
          <Dialog
            title={texts.form.startOverTitle}
            isOpen
            onClose={() => setAsking(false)}
            actions={(
              <>
                <Button onPress={() => setAsking(false)}>{texts.common.actions.cancel}</Button>
                <Button variant="danger" onPress={() => void kept.startOver().then(() => setAsking(false))}>{texts.form.startOver}</Button>
              </>
            )}
          >
            <p>{texts.form.startOverText}</p>
          </Dialog>
        </Suspense>
      )}
    </>
  );
}

function capacityNote(form: KindForm, draft: Draft, texts: ReturnType<typeof useTexts>): string {
  if (draft.capacity === 'self') return texts.form.asCapacity.self;
  return texts.form.asCapacity[draft.capacity](beneficiaryName(form, draft));
}

/** The step is in the address, so that «back» goes one page back and nothing is lost. «Back» from what was sent begins anew. */
function useStep(form: KindForm, steps: readonly StepName[], draft: Draft, restored: string): { step: StepName; go: (step: StepName, replace?: boolean) => void } {
  const { place, navigate } = useRouter();
  const asked = draft.savedAt ? new URLSearchParams(place.search).get('step') ?? restored : 'start';
  const step = steps.find((one) => one === asked) ?? 'start';
  const go = (next: StepName, replace = false) => navigate(`kinds/${form.id}/apply?step=${next}`, { replace });
  return { step, go };
}

function Saved({ savedAt }: { savedAt: string | undefined }) {
  const texts = useTexts();
  const { time } = useFormats();
  return <span className="saved"><CloudCheck aria-hidden="true" />{savedAt ? texts.form.savedAt(time(savedAt)) : texts.form.saves}</span>;
}

export function ApplyForm({ form, kept: own, begun }: { form: KindForm; kept: KeptDraft; begun: BegunById }) {
  const kept = beginDraft(own, begun);
  const texts = useTexts();
  const { words } = useFormats();
  const { navigate } = useRouter();
  const apply = useApply(form, kept);
  const { draft, change } = kept;
  const [restoredStep] = useState(draft.step);
  const { step, go } = useStep(form, apply.steps, draft, restoredStep);
  // A fault is shown once it stood in the way of going on; a question that has just appeared is not yet wrong.
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const signer = useRef<Signer>(null);
  const index = apply.steps.indexOf(step);
  const isLast = index === apply.steps.length - 1;

  // A refusal about a field on an earlier page leads back to it.
  const { problem, fields, stepOfField, setProblem } = apply;
  useEffect(() => {
    if (!problem) return;
    const [field] = placeObstacles(problem.obstacles, fields).byField.keys();
    if (field !== undefined && stepOfField(field) !== step) go(stepOfField(field), true);
    // Only a new problem moves the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [problem]);

  const show = (next: StepName, field?: string) => {
    change({ step: next, submissionKey: draft.submissionKey });
    go(next);
    if (field) requestAnimationFrame(() => requestAnimationFrame(() => focusField(field)));
  };
  const edit = (next: Partial<Draft>) => {
    if (problem) setProblem(null);
    change(next);
  };
  const faultsHere = apply.faulty.filter((fault) => step === 'review' || step === 'sign' || fault.step === step);
  const next = async () => {
    setShown((old) => new Set([...old, ...faultsHere.map((fault) => fault.field)]));
    const [first] = faultsHere;
    if (first) {
      if (first.step === step) requestAnimationFrame(() => focusField(first.field));
      else show(first.step, first.field);
      return;
    }
    if (!isLast) return show(apply.steps[index + 1] ?? 'review');
    const answer = await apply.submit(step === 'sign' ? () => signer.current?.sign() ?? Promise.resolve(null) : null);
    if (!answer) return;
    remember(`request/${answer.id}`, answer);
    navigate(`requests/${answer.id}/received`, { replace: true });
  };

  if (apply.isQueued) {
    return (
      <div className="card">
        <EmptyState isWholePage icon={<CloudOff />} title={texts.form.offlineQueued} action={<GoButton to="" variant="primary">{texts.form.doneHome}</GoButton>}>{texts.form.offlineQueuedText}</EmptyState>
      </div>
    );
  }
  const errors = Object.fromEntries(Object.entries(apply.errors).filter(([field]) => shown.has(field) || apply.refused.has(field) || step === 'review'));
  const label = isLast ? (step === 'sign' ? texts.form.submitSigned : texts.form.submit) : apply.steps[index + 1] === 'review' ? texts.form.toReview : step === 'review' ? texts.form.toSign : texts.form.next;
  return (
    <form className="form-page" noValidate onSubmit={(event) => { event.preventDefault(); void next(); }}>
      <Breadcrumb items={[{ to: '', label: texts.shell.home }, { to: `kinds/${form.id}`, label: words(form.title) }]} here={texts.form.steps[step]} />
      <PageHead title={texts.form.title(words(form.title))}><p className="small muted">{texts.form.saves}</p></PageHead>
      <Steps steps={apply.steps.map((id) => ({ id, label: texts.form.steps[id] }))} current={index} />
      {step === apply.steps[0] || step === restoredStep ? <Origin kept={kept} /> : null}
      {problem && <ProblemAlert problem={problem} fields={fields} onRetry={() => void next()} />}
      {step === 'start' && <StartStep form={form} draft={draft} errors={errors} onChange={edit} />}
      {step === 'data' && <ItemsStep title={draft.capacity === 'self' ? texts.form.fieldsTitle : texts.form.fieldsTitleOther} lead={draft.capacity === 'self' ? undefined : texts.form.fieldsLeadOther} items={apply.items.filter((item) => item.kind === 'field')} begun={begun} draft={draft} errors={errors} onChange={edit} />}
      {step === 'papers' && <ItemsStep title={texts.form.papersTitle} lead={texts.form.papersLead} items={apply.items.filter((item) => item.kind !== 'field')} begun={begun} draft={draft} errors={errors} onChange={edit} />}
      {step === 'review' && <ReviewStep form={form} draft={draft} items={apply.items} errors={errors} faulty={apply.faulty} onEdit={show} />}
      {step === 'sign' && (
        <SignStep
          ref={signer}
          form={form}
          signed={{ kind: form.id, values: valuesToSend(form.items, { values: draft.values, capacity: draft.capacity }), capacity: draft.capacity }}
          capacityNote={capacityNote(form, draft, texts)}
          refused={errors}
        />
      )}
      <div className="form-bar">
        {index > 0 && <Button size="large" onPress={() => show(apply.steps[index - 1] ?? 'start')}>{texts.common.actions.previous}</Button>}
        <Saved savedAt={kept.savedAt} />
        <Button type="submit" variant="primary" size="large" busy={apply.isBusy}>{label}</Button>
      </div>
    </form>
  );
}

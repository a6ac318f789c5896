import { Link2Off } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { FoundingStart } from '../../api/founding';
import { Button } from '../../ui/Button';
import { EmptyState, LoadingState } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { ErrorState, fieldErrors, Obstacles, ProblemAlert } from '../../ui/Problem';
import { useCommon, useFormats } from '../../ui/texts';
import { Steps } from '../../ui/Timeline';
import '../found/found.css';
import { fields, fieldsOf, firstFault, steps, type StepName } from '../found/founding';
import { Made } from '../found/Made';
import { AdministratorStep, AssociationStep, PolicyStep, ReviewStep } from '../found/steps';
import { useFound } from '../found/texts';
import { useFounding, useStart, type Founding } from '../found/useFounding';

const focusSoon = (field: string) => requestAnimationFrame(() => requestAnimationFrame(() => focusField(field)));
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Riyadh' }).format(new Date());

/** What the page itself asks before it asks the server. */
function unanswered({ typed, step }: Founding, texts: ReturnType<typeof useFound>): Record<string, string> {
  if (step !== 'policy') return {};
  return { ...(typed.policy ? {} : { policy: texts.choosePolicy }), ...(typed.isApproved ? {} : { approval: texts.chooseApproval }) };
}

function useErrors(founding: Founding, seen: ReadonlySet<string>): Record<string, ReactNode> {
  const texts = useFound();
  const own = unanswered(founding, texts);
  const told: Record<string, ReactNode> = { ...fieldErrors(founding.problem, fields) };
  for (const field of fieldsOf[founding.step]) {
    if (!seen.has(field)) continue;
    const obstacles = founding.faults.get(field);
    // The policy's own faults stand with the policy.
    if (obstacles && field !== 'policy') told[field] = <Obstacles obstacles={obstacles} />;
    else if (own[field]) told[field] = own[field];
  }
  return told;
}

function Wizard({ token, start }: { token: string; start: FoundingStart }) {
  const texts = useFound();
  const common = useCommon();
  const { moment } = useFormats();
  const founding = useFounding(token);
  const { typed, step, problem, isBusy, made, change } = founding;
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const errors = useErrors(founding, seen);
  const heading = useRef<HTMLHeadingElement>(null);
  const index = steps.indexOf(step);
  const see = (...names: readonly string[]) => setSeen((old) => new Set([...old, ...names]));
  const go = (next: StepName) => {
    founding.go(next);
    requestAnimationFrame(() => requestAnimationFrame(() => heading.current?.focus()));
  };
  const next = async () => {
    see(...fieldsOf[step]);
    if (step === 'review') return founding.make();
    const [open] = Object.keys(unanswered(founding, texts));
    if (open) return void focusSoon(open);
    const faults = await founding.look();
    const first = faults && firstFault(faults, step);
    if (first) focusSoon(first);
    else if (faults) go(steps[index + 1] ?? 'review');
  };
  if (made) return <Made made={made} administrator={typed.administrator.name} />;
  const props = { typed, errors, onChange: change, onSeen: (field: string) => see(field) };
  return (
    <form className="form-page" noValidate onSubmit={(event) => { event.preventDefault(); void next(); }}>
      <div className="page-head"><h1>{texts.title}</h1><p className="lead">{texts.lead} {texts.until(moment(start.expires_at))}</p></div>
      <Steps steps={steps.map((id) => ({ id, label: texts.step[id] }))} current={index} />
      {problem && <ProblemAlert problem={problem} fields={fieldsOf[step]} onRetry={() => void next()} />}
      <section className="card stack">
        <h2 ref={heading} tabIndex={-1}>{texts.step[step]}</h2>
        {step === 'association' && <AssociationStep {...props} />}
        {step === 'policy' && <PolicyStep {...props} token={token} start={start} today={today()} />}
        {step === 'administrator' && <AdministratorStep {...props} />}
        {step === 'review' && <ReviewStep typed={typed} start={start} onEdit={go} />}
      </section>
      <div className="form-bar">
        {index > 0 && <Button size="large" onPress={() => go(steps[index - 1] ?? 'association')}>{common.actions.previous}</Button>}
        <span className="grow" />
        <Button type="submit" variant="primary" size="large" busy={isBusy}>{step === 'review' ? texts.make : common.actions.next}</Button>
      </div>
    </form>
  );
}

/** Founding an association by an operator's link; its token never leaves the address bar's fragment. */
export default function Found() {
  const texts = useFound();
  const [token] = useState(() => location.hash.slice(1));
  const { start, problem, again } = useStart(token);
  useEffect(() => { document.title = texts.title; }, [texts.title]);
  return (
    <main className="wrap found stack">
      {problem?.status === 404 && <div className="card"><EmptyState isWholePage icon={<Link2Off />} title={texts.invalidTitle}>{texts.invalidText}</EmptyState></div>}
      {problem && problem.status !== 404 && !start && <ErrorState problem={problem} onRetry={again} />}
      {!start && !problem && <LoadingState />}
      {start && <Wizard token={token} start={start} />}
    </main>
  );
}

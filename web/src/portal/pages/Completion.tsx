import { useRef, useState, type ReactNode } from 'react';
import type { Draft } from '../../api/drafts';
import { uuidv7 } from '../../api/ids';
import type { KindForm, RequestStanding, Signature, Values } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Alert, EmptyState, LoadingState, toast } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { ErrorState, fieldErrors, ProblemAlert } from '../../ui/Problem';
import { Prose } from '../../ui/Prose';
import { today } from '../../ui/dates';
import { useRouter } from '../../ui/router';
import { useFormats } from '../../ui/texts';
import { Breadcrumb, GoButton, PageHead } from '../bits';
import { faultText, portalFaultWords } from '../form/faults';
import { ItemsStep } from '../form/ItemsStep';
import { askedItems, check } from '../form/rules';
import { SignStep, signFields, type Signer } from '../form/SignStep';
import { remember, useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

interface Loaded {
  standing: RequestStanding;
  form: KindForm;
}

/** The answer to a return: only what was asked for again, and a new signature over the whole. */
function CompletionForm({ standing, form }: Loaded) {
  const texts = useTexts();
  const formats = useFormats();
  const { client } = usePortal();
  const { navigate } = useRouter();
  const before: Values = Object.fromEntries(standing.items.flatMap((item) => (item.value ? [[item.id, item.value]] : [])));
  const asked = standing.returned?.items ?? [];
  // A file that is asked for again is another file: its place is empty.
  const [draft, setDraft] = useState<Pick<Draft, 'values' | 'files'>>(() => ({
    values: Object.fromEntries(Object.entries(before).filter(([id, value]) => !(asked.includes(id) && value.attachments))),
    files: {},
  }));
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [key, setKey] = useState(uuidv7);
  const signer = useRef<Signer>(null);
  // Sent once already, perhaps: another try carries the same signature under the same key.
  const signed = useRef<{ values: string; declaration: Signature | undefined }>(null);

  const facts = { values: draft.values, capacity: 'self' as const };
  // What was asked for, and what an answer to it newly calls for.
  const items = askedItems(form.items, facts).filter((item) => asked.length === 0 || asked.includes(item.id) || (item.required && !before[item.id] && item.when.length > 0));
  const given: Values = Object.fromEntries(items.flatMap((item) => (draft.values[item.id] ? [[item.id, draft.values[item.id] ?? {}]] : [])));
  const faults: Record<string, ReactNode> = {};
  for (const item of items) {
    const fault = check(item, draft.values[item.id], today());
    if (fault) faults[item.id] = faultText(fault, item, portalFaultWords(texts, formats));
  }
  const ids = [...items.map((item) => item.id), ...signFields];
  const send = async () => {
    setTried(true);
    const [first] = Object.keys(faults);
    if (first !== undefined) return void requestAnimationFrame(() => focusField(first));
    setBusy(true);
    setProblem(null);
    try {
      const values = JSON.stringify(given);
      if (signed.current?.values !== values) {
        const declaration = form.declaration ? await signer.current?.sign() : undefined;
        if (declaration === null) return;
        signed.current = { values, declaration };
      }
      const { declaration } = signed.current;
      const answer = await client.post<RequestStanding>(`portal/requests/${standing.id}/completion`, { values: given, declaration }, { ifMatch: standing.seq, idempotencyKey: key });
      remember(`request/${answer.id}`, answer);
      toast(texts.form.completed);
      navigate(`requests/${answer.id}`, { replace: true });
    } catch (caught) {
      const refused = asProblem(caught);
      setProblem(refused);
      if (!refused.mayRetry) {
        signed.current = null;
        setKey(uuidv7());
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="form-page" noValidate onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Breadcrumb items={[{ to: 'requests', label: texts.requests.title }, { to: `requests/${standing.id}`, label: formats.words(standing.kind_title) }]} here={texts.form.completeTitle} />
      <PageHead title={texts.form.completeTitle}><p className="lead">{texts.form.completeLead}</p></PageHead>
      {standing.returned?.reason && <Alert tone="warn" title={texts.standing.returnedTitle}><p><Prose text={standing.returned.reason} /></p></Alert>}
      {problem && <ProblemAlert problem={problem} fields={ids} onRetry={() => void send()} />}
      <ItemsStep
        title={texts.form.papersTitle}
        items={items}
        draft={draft}
        errors={isTried ? { ...fieldErrors(problem, ids), ...faults } : {}}
        onChange={(change) => {
          setProblem(null);
          setDraft((old) => ({ ...old, ...change }));
        }}
      />
      <SignStep ref={signer} form={form} signed={{ kind: form.id, values: given, request: standing.id }} refused={fieldErrors(problem, signFields)} />
      <div className="form-bar">
        <Button type="submit" variant="primary" size="large" busy={isBusy}>{texts.form.completeSend}</Button>
      </div>
    </form>
  );
}

export default function Completion({ parameters }: { parameters: Record<string, string> }) {
  const texts = useTexts();
  const { client } = usePortal();
  const id = parameters['id'] ?? '';
  const { data, problem, reload } = useLoad<Loaded>(`completion/${id}`, async (signal) => {
    const standing = await client.get<RequestStanding>(`portal/requests/${id}`, { signal });
    return { standing, form: await client.get<KindForm>(`portal/kinds/${standing.kind}`, { signal }) };
  });
  if (problem && !data) return <ErrorState problem={problem} onRetry={reload} />;
  if (!data) return <LoadingState />;
  if (!data.standing.returned) {
    return <div className="card"><EmptyState isWholePage title={texts.form.nothingAsked} action={<GoButton to={`requests/${id}`} variant="primary">{texts.form.doneFollow}</GoButton>} /></div>;
  }
  return <CompletionForm key={data.standing.seq} {...data} />;
}

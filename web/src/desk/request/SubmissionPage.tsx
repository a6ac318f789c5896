import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState, type FormEvent, type ReactNode } from 'react';
import type { Capacity, ContentDigest, FormItem, KindForm, Signature, SignMethod, Values } from '../../api/model';
import type { PersonFile } from '../../api/desk';
import { asProblem, type Problem } from '../../api/problem';
import { askedItems, check, normalise, valuesToSend, type Fault } from '../../portal/form/rules';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/choices';
import { today } from '../../ui/dates';
import { Alert } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { useDraft } from '../drafts';
import { useDates } from '../formats';
import { ItemField, useFaultText } from '../parts/ItemField';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { personOptions } from '../people/people_data';
import { useDesk } from '../texts';
import { Conflict } from './Conflict';
import type { RequestPage } from './model';
import { kindsOptions, requestOptions } from './request_data';
import { AskSpokenCode, noCode, type SpokenCode } from '../parts/SpokenCode';
import { beginValues } from './submission_values';
import { isChanged, useAct } from './use_act';

const SignaturePad = lazy(() => import('../../ui/SignaturePad'));

interface Draft {
  values: Values;
  method: SignMethod | '';
  witness: string;
}

interface SigningProps {
  kind: KindForm;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onDrawing: (drawing: Blob | null) => void;
  request: string;
  spoken: SpokenCode;
  onSpoken: (spoken: SpokenCode) => void;
  faults: { method?: string; drawing?: string; witness?: string; code?: ReactNode };
}

function Signing({ kind, draft, onChange, onDrawing, request, spoken, onSpoken, faults }: SigningProps) {
  const { submission, declaration: texts } = useDesk().request;
  const dates = useDates();
  const { declaration } = kind;
  if (!declaration) return null;
  const labels = { drawn: submission.drawn, witness: submission.witness, code: submission.code };
  return (
    <section className="card stack" aria-labelledby="signing">
      <h2 id="signing">{submission.declaration}</h2>
      <p className="muted">{submission.readAloud}</p>
      <figure className="stack-small">
        <figcaption className="muted small">{texts.version(dates.number(declaration.version))}</figcaption>
        <blockquote className="declaration-text prose">{dates.words(declaration.text)}</blockquote>
      </figure>
      <Choice
        label={submission.method} name="method" isInline isRequired value={draft.method} error={faults.method}
        options={declaration.signed_by.map((id) => ({ id, label: labels[id] }))} onChange={(method) => onChange({ method })}
      />
      {draft.method === 'drawn' && <Suspense fallback={null}><SignaturePad name="drawing" onChange={onDrawing} error={faults.drawing} /></Suspense>}
      {draft.method === 'code' && <AskSpokenCode path={`desk/requests/${request}/signing-codes`} hint={submission.codeHint} value={spoken} onChange={onSpoken} error={faults.code} />}
      {draft.method === 'witness' && <TextField label={submission.witnessName} name="witness" isRequired hint={submission.witnessHint} value={draft.witness} onChange={(witness) => onChange({ witness })} error={faults.witness} />}
    </section>
  );
}

interface FormProps {
  page: RequestPage;
  kind: KindForm;
  /** What is on file of the person whom the request is for. */
  file: PersonFile | undefined;
  /** Only a new declaration over what stands there, or the whole submission. */
  isSignOnly: boolean;
}

function SubmissionForm({ page, kind, file, isSignOnly }: FormProps) {
  const { submission } = useDesk().request;
  const common = useCommon();
  const client = useClient();
  const navigate = useNavigate();
  const faultText = useFaultText();
  const [draft, setDraft, forget] = useDraft<Draft>(`${page.id}/submission`, () => ({ values: beginValues(page, kind, file), method: '', witness: '' }));
  const [drawing, setDrawing] = useState<Blob | null>(null);
  const [spoken, setSpoken] = useState(noCode);
  const [tried, setTried] = useState(false);
  const [early, setEarly] = useState<Problem | null>(null);
  const [isPreparing, setPreparing] = useState(false);
  const capacity: Capacity = page.applicant?.capacity ?? 'self';
  const act = useAct(page, () => {
    forget();
    void navigate({ to: '/requests/$request', params: { request: page.id }, replace: true });
  }, isSignOnly ? submission.signed : submission.submitted);
  const normal: Values = Object.fromEntries(Object.entries(draft.values).map(([id, value]) => {
    const item = kind.items.find((one) => one.id === id);
    return [id, item && value.text !== undefined ? { ...value, text: normalise(item, value.text) } : value];
  }));
  const asked = isSignOnly ? [] : askedItems(kind.items, { values: normal, capacity });
  const faults = new Map<string, Fault>(asked.flatMap((item) => {
    const fault = check(item, normal[item.id], today());
    return fault ? [[item.id, fault] as const] : [];
  }));
  const signing = kind.declaration ? {
    ...(!draft.method && { method: common.fields.requiredMissing }),
    ...(draft.method === 'drawn' && !drawing && { drawing: submission.needSignature }),
    ...(draft.method === 'witness' && !draft.witness.trim() && { witness: submission.needWitness }),
    ...(draft.method === 'code' && spoken.code.length !== 6 && { code: spoken.sent ? submission.needCode : submission.needCodeSent }),
  } : {};
  const values = isSignOnly ? {} : valuesToSend(kind.items, { values: normal, capacity });

  /** What is signed over is computed by the server, from exactly what will be submitted. */
  const signature = async (): Promise<Signature | undefined> => {
    if (!kind.declaration || !draft.method) return undefined;
    const [digest, image] = await Promise.all([
      client.post<ContentDigest>('desk/digests', { kind: kind.id, values, request: page.id }),
      draft.method === 'drawn' && drawing ? client.upload(`desk/requests/${page.id}/attachments`, drawing, 'signature.png') : undefined,
    ]);
    return { method: draft.method, ...digest, ...(image && { drawing: image.id }), ...(draft.method === 'witness' && { witness: draft.witness.trim() }), ...(draft.method === 'code' && { challenge: spoken.sent?.challenge, code: spoken.code }) };
  };
  const send = async () => {
    setEarly(null);
    setPreparing(true);
    try {
      const declaration = await signature();
      if (isSignOnly) await act.run({ path: 'declaration', body: { ...declaration } });
      else await act.run({ path: 'submission', body: { values, ...(declaration && { declaration }) } });
    } catch (error) {
      setEarly(asProblem(error));
    } finally {
      setPreparing(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const first = [...faults.keys(), ...Object.keys(signing)][0];
    if (first !== undefined) focusField(first);
    else void send();
  };
  const problem = early ?? (act.problem && !isChanged(act.problem) ? act.problem : null);
  const names = [...asked.map((item) => item.id), 'declaration.code', 'code'];
  const refused = fieldErrors(problem, names);
  const errorOf = (item: FormItem) => {
    const fault = tried ? faults.get(item.id) : undefined;
    return fault ? faultText(fault, item) : refused[item.id];
  };
  const change = (id: string, value: Values[string]) => setDraft((old) => ({ ...old, values: { ...old.values, [id]: value } }));
  return (
    <form className="stack submission" onSubmit={submit} noValidate>
      {problem && <ProblemAlert problem={problem} fields={names} onRetry={() => void send()} />}
      {!isSignOnly && (
        <section className="card stack" aria-labelledby="asked">
          <h2 id="asked">{submission.values}</h2>
          {asked.length === 0 && <p className="muted">{submission.nothingAsked}</p>}
          <div className="form-grid">
            {asked.map((item) => (
              <div key={item.id} className={item.kind !== 'field' || item.type === 'long_text' ? 'form-wide' : undefined}>
                <ItemField request={page.id} item={item} value={draft.values[item.id]} files={page.attachments} onChange={(value) => change(item.id, value)} error={errorOf(item)} />
              </div>
            ))}
          </div>
        </section>
      )}
      <Signing kind={kind} draft={draft} request={page.id} spoken={spoken} onSpoken={setSpoken} faults={tried ? { code: refused['declaration.code'] ?? refused['code'], ...signing } : {}} onChange={(part) => setDraft((old) => ({ ...old, ...part }))} onDrawing={setDrawing} />
      <div className="form-foot">
        <span className="muted small grow">{submission.kept}</span>
        <Button type="submit" variant="primary" busy={act.isBusy || isPreparing}>{isSignOnly ? submission.sign : submission.submit}</Button>
      </div>
    </form>
  );
}

/** The officer submits with the applicant present: values, declaration and signature in one sitting. */
export default function SubmissionPage() {
  const { request, queue, states } = useDesk();
  const client = useClient();
  const { request: id = '' } = useParams({ strict: false }) as { request?: string };
  const query = useQuery(requestOptions(client, id));
  const kinds = useQuery(kindsOptions(client));
  const page = query.data;
  const kind = kinds.data?.find((one) => one.id === page?.kind);
  const free = (action: string) => page?.offers.some((offer) => offer.action === action && offer.free) ?? false;
  const isSignOnly = free('sign') && !free('submit');
  const may = useMay();
  const party = page?.beneficiary?.party ?? '';
  const file = useQuery({ ...personOptions(client, party), enabled: party !== '' && free('submit') && may('person_read') });
  const title = isSignOnly ? request.submission.signTitle : request.submission.title;
  return (
    <Page
      title={title} lead={isSignOnly ? request.submission.signText : request.submission.text}
      crumbs={<><Crumb to="/queue">{queue.title}</Crumb>{page && <Crumb to="/requests/$request" params={{ request: page.id }}><Numeric>{page.reference}</Numeric></Crumb>}</>}
    >
      <Loaded query={query.data ? kinds as unknown as typeof query : query}>
        {() => {
          if (!page || !kind || file.isLoading) return null;
          if (!free('submit') && !free('sign')) return <Alert tone="info" action={<Link to="/requests/$request" params={{ request: page.id }}>{page.reference}</Link>}>{states.missingText}</Alert>;
          return <><Conflict page={page} /><SubmissionForm key={page.id} page={page} kind={kind} file={file.data} isSignOnly={isSignOnly} /></>;
        }}
      </Loaded>
    </Page>
  );
}

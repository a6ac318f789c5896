import { lazy, Suspense, useImperativeHandle, useState, type ReactNode, type Ref } from 'react';
import type { CodeSent, ContentDigest, DigestBody, KindForm, Signature, SignMethod } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Checkbox, Choice } from '../../ui/choices';
import { Alert, Skeleton } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useFormats } from '../../ui/texts';
import { useSecondsUntil } from '../countdown';
import { rememberedPhone, usePortal } from '../session';
import { useTexts } from '../texts';
import { readMobile } from './rules';

const SignaturePad = lazy(() => import('../../ui/SignaturePad'));

export interface Signer {
  /** The signature over exactly these values; null when something is missing, which is then shown. */
  sign: () => Promise<Signature | null>;
}

/** Its fields, named as the server names them. */
export const signFields = ['read', 'declaration.method', 'declaration.drawing', 'declaration.code', 'declaration.witness', 'witness.confirm'];

interface SignStepProps {
  form: KindForm;
  /** What the signature is over: the server makes its digest. */
  signed: DigestBody;
  /** «You sign as the guardian of …». */
  capacityNote?: string;
  /** What the server refused of the signature. */
  refused?: Readonly<Record<string, ReactNode>>;
  ref?: Ref<Signer>;
}

interface CodeBoxProps {
  phone: string;
  onPhone: (phone: string) => void;
  sent: CodeSent | undefined;
  onSent: (sent: CodeSent) => void;
  code: string;
  onCode: (code: string) => void;
  error: ReactNode;
}

function CodeBox({ phone, onPhone, sent, onSent, code, onCode, error }: CodeBoxProps) {
  const texts = useTexts();
  const { digits } = useFormats();
  const { client, association } = usePortal();
  const [isKnown] = useState(() => Boolean(rememberedPhone(association)));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [phoneError, setPhoneError] = useState<string>();
  const wait = useSecondsUntil(sent?.resend_at);
  const ask = async () => {
    const mobile = readMobile(phone);
    setPhoneError(mobile ? undefined : texts.common.fields.notPhone);
    if (!mobile) return void focusField('signature.phone');
    setBusy(true);
    setProblem(null);
    try {
      onSent(await client.post<CodeSent>('portal/codes', { phone: mobile, purpose: 'signature' }));
    } catch (caught) {
      setProblem(asProblem(caught));
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      {problem && <ProblemAlert problem={problem} />}
      {!isKnown && <TextField label={texts.form.codePhone} name="signature.phone" kind="phone" autoComplete="tel" maxLength={20} value={phone} onChange={onPhone} error={phoneError} />}
      {sent && <p>{texts.form.codeSent} <bdi className="ltr strong">{digits(phone)}</bdi></p>}
      {sent && <div className="code-input"><TextField label={texts.form.code} name="declaration.code" kind="digits" autoComplete="one-time-code" maxLength={6} isRequired value={code} onChange={onCode} error={error} /></div>}
      <span className="row-wrap">
        <Button busy={isBusy} isDisabled={wait > 0} onPress={() => void ask()}>{sent ? texts.signIn.resend : texts.form.sendCode}</Button>
        {wait > 0 && <span className="small muted">{texts.signIn.resendIn(wait)}</span>}
      </span>
      {!sent && error && <Alert tone="error" isLive>{error}</Alert>}
    </div>
  );
}

function WitnessBox({ witness, onWitness, isConfirmed, onConfirm, errors }: {
  witness: string;
  onWitness: (name: string) => void;
  isConfirmed: boolean;
  onConfirm: (isConfirmed: boolean) => void;
  errors: Readonly<Record<string, ReactNode>>;
}) {
  const texts = useTexts();
  return (
    <div className="stack">
      <TextField label={texts.form.witness} hint={texts.form.witnessHint} name="declaration.witness" isRequired maxLength={120} value={witness} onChange={onWitness} error={errors['declaration.witness']} />
      <Checkbox name="witness.confirm" isRequired isSelected={isConfirmed} onChange={onConfirm} error={errors['witness.confirm']}>{texts.form.witnessConfirm}</Checkbox>
    </div>
  );
}

/** The declaration read and signed, over a digest that the server makes of exactly what will be sent. */
export function SignStep({ form, signed, capacityNote, refused = {}, ref }: SignStepProps) {
  const texts = useTexts();
  const { words, number } = useFormats();
  const { client, association, isOnline } = usePortal();
  const methods = form.declaration?.signed_by ?? [];
  const [method, setMethod] = useState<SignMethod | ''>(methods.length === 1 ? (methods[0] ?? '') : '');
  const [isRead, setRead] = useState(false);
  const [drawing, setDrawing] = useState<Blob | null>(null);
  const [phone, setPhone] = useState(() => rememberedPhone(association));
  const [sent, setSent] = useState<CodeSent>();
  const [code, setCode] = useState('');
  const [witness, setWitness] = useState('');
  const [isConfirmed, setConfirmed] = useState(false);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());

  const faults = (): Record<string, string> => {
    const found: Record<string, string> = {};
    if (!isRead) found['read'] = texts.form.mustRead;
    if (!method) found['declaration.method'] = texts.form.chooseMethod;
    if (method === 'drawn' && !drawing) found['declaration.drawing'] = texts.common.signature.missing;
    if (method === 'code' && !sent) found['declaration.code'] = texts.form.askCode;
    if (method === 'code' && sent && code.length !== 6) found['declaration.code'] = texts.form.needCode;
    if (method === 'witness' && !witness.trim()) found['declaration.witness'] = texts.common.fields.requiredMissing;
    if (method === 'witness' && !isConfirmed) found['witness.confirm'] = texts.form.witnessRequired;
    return found;
  };
  const sign = async (): Promise<Signature | null> => {
    const found = faults();
    setShown((old) => new Set([...old, ...Object.keys(found)]));
    const [first] = Object.keys(found);
    if (first !== undefined || !method) {
      // After the errors are drawn, so that what is focused is read with them.
      requestAnimationFrame(() => focusField(first ?? 'declaration.method'));
      return null;
    }
    const digest = await client.post<ContentDigest>('portal/digests', signed);
    const signature: Signature = { method, ...digest };
    if (method === 'drawn' && drawing) return { ...signature, drawing: (await client.upload('portal/attachments', drawing, texts.form.drawingName)).id };
    if (method === 'code' && sent) return { ...signature, challenge: sent.challenge, code };
    return { ...signature, witness: witness.trim() };
  };
  useImperativeHandle(ref, () => ({ sign }));

  const errors: Record<string, ReactNode> = { ...refused, ...Object.fromEntries(Object.entries(faults()).filter(([field]) => shown.has(field))) };
  if (!form.declaration) return null;
  return (
    <>
      <section className="card stack" aria-labelledby="declaration">
        <div className="stack-small">
          <h2 id="declaration">{texts.form.signTitle}</h2>
          <p className="muted">{texts.form.signLead}</p>
        </div>
        <div>
          <p className="declaration">{words(form.declaration.text)}</p>
          <p className="tiny muted">{texts.form.declarationVersion(number(form.declaration.version))}</p>
        </div>
        <Checkbox name="read" isRequired isSelected={isRead} onChange={setRead} error={errors['read']}>{texts.form.read}</Checkbox>
      </section>
      <section className="card stack">
        {!isOnline && <Alert tone="warn" isLive>{texts.form.offlineSign}</Alert>}
        {capacityNote && <p className="muted">{capacityNote}</p>}
        {methods.length > 1 && (
          <Choice
            label={texts.form.method}
            name="declaration.method"
            isRequired
            options={methods.map((id) => ({ id, label: texts.form.methods[id] ?? id, hint: texts.form.methodHints[id] }))}
            value={method}
            error={errors['declaration.method']}
            onChange={setMethod}
          />
        )}
        {method === 'drawn' && <Suspense fallback={<Skeleton height={216} />}><SignaturePad name="declaration.drawing" onChange={setDrawing} error={errors['declaration.drawing']} /></Suspense>}
        {method === 'code' && <CodeBox phone={phone} onPhone={setPhone} sent={sent} onSent={(answer) => { setSent(answer); setCode(''); }} code={code} onCode={setCode} error={errors['declaration.code']} />}
        {method === 'witness' && <WitnessBox witness={witness} onWitness={setWitness} isConfirmed={isConfirmed} onConfirm={setConfirmed} errors={errors} />}
      </section>
    </>
  );
}

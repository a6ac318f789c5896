import { ShieldCheck } from 'lucide-react';
import { useEffect, useState, type FormEvent } from 'react';
import type { CodeSent, PortalMe } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Alert, toast } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { useRouter } from '../../ui/router';
import { TextField } from '../../ui/TextField';
import { useFormats } from '../../ui/texts';
import { PageHead } from '../bits';
import { useSecondsUntil } from '../countdown';
import { readMobile } from '../form/rules';
import { ChooseParty } from '../request/ChooseParty';
import { rememberPhone, usePortal } from '../session';
import { useTexts } from '../texts';

function PhoneForm({ onSent }: { onSent: (phone: string, sent: CodeSent) => void }) {
  const texts = useTexts();
  const { client } = usePortal();
  const [phone, setPhone] = useState('');
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const mobile = readMobile(phone);
    setError(mobile ? undefined : texts.common.fields.notPhone);
    if (!mobile) return void focusField('phone');
    setBusy(true);
    setProblem(null);
    try {
      onSent(mobile, await client.post<CodeSent>('portal/codes', { phone: mobile, purpose: 'sign_in' }));
    } catch (caught) {
      setProblem(asProblem(caught));
      setBusy(false);
    }
  };
  return (
    <form className="card stack" noValidate onSubmit={(event) => void submit(event)}>
      {problem && <ProblemAlert problem={problem} fields={['phone']} />}
      <TextField label={texts.signIn.phone} hint={texts.signIn.phoneHint} kind="phone" name="phone" autoComplete="tel" maxLength={20} isRequired value={phone} onChange={setPhone} error={error ?? fieldErrors(problem, ['phone'])['phone']} />
      <Button type="submit" variant="primary" wide busy={isBusy}>{texts.signIn.sendCode}</Button>
      <Alert tone="neutral" icon={<ShieldCheck aria-hidden="true" />} title={texts.signIn.why}>{texts.signIn.whyText}</Alert>
    </form>
  );
}

interface CodeFormProps {
  phone: string;
  sent: CodeSent;
  onResent: (sent: CodeSent) => void;
  onBack: () => void;
  onSignedIn: (me: PortalMe) => void;
}

function CodeForm({ phone, sent, onResent, onBack, onSignedIn }: CodeFormProps) {
  const texts = useTexts();
  const formats = useFormats();
  const { client } = usePortal();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const wait = useSecondsUntil(sent.resend_at);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (caught) {
      setProblem(asProblem(caught));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isWhole = code.length === 6;
    setError(isWhole ? undefined : texts.signIn.codeShort);
    if (!isWhole) return void focusField('code');
    void attempt(async () => onSignedIn(await client.post<PortalMe>('portal/sign-in', { challenge: sent.challenge, code })));
  };
  const resend = () => void attempt(async () => {
    onResent(await client.post<CodeSent>('portal/codes', { phone, purpose: 'sign_in' }));
    setCode('');
    toast(texts.signIn.resent);
  });
  return (
    <form className="card stack" noValidate onSubmit={submit}>
      {problem && <ProblemAlert problem={problem} fields={['code']} />}
      <p>{texts.signIn.codeLead} <bdi className="ltr strong">{formats.digits(phone)}</bdi></p>
      <div className="code-input">
        <TextField
          label={texts.signIn.code}
          hint={texts.signIn.codeHint}
          kind="digits"
          name="code"
          autoComplete="one-time-code"
          maxLength={6}
          isRequired
          autoFocus
          value={code}
          onChange={(typed) => {
            setCode(typed);
            setProblem(null);
          }}
          error={error ?? fieldErrors(problem, ['code'])['code']}
        />
      </div>
      <Button type="submit" variant="primary" wide busy={isBusy}>{texts.signIn.enter}</Button>
      <div className="spread">
        <Button variant="quiet" onPress={onBack}>{texts.signIn.otherPhone}</Button>
        {wait > 0
          ? <span className="small muted" aria-hidden="true">{texts.signIn.resendIn(wait)}</span>
          : <Button variant="quiet" isDisabled={isBusy} onPress={resend}>{texts.signIn.resend}</Button>}
      </div>
    </form>
  );
}

/** Phone, then code: asked anywhere. */
export function SignInForms({ onSignedIn, onStage }: { onSignedIn: (me: PortalMe) => void; onStage?: (stage: 'phone' | 'code') => void }) {
  const { association } = usePortal();
  const [sent, setSent] = useState<{ phone: string; sent: CodeSent }>();
  const go = (next: { phone: string; sent: CodeSent } | undefined) => {
    setSent(next);
    onStage?.(next ? 'code' : 'phone');
  };
  if (!sent) return <PhoneForm onSent={(phone, answer) => go({ phone, sent: answer })} />;
  const signedIn = (me: PortalMe) => {
    rememberPhone(association, sent.phone);
    onSignedIn(me);
  };
  return <CodeForm phone={sent.phone} sent={sent.sent} onResent={(again) => go({ phone: sent.phone, sent: again })} onBack={() => go(undefined)} onSignedIn={signedIn} />;
}

/** At its own address, or in the place of a page that is somebody's own: then that page follows. */
export default function SignIn() {
  const texts = useTexts();
  const { me, setMe } = usePortal();
  const { place, navigate } = useRouter();
  const [stage, setStage] = useState<'phone' | 'code'>('phone');
  const [choosing, setChoosing] = useState<PortalMe>();

  // What follows is a move, even in the same place: its heading takes the focus, which the form takes away with it.
  const here = `${place.path}${place.search}`;
  const goOn = (signedIn: PortalMe) => {
    setMe(signedIn);
    navigate(place.path === 'sign-in' ? 'requests' : here, { replace: true });
  };
  const signedIn = (answer: PortalMe) => {
    if (answer.parties.length <= 1) return goOn(answer);
    setChoosing(answer);
    navigate(here, { replace: true });
  };
  useEffect(() => {
    if (me && place.path === 'sign-in' && !choosing) navigate('requests', { replace: true });
  }, [me, place.path, choosing, navigate]);

  if (choosing) {
    return (
      <div className="narrow stack">
        <PageHead title={texts.signIn.chooseTitle}><p className="lead">{texts.signIn.chooseLead}</p></PageHead>
        <ChooseParty me={choosing} onChosen={goOn} />
      </div>
    );
  }
  return (
    <div className="narrow stack">
      <PageHead title={stage === 'code' ? texts.signIn.codeTitle : texts.signIn.title}>{stage === 'phone' && <p className="lead">{texts.signIn.lead}</p>}</PageHead>
      <SignInForms onSignedIn={signedIn} onStage={setStage} />
    </div>
  );
}

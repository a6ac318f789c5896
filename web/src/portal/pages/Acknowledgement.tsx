import { BookOpenCheck, CircleCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Alert, EmptyState, LoadingState } from '../../ui/feedback';
import { ErrorState, fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useFormats } from '../../ui/texts';
import { PageHead } from '../bits';
import { useLoad } from '../load';
import type { DuePolicy, LinkReading, ReadableVersion } from '../policy_data';
import { usePortal } from '../session';
import { useTexts } from '../texts';
import SignIn from './SignIn';

function Version({ version, children }: { version: ReadableVersion; children: ReactNode }) {
  const { policyReading: texts } = useTexts();
  const { words, bothShort } = useFormats();
  const { approval } = version;
  return (
    <>
      <section className="card stack" aria-labelledby="policy-clauses">
        <h2 id="policy-clauses">{words(version.document)}</h2>
        <p className="muted">
          {[
            approval && texts.approved(texts.bodies[approval.body] ?? approval.body, approval.meeting),
            approval?.decided_on && bothShort(approval.decided_on),
            version.effective_at && texts.inForce(bothShort(version.effective_at)),
          ].filter(Boolean).join(' · ')}
        </p>
        <h3>{texts.clauses}</h3>
        <ol className="stack-small">{version.clauses.map((clause) => <li key={clause.id}>{words(clause.text)}</li>)}</ol>
        {version.terms.length > 0 && (
          <>
            <h3>{texts.terms}</h3>
            {version.terms.map((term) => <div key={term.id}><h4>{words(term.title)}</h4><p>{words(term.text)}</p></div>)}
          </>
        )}
        {version.legal_references.length > 0 && (
          <>
            <h3>{texts.references}</h3>
            <ul>{version.legal_references.map((reference, index) => <li key={index}>{words(reference)}</li>)}</ul>
          </>
        )}
      </section>
      {children}
    </>
  );
}

/** The act itself: once, with a name where nobody is signed in. */
function Agree({ at, needsName, send }: { at: string | undefined; needsName: boolean; send: (name: string) => Promise<void> }) {
  const { policyReading: texts } = useTexts();
  const { bothShort } = useFormats();
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (at) return <Alert tone="ok" icon={<CircleCheck aria-hidden="true" />} title={texts.done(bothShort(at))} isLive />;
  const press = () => {
    setTried(true);
    if (needsName && !name.trim()) return;
    setBusy(true);
    setProblem(null);
    send(name.trim()).catch((error: unknown) => setProblem(asProblem(error))).finally(() => setBusy(false));
  };
  return (
    <section className="card stack">
      {problem && <ProblemAlert problem={problem} fields={['name']} />}
      {needsName && (
        <TextField
          label={texts.name} name="name" hint={texts.nameHint} isRequired autoComplete="name" value={name} onChange={setName}
          error={(tried && !name.trim() && texts.needName) || fieldErrors(problem, ['name'])['name']}
        />
      )}
      <div><Button variant="primary" size="large" busy={isBusy} icon={<BookOpenCheck aria-hidden="true" />} onPress={press}>{texts.agree}</Button></div>
    </section>
  );
}

function ByLink({ token }: { token: string }) {
  const { policyReading: texts } = useTexts();
  const { client } = usePortal();
  const { data, problem, reload, put } = useLoad<LinkReading>(`policy-link/${token}`, (signal) => client.post('portal/policy-links/reading', { token }, { signal }));
  const send = async (name: string) => put(await client.post<LinkReading>('portal/policy-links/acknowledgement', { token, name }));
  if (problem && !data) {
    return problem.status === 404
      ? <EmptyState icon={<BookOpenCheck />} title={texts.ended} isWholePage><ProblemAlert problem={problem} /></EmptyState>
      : <ErrorState problem={problem} onRetry={reload} />;
  }
  if (!data) return <LoadingState />;
  return (
    <>
      <PageHead title={texts.title}><p className="lead">{texts.forWhat(data.purpose)}</p><p>{texts.lead}</p></PageHead>
      <Version version={data.version}><Agree at={data.acknowledged_at} needsName send={send} /></Version>
    </>
  );
}

function AsVolunteer() {
  const { policyReading: texts } = useTexts();
  const { client, me } = usePortal();
  const { data, problem, reload, put } = useLoad<DuePolicy>(`policy-due/${me?.acting_for?.party ?? ''}`, (signal) => client.get('portal/policy', { signal }));
  const send = async () => put(await client.post<DuePolicy>('portal/policy/acknowledgement', { digest: data?.version?.digest }));
  if (problem && !data) return <ErrorState problem={problem} onRetry={reload} />;
  if (!data) return <LoadingState />;
  if (!data.version) return <EmptyState icon={<BookOpenCheck />} title={texts.none} isWholePage>{texts.noneHint}</EmptyState>;
  return (
    <>
      <PageHead title={texts.title}><p>{texts.lead}</p></PageHead>
      <Version version={data.version}><Agree at={data.acknowledged_at} needsName={false} send={send} /></Version>
    </>
  );
}

/** Read and acknowledge the policy: a contractor by a link (its token never leaves the address bar's fragment), a volunteer signed in. */
export default function Acknowledgement() {
  const { me } = usePortal();
  const [token] = useState(() => location.hash.slice(1));
  if (token) return <ByLink token={token} />;
  return me ? <AsVolunteer /> : <SignIn />;
}

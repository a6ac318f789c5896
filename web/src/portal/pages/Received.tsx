import { CircleCheckBig, Copy } from 'lucide-react';
import type { RequestStanding } from '../../api/model';
import { Button } from '../../ui/Button';
import { LoadingState, toast } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { usePage } from '../../ui/router';
import { useFormats } from '../../ui/texts';
import { GoButton, useWho } from '../bits';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

/** It arrived: its number, and what comes next. */
export default function Received({ parameters }: { parameters: Record<string, string> }) {
  const texts = useTexts();
  const { digits, both } = useFormats();
  const { client, name } = usePortal();
  const who = useWho();
  const id = parameters['id'] ?? '';
  const { data: standing, problem, reload } = useLoad<RequestStanding>(`request/${id}`, (signal) => client.get(`portal/requests/${id}`, { signal }));
  const heading = usePage(texts.form.doneTitle, name);
  if (problem && !standing) return <ErrorState problem={problem} onRetry={reload} />;
  if (!standing) return <LoadingState />;
  const copy = () => void navigator.clipboard.writeText(standing.reference).then(() => toast(texts.common.actions.copied), () => undefined);
  return (
    <div className="narrow stack">
      <section className="card stack">
        <span className="celebrate" aria-hidden="true"><CircleCheckBig /></span>
        <h1 {...heading}>{texts.form.doneTitle}</h1>
        <p className="lead">{texts.form.doneLead}</p>
        <div className="reference-box">
          <span>
            <span className="small muted">{texts.form.doneReference}</span><br />
            <bdi className="ltr big-reference">{digits(standing.reference)}</bdi>
          </span>
          <Button icon={<Copy aria-hidden="true" />} onPress={copy}>{texts.common.actions.copy}</Button>
        </div>
        <div className="stack-small">
          <h2>{texts.form.doneNext}</h2>
          {standing.next && !standing.next.who.includes('applicant') && <p>{texts.form.doneWho(who(standing.next.who))}</p>}
          {standing.answer_not_before && <p>{texts.form.doneNotBefore(both(standing.answer_not_before))}</p>}
          <p>{texts.form.doneTold}</p>
        </div>
        <div className="row-wrap">
          <GoButton to={`requests/${id}`} variant="primary">{texts.form.doneFollow}</GoButton>
          <GoButton to="">{texts.form.doneHome}</GoButton>
        </div>
      </section>
    </div>
  );
}

import { CircleCheck, Copy, Eye, PencilLine, RotateCw } from 'lucide-react';
import type { RequestStanding } from '../../api/model';
import { Button } from '../../ui/Button';
import { Alert, Chip, LoadingState, toast } from '../../ui/feedback';
import { ErrorState, ProblemAlert } from '../../ui/Problem';
import { Prose } from '../../ui/Prose';
import { Link } from '../../ui/router';
import { useFormats } from '../../ui/texts';
import { Breadcrumb, GoButton, PageHead, Path } from '../bits';
import { useLoad } from '../load';
import { Actions } from '../request/Actions';
import { Answers } from '../request/Answers';
import { Given } from '../request/Given';
import { Now } from '../request/Now';
import { Rating } from '../request/Rating';
import { Records } from '../request/Records';
import { Receipt } from '../request/Receipt';
import { usePortal } from '../session';
import { useTexts } from '../texts';
import { StatusChip } from './Requests';

export interface StandingProps {
  standing: RequestStanding;
  onChange: (standing: RequestStanding) => void;
}

function Reference({ reference }: { reference: string }) {
  const texts = useTexts();
  const { digits } = useFormats();
  const copy = () => void navigator.clipboard.writeText(reference).then(() => toast(texts.common.actions.copied), () => undefined);
  return (
    <span className="row">
      <span>{texts.requests.reference} <bdi className="ltr reference strong">{digits(reference)}</bdi></span>
      <Button variant="quiet" size="small" aria-label={texts.standing.copyReference} icon={<Copy aria-hidden="true" />} onPress={copy} />
    </span>
  );
}

function Returned({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { words, both } = useFormats();
  const { returned } = standing;
  if (!returned) return null;
  const titles = standing.items.filter((item) => returned.items.includes(item.id)).map((item) => words(item.title));
  return (
    <Alert tone="warn" icon={<PencilLine aria-hidden="true" />} title={texts.standing.returnedTitle}>
      <div className="stack-small">
        {returned.reason && <p><Prose text={returned.reason} /></p>}
        {titles.length > 0 && <ul className="obstacles">{titles.map((title) => <li key={title}>{title}</li>)}</ul>}
        {returned.until && <p>{texts.standing.returnedUntil(both(returned.until))}</p>}
        <span><GoButton to={`requests/${standing.id}/completion`} variant="primary">{texts.standing.complete}</GoButton></span>
      </div>
    </Alert>
  );
}

function Decision({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { both, money, digits } = useFormats();
  const { decision } = standing;
  if (!decision) return null;
  return (
    <section className="card stack" aria-labelledby="decision">
      <div className="spread">
        <h2 id="decision">{texts.standing.decision}</h2>
        <StatusChip status="closed" outcome={decision.outcome} />
      </div>
      <p className="small muted">{texts.standing.decidedOn(both(decision.decided_on))}</p>
      {decision.amount_halalas !== undefined && decision.amount_halalas > 0 && (
        <dl className="facts"><div><dt>{texts.standing.amount}</dt><dd className="numbers">{money(decision.amount_halalas)}</dd></div></dl>
      )}
      {decision.reasons && <div className="stack-small"><h3>{texts.standing.reasons}</h3><p><Prose text={decision.reasons} /></p></div>}
      {standing.appeal && <p><Link to={`requests/${standing.appeal.request}`}>{texts.standing.appealOpen(digits(standing.appeal.reference))}</Link></p>}
    </section>
  );
}

function Told({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { moment } = useFormats();
  const { common } = texts;
  return (
    <section className="card stack" aria-labelledby="told">
      <h2 id="told">{texts.standing.told}</h2>
      {standing.told.length === 0 && standing.messages === 0 && <p className="muted">{texts.standing.notTold}</p>}
      <ul className="ticks" hidden={standing.told.length === 0}>
        {standing.told.map((telling, index) => (
          <li key={index}>
            <CircleCheck aria-hidden="true" />
            <span className="grow">
              <b>{common.tellingSubjects[telling.what] ?? telling.what}</b>{' '}
              {telling.failed && <Chip tone="warn">{texts.standing.tellingFailed}</Chip>}
              {telling.text && <span style={{ display: 'block' }}><Prose text={telling.text} /></span>}
              <span className="small muted" style={{ display: 'block' }}>
                {moment(telling.at)} · {common.channels[telling.channel] ?? telling.channel} · {common.proofs[telling.proof] ?? telling.proof}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {standing.messages > 0 && (
        <p className="row-wrap">
          <Link to="messages">{texts.standing.messages(standing.messages)}</Link>
          {standing.unread_messages > 0 && <Chip tone="ok">{texts.shell.unread(standing.unread_messages)}</Chip>}
        </p>
      )}
    </section>
  );
}

export default function Standing({ parameters }: { parameters: Record<string, string> }) {
  const texts = useTexts();
  const { words, both } = useFormats();
  const { client } = usePortal();
  const id = parameters['id'] ?? '';
  const { data: standing, problem, reload, put } = useLoad<RequestStanding>(`request/${id}`, (signal) => client.get(`portal/requests/${id}`, { signal }));
  if (problem && !standing) return <ErrorState problem={problem} onRetry={reload} action={<GoButton to="requests">{texts.requests.title}</GoButton>} />;
  if (!standing) return <LoadingState />;
  return (
    <>
      <Breadcrumb items={[{ to: 'requests', label: texts.requests.title }]} here={words(standing.kind_title)} />
      <PageHead
        title={words(standing.kind_title)}
        aside={<Button variant="quiet" aria-label={texts.standing.refresh} icon={<RotateCw aria-hidden="true" />} onPress={reload} />}
      >
        <div className="row-wrap">
          <StatusChip status={standing.status} outcome={standing.outcome} />
          <Reference reference={standing.reference} />
        </div>
        <p className="small muted">{texts.standing.submitted(both(standing.submitted_at ?? standing.received_at))}</p>
      </PageHead>
      {problem && <ProblemAlert problem={problem} onRetry={reload} />}
      <Returned standing={standing} />
      <div className="columns">
        <div className="stack">
          <Now standing={standing} />
          <Answers standing={standing} />
          <Records standing={standing} />
          <Decision standing={standing} />
          <Receipt standing={standing} onChange={put} />
          <Rating standing={standing} onChange={put} />
          <Told standing={standing} />
          <Given standing={standing} />
        </div>
        <aside className="stack">
          <section className="card stack" aria-labelledby="path">
            <h2 id="path">{texts.standing.path}</h2>
            <Path steps={standing.steps} />
          </section>
          <Actions standing={standing} onChange={put} />
          <p className="row"><Eye size={18} aria-hidden="true" /><Link to="account/openings">{texts.openings.title}</Link></p>
        </aside>
      </div>
    </>
  );
}

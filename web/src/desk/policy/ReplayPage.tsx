import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { Id, Obstacle, Text } from '../../api/model';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Alert, EmptyState } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Crumb, LinkButton } from '../parts/links';
import { ObstacleList } from '../parts/Obstacles';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { controlLabel } from '../request/form_fields';
import { useDesk, wordFor } from '../texts';

// As src/reporting/replays.h and replay_policy.h describe them.
interface Finding {
  what: 'stopped' | 'waits' | 'clock_broken' | 'clock_mended' | 'answer_later' | 'gone' | 'unreadable';
  kind: Id;
  kind_title: Text;
  step: Id;
  step_title: Text;
  act: string;
  code: string;
  clause: string;
  control: string;
  field: string;
  parameters: Record<string, string>;
  requests: number;
  days_most: number;
  sample: { request: Id; reference: string }[];
}
interface Replay {
  id: Id;
  of: string;
  state: 'running' | 'done' | 'failed';
  done: number;
  all: number;
  report?: { requests: number; unaffected: number; findings: Finding[] };
}

const order: readonly Finding['what'][] = ['stopped', 'clock_broken', 'answer_later', 'waits', 'gone', 'clock_mended', 'unreadable'];

/** The reasons of one kind of finding: what would have stood in the way, of how many, and of whom. */
function FindingRow({ finding }: { finding: Finding }) {
  const desk = useDesk();
  const { replay } = desk.versions;
  const dates = useDates();
  const step = dates.words(finding.step_title) || finding.step;
  const roles = dates.list((finding.parameters.roles ?? '').split(', ').filter(Boolean).map((role) => wordFor(desk.words.roles, role)));
  const obstacle: Obstacle = { code: finding.code, field: finding.field, clause: finding.clause, parameters: finding.parameters, remedy: '' };
  return (
    <li className="card-pad stack-small">
      <div className="spread">
        <b>{dates.words(finding.kind_title)}{step && ` · ${step}`}{finding.act && ` · ${wordFor(desk.request.actions.names, finding.act)}`}</b>
        <span>{replay.requestCount(finding.requests)}</span>
      </div>
      {finding.code === 'step.not_yours' && <p>{replay.notTheirs(roles)}</p>}
      {finding.what === 'stopped' && finding.code !== 'step.not_yours' && <ObstacleList obstacles={[obstacle]} />}
      {finding.control && <p>{controlLabel(desk, finding.control)} <bdi className="clause">{finding.clause}</bdi></p>}
      {finding.what === 'answer_later' && <p>{replay.daysMost(finding.days_most)}</p>}
      {finding.sample.length > 0 && (
        <details className="unfold">
          <summary>{replay.which}</summary>
          <p className="row-wrap">{finding.sample.map((one) => <LinkButton key={one.request} size="small" to="/requests/$request" params={{ request: one.request }}><Numeric>{one.reference}</Numeric></LinkButton>)}</p>
        </details>
      )}
    </li>
  );
}

function Report({ report }: { report: NonNullable<Replay['report']> }) {
  const { replay } = useDesk().versions;
  if (report.findings.length === 0) return <Alert tone="ok" isLive>{replay.nothing(replay.requestCount(report.requests))}</Alert>;
  return (
    <>
      <Alert tone="info" isLive>{replay.summary(replay.requestCount(report.requests), replay.requestCount(report.unaffected))}</Alert>
      {order.map((what) => {
        const findings = report.findings.filter((one) => one.what === what);
        return findings.length > 0 && (
          <section key={what} className="card" aria-labelledby={`replay-${what}`}>
            <h2 id={`replay-${what}`} className="card-pad">{replay.what[what]}</h2>
            <ul className="list rows">{findings.map((finding, index) => <FindingRow key={index} finding={finding} />)}</ul>
          </section>
        );
      })}
    </>
  );
}

function Running({ state }: { state: Replay }) {
  const { replay } = useDesk().versions;
  const dates = useDates();
  const share = state.all > 0 ? Math.round((100 * state.done) / state.all) : 0;
  return (
    <section className="card stack-small">
      <p>{replay.running(dates.number(state.done), dates.number(state.all))}</p>
      <span className="progress" role="progressbar" aria-label={replay.title} aria-valuenow={share} aria-valuemin={0} aria-valuemax={100}><span style={{ inlineSize: `${share}%` }} /></span>
    </section>
  );
}

/** What a draft, or another version, would have meant for the requests that there were. */
export default function ReplayPage() {
  const { versions } = useDesk();
  const { replay } = versions;
  const client = useClient();
  const navigate = useNavigate();
  const { of = '', id = '' } = useSearch({ strict: false }) as { of?: string; id?: string };
  const start = useMutation({
    mutationFn: () => client.post<Replay>('desk/policy/replays', { of }),
    onSuccess: (started) => void navigate({ to: '/policy/replay', search: { of, id: started.id } as never, replace: true }),
  });
  const query = useQuery({
    queryKey: ['policy-replay', id],
    queryFn: () => client.get<Replay>(`desk/policy/replays/${id}`),
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 700 : false),
    retry: false,
  });
  const problem = start.error ?? query.error;
  const state = query.data;
  const isRunning = start.isPending || state?.state === 'running';
  return (
    <Page
      title={replay.title} lead={replay.lead}
      crumbs={<><Crumb to="/policy">{versions.inForceTitle}</Crumb><Crumb to="/policy/versions">{versions.title}</Crumb></>}
      actions={<Button variant="primary" busy={isRunning} icon={<History aria-hidden="true" />} onPress={() => start.mutate()}>{state?.state === 'done' ? replay.again : replay.start}</Button>}
    >
      {problem && <ProblemAlert problem={asProblem(problem)} />}
      {state?.state === 'failed' && <Alert tone="error" isLive>{replay.failed}</Alert>}
      {state?.state === 'running' && <Running state={state} />}
      {state?.report && <Report report={state.report} />}
      {!id && !start.isPending && <EmptyState icon={<History />} title={replay.notYet}>{replay.how}</EmptyState>}
    </Page>
  );
}
